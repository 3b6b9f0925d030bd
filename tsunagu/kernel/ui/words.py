"""How values become words in the language of the page.

`kernel.dates` and `kernel.japanese` hold values and know no language. Here, and only here, a day, an age, a
list or a refused input is put into words, and text of the register is marked as the Japanese it is.
"""

import re
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

# Stands in a format for 「令和8年」, which Django's letters cannot say. A language that counts no eras has no
# such mark in its format.
_ERA_YEAR = "和暦"

_LETTER = r"[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff9f]"
JAPANESE = re.compile(_LETTER)
# From the first Japanese letter to the last, with the figures before it and the NPO in its middle; English
# words beside it stand apart from it by a space or a quotation mark.
_RUN = re.compile(
    rf"(?:\d[\d,.:–-]*)?{_LETTER}"  # with the figures before it
    rf"(?:(?:[^A-Za-z]|(?<![A-Za-z\s])[A-Za-z]+(?![A-Za-z\s]))*{_LETTER})?"  # to the last one
)


def speaks_japanese() -> bool:
    """Whether the page is Japanese, やさしい日本語 included."""
    return (get_language() or "ja").startswith("ja")


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
    return f"{year.label}（{year.label_western}）" if speaks_japanese() else f"FY{year.year}"


def joined(words: Iterable[str], mark: str = "、") -> str:
    """The words as a list; `mark` stands between them in Japanese, a comma in other languages."""
    words = tuple(words)
    between = mark if speaks_japanese() else ", "
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


def needs_mark(text: object) -> bool:
    """Whether it is Japanese text on a page that is not: then its element says lang="ja" (WCAG 3.1.2).

    Markup is marked already; what is no text (a number, nothing) has no language.
    """
    if speaks_japanese() or not isinstance(text, str) or isinstance(text, Markup):
        return False
    return JAPANESE.search(text) is not None


def as_written(text: str) -> str:
    """Text of the register, marked as a whole."""
    return Markup('<span lang="ja">{}</span>').format(text) if needs_mark(text) else text


def marked(text: str) -> str:
    """A sentence of ours with the Japanese that it quotes marked."""
    if not needs_mark(text):
        return text
    out, end = Markup(), 0
    for run in _RUN.finditer(text):
        out += Markup.escape(text[end : run.start()]) + as_written(run[0])
        end = run.end()
    return out + Markup.escape(text[end:])


def _dated(day: date, form: str) -> str:
    return _written(day, form, get_language())


# A calendar writes the same days on every page.
@lru_cache(maxsize=4096)
def _written(day: date, form: str, language: str | None) -> str:
    """`language` is the one in force: it decides what `form` makes of the day."""
    written = date_format(day, form)
    return written.replace(_ERA_YEAR, era_of(day).year_label(day.year)) if _ERA_YEAR in form else written
