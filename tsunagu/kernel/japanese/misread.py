"""An input that could not be read, with its reason as a sentence that can still be translated."""

from datetime import date


class Misread(ValueError):
    """The text is not what was asked for; the message is for the person who typed it.

    As text it is Japanese. A page says it in its own language with `kernel.ui.words.refusal_words`, so the
    sentence and what it names are kept apart.
    """

    def __init__(self, message: str, **places: object) -> None:
        super().__init__(message % {name: _in_japanese(place) for name, place in places.items()})
        self.message, self.places = message, places


def _in_japanese(place: object) -> object:
    return f"{place.year}年{place.month}月{place.day}日" if isinstance(place, date) else place
