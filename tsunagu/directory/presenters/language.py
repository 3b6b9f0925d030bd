"""Names, days and times in the language in force."""

from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagu.directory.queries.listing import Named
from tsunagu.kernel.dates.opening import JST
from tsunagu.kernel.ui.words import family_day_words


def is_english() -> bool:
    return get_language() == "en"


def is_easy() -> bool:
    return get_language() == "ja-easy"


def in_language(japanese: str, *, easy: str = "", english: str = "") -> str:
    """The wording for the reader; the Japanese one where there is no other."""
    if is_english():
        return english or japanese
    return (easy if is_easy() else "") or japanese


def name_of(named: Named) -> str:
    return in_language(named.name, easy=named.name_easy, english=named.name_en)


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
    if is_english():
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour}時{at.minute}分" if at.minute else f"{at.hour}時"
