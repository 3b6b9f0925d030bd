"""Names, days and times in the language in force."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagu.directory.queries.listing import Named
from tsunagu.kernel.dates.opening import JST
from tsunagu.kernel.municipality.languages import LANGUAGE_OF
from tsunagu.kernel.ui.marking import Written
from tsunagu.kernel.ui.words import family_day_words, speaks_japanese

# The languages in which the register has fields for what it says.
REGISTER_LANGUAGES = ("ja", "ja-easy", "en")


def written_in(*, easy: str, english: str) -> tuple[str, ...]:
    """The languages in which one record says what it is."""
    return tuple(
        code for code, wording in zip(REGISTER_LANGUAGES, ("always", easy, english), strict=True) if wording
    )


def is_easy() -> bool:
    return get_language() == "ja-easy"


def in_language(
    japanese: str, *, easy: str | None = None, english: str = "", others: Mapping[str, str] | None = None
) -> str:
    """The wording for the reader, or the nearest that there is; it knows its language.

    Args:
        japanese: what stands in the register.
        easy: the wording in やさしい日本語; None for a name, which has none.
        english: the wording or the name in English.
        others: further languages by their code; the vocabulary has them, the register has not.
    """
    page = LANGUAGE_OF[get_language() or "ja"]
    if own := (others or {}).get(page.code, ""):
        return Written(own, page.tag)
    if page.tag == "ja":
        return (easy if is_easy() else "") or japanese
    if page.code == "en":
        return english or japanese
    # Surveys of residents from abroad: more read easy Japanese than English. A name is for saying it aloud,
    # or for finding it on a sign: in Latin letters for who reads those, as it is written for who reads Han.
    for wording, tag in ((easy, "ja"), (english if easy is not None or page.reads_latin else "", "en")):
        if wording:
            return Written(wording, tag)
    return Written(japanese, "ja")


def name_of(named: Named) -> str:
    easy = named.name_easy or None
    return in_language(named.name, easy=easy, english=named.name_en, others=named.names)


def day_label(day: date) -> str:
    """「2026年4月1日」, “1 Apr 2026”."""
    return family_day_words(day)


def weekday_label(weekday: int) -> str:
    """「月曜日」, “Monday”; 0 is Monday."""
    return (_("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日"))[
        weekday
    ]


def hour_label(moment: datetime) -> str:
    """「16時」「16時30分」, “16:30”."""
    at = moment.astimezone(JST)
    if not speaks_japanese():
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour}時{at.minute}分" if at.minute else f"{at.hour}時"
