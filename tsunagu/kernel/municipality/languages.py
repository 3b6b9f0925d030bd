"""The languages of the interface: one row each, and everything else follows from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """A language that a page can speak."""

    # Django's name for it, and the name of its catalogue.
    code: str
    # Its part of an address: `/joetsu/zh/`; the town's own language has none.
    segment: str
    # What a browser and a screen reader call it (BCP 47).
    tag: str
    # What its speakers call it, as the menu shows it.
    name: str
    # Whether its readers need a Japanese name in Latin letters to say it.
    reads_latin: bool = False


LANGUAGES = (
    PageLanguage("ja", "", "ja", "日本語"),
    PageLanguage("ja-easy", "easy", "ja", "やさしい日本語"),
    PageLanguage("en", "en", "en", "English", reads_latin=True),
    PageLanguage("zh-hans", "zh", "zh-Hans", "简体中文"),
    PageLanguage("pt-br", "pt", "pt-BR", "Português", reads_latin=True),
    PageLanguage("vi", "vi", "vi", "Tiếng Việt", reads_latin=True),
)
LANGUAGE_OF = {one.code: one for one in LANGUAGES}
LANGUAGE_SEGMENTS = {one.segment: one.code for one in LANGUAGES if one.segment}


def tag_of(code: str | None) -> str:
    """The tag of the language that a page speaks; Japanese where none was asked for."""
    return LANGUAGE_OF[code].tag if code in LANGUAGE_OF else "ja"
