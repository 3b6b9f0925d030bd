"""What was asked and not found, as the queue and the year's table say it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tsunagu.directory.presenters.language import weekday_label
from tsunagu.directory.queries.gaps import Gap
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.exports.sheet import Column, Sheet
from tsunagu.kernel.ui.words import day_words_without_weekday, joined

# From April on, as a town counts its year.
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class GapRow:
    """One thing to decide about, with the ways to help it."""

    title: str
    how: str
    times: str
    last: str
    question: str = ""
    filters: str = ""
    need: str = ""
    synonym_url: str = ""
    try_url: str = ""


def search_row(gap: Gap, names: Mapping[str, str]) -> GapRow | None:
    """A search as a row; None when a filter is none that the town knows (an address made up by hand)."""
    words = filter_words(gap.filters, names)
    if words is None:
        return None
    query = f"{reverse('workspace:synonym-new')}?{urlencode({'terms': gap.question})}"
    return GapRow(
        title=_title(gap.question, words),
        how=str(gap.kind.label),
        times=_("%(times)s回・%(days)s日") % {"times": gap.times, "days": gap.days},
        last=day_words_without_weekday(gap.last_day),
        question=gap.question,
        filters=" ".join(gap.filters),
        synonym_url=query if gap.question else "",
        try_url=f"{reverse('workspace:directory')}?{urlencode({'q': gap.question or words})}",
    )


def need_row(key: str, name: str, times: int) -> GapRow:
    """A need that hand-overs could not meet."""
    return GapRow(
        title=name,
        how=_("つなぎ先がなかった"),
        times=_("%(times)s回") % {"times": times},
        last="",
        need=key,
        try_url=f"{reverse('workspace:directory')}?{urlencode({'q': name})}",
    )


def filter_words(marks: Iterable[str], names: Mapping[str, str]) -> str | None:
    """「無料・土曜日」; None when one of them is unknown."""
    known = {**names, **_marks_of_the_product()}
    words = [known.get(mark, "") for mark in marks]
    return joined(words, "・") if all(words) else None


def year_rows(
    asked: Mapping[tuple[str, str], Mapping[int, int]],
    unmet: Mapping[str, Mapping[int, int]],
    names: Mapping[str, str],
) -> list[list[str | int]]:
    """Each thing with its months from April on: needs first, then words, the most asked first within both."""
    needs = [[_("困りごと"), name, *_months(months)] for name, months in unmet.items()]
    words = [
        [_("検索"), _title(question, narrowed), *_months(months)]
        for (question, marks), months in asked.items()
        if (narrowed := filter_words(marks.split(), names)) is not None
    ]
    return [*sorted(needs, key=_most_first), *sorted(words, key=_most_first)]


def year_sheet(rows: list[list[str | int]], *, year: FiscalYear, town: str) -> Sheet:
    """The table of a year, to be put beside the guidebook's contents."""
    columns = (
        Column(_("種類"), 10),
        Column(_("さがされたこと"), 32),
        *(Column(_("%(month)s月") % {"month": month}, 6, decimals=0) for month in MONTHS),
        Column(_("合計"), 8, decimals=0),
    )
    return Sheet(_("見つからなかったこと"), columns, rows, subtitle=f"{town} {year.label}")


def _months(months: Mapping[int, int]) -> list[int]:
    counts = [months.get(month, 0) for month in MONTHS]
    return [*counts, sum(counts)]


def _most_first(row: list[str | int]) -> tuple[int, str]:
    return -int(row[-1]), str(row[1])


def _title(question: str, narrowed: str) -> str:
    if not narrowed:
        return f"「{question}」"
    return f"「{question}」＋{narrowed}" if question else narrowed


def _marks_of_the_product() -> dict[str, str]:
    """Filters that are the same in every town."""
    return {
        "free": _("無料"),
        "time:morning": pgettext("part of the day", "午前"),
        "time:afternoon": pgettext("part of the day", "午後"),
        "time:evening": pgettext("part of the day", "夕方"),
        "time:night": pgettext("part of the day", "夜"),
        **{f"day:{weekday}": weekday_label(weekday) for weekday in range(7)},
    }
