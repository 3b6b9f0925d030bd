"""How values become words in the language of the page.

`kernel.dates` and `kernel.japanese` hold values and know no language. Here, and only here, a day, an age, a
list or a refused input is put into words; `kernel.ui.marking` says which language a text is in.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, npgettext, pgettext
from markupsafe import Markup

from tsunagu.kernel.dates.age import SCHOOL_AGE, Age, school_grade
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.dates.wareki import era_of
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.municipality.languages import LANGUAGE_OF, tag_of
from tsunagu.kernel.ui.marking import KANA

# Stands in a format for 「令和8年」, which Django's letters cannot say. A language that counts no eras has no
# such mark in its format.
_ERA_YEAR = "和暦"


def speaks_japanese() -> bool:
    """Whether the page is Japanese, やさしい日本語 included."""
    return tag_of(get_language()) == "ja"


def name_in_letters(written: str, latin: str) -> str:
    """A name as the page's readers can say it: in Latin letters, or as it is written in Han."""
    page = LANGUAGE_OF[get_language() or "ja"]
    can_read_it = page.tag == "ja" or not (page.reads_latin or KANA.search(written))
    return written if can_read_it else latin or written


def day_words(day: date) -> str:
    """「令和8年4月1日（水）」, 「2026年4月1日（水）」, “Wed, 1 Apr 2026”."""
    return _dated(day, pgettext("format of a date", "和暦n月j日（D）"))


def day_words_without_weekday(day: date) -> str:
    """「令和8年4月1日」, 「2026年4月1日」, “1 Apr 2026”."""
    return _dated(day, pgettext("format of a date", "和暦n月j日"))


def family_day_words(day: date) -> str:
    """「2026年4月1日」, “1 Apr 2026”: a page for families counts no eras."""
    return _dated(day, pgettext("format of a date", "Y年n月j日"))


def month_day(day: date) -> str:
    """「4月1日」, “1 Apr”."""
    return _dated(day, pgettext("format of a date", "n月j日"))


def month_day_weekday(day: date) -> str:
    """「4月1日（水）」, “Wed, 1 Apr”."""
    return _dated(day, pgettext("format of a date", "n月j日（D）"))


def month_words(first: date) -> str:
    """「2026年4月」, “April 2026”."""
    return _dated(first, pgettext("format of a date", "Y年n月"))


def age_words(age: Age) -> str:
    """「生後20日」「1歳2か月」「8歳」, “20 days old”: finer the younger, as parents say it."""
    years = npgettext("how old", "%(count)s歳", "%(count)s歳", age.years) % {"count": age.years}
    months = npgettext("how old", "%(count)sか月", "%(count)sか月", age.months) % {"count": age.months}
    days = npgettext("how old", "%(count)s日", "%(count)s日", age.days) % {"count": age.days}
    if age.years and not age.shows_months:
        return years
    if age.years:
        return pgettext("how old", "%(years)s%(months)s") % {"years": years, "months": months}
    return pgettext("how old", "生後%(time)s") % {"time": months if age.months else days}


def school_words(born_on: date, on: date) -> str:
    """「2歳児クラス」「小学1年」「高校2年相当」; empty for adults."""
    grade = school_grade(born_on, on)
    if grade < SCHOOL_AGE:
        return gettext("%(age)s歳児クラス") % {"age": grade}
    for first, length, name in (
        (6, 6, gettext("小学%(year)s年")),
        (12, 3, gettext("中学%(year)s年")),
        (15, 3, gettext("高校%(year)s年相当")),
    ):
        if grade < first + length:
            return name % {"year": grade - first + 1}
    return ""


def fiscal_year_words(year: FiscalYear) -> str:
    """「令和8年度（2026年度）」, “FY2026”."""
    if speaks_japanese():
        return f"{year.label}（{year.label_western}）"
    return pgettext("fiscal year", "%(year)s年度") % {"year": year.year}


def joined(words: Iterable[str], mark: str = "、") -> str:
    """The words as a list; `mark` stands between them in Japanese, the mark of a list in other languages."""
    words = tuple(words)
    between = mark if speaks_japanese() else pgettext("between the words of a list", "、")
    if any(isinstance(word, Markup) for word in words):
        return Markup(between).join(words)  # noqa: S704 a mark of our own; the words are escaped
    return between.join(words)


def with_remark(text: str, remark: str) -> str:
    """「開いています（今日16時まで）」, “Open (until 16:00 today)”; no brackets without a remark."""
    if not remark:
        return text
    both = gettext("%(text)s（%(remark)s）")
    if isinstance(text, Markup) or isinstance(remark, Markup):
        both = Markup(both)  # noqa: S704 our own wording; what is put into it is escaped
    return both % {"text": text, "remark": remark}


def refusal_words(refusal: Misread) -> str:
    """Why an input was not taken."""
    places = {
        name: family_day_words(place) if isinstance(place, date) else place
        for name, place in refusal.places.items()
    }
    return gettext(refusal.message) % places


def _dated(day: date, form: str) -> str:
    return _written(day, form, get_language())


# A calendar writes the same days on every page.
@lru_cache(maxsize=4096)
def _written(day: date, form: str, language: str | None) -> str:
    """`language` is the one in force: it decides what `form` makes of the day."""
    written = date_format(day, form)
    return written.replace(_ERA_YEAR, era_of(day).year_label(day.year)) if _ERA_YEAR in form else written
