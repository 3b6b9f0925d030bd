"""The desk's lists. One set of cells, for the screen, for paper and for files alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.desk.models import Consultation
from tsunagu.desk.presenters.households import age_words, moment_words
from tsunagu.desk.presenters.today import due_label, shortened
from tsunagu.families.models import Household
from tsunagu.kernel.exports.sheet import Column, Sheet
from tsunagu.kernel.ui.filters import day


@dataclass(frozen=True, slots=True)
class Heading:
    """One column; with a sort key its heading is a link."""

    label: str
    width: int
    sort: str = ""
    # What one wants to see first when pressing the heading: the newest, or the beginning of the readings.
    descends_first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the record's page, and the cells."""

    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sorting:
    """How a list is sorted now, and by which addresses otherwise. Filters stay, the page begins anew."""

    key: str
    descending: bool
    query: QueryDict

    def columns(self, headings: Sequence[Heading]) -> list[dict[str, Any]]:
        """Columns as `ui/data_table.html` takes them."""
        return [self._column(heading) for heading in headings]

    def _column(self, heading: Heading) -> dict[str, Any]:
        if not heading.sort:
            return {"label": heading.label}
        is_current = heading.sort == self.key
        descending = not self.descending if is_current else heading.descends_first
        query = self.query.copy()
        query.pop("page", None)
        query["sort"], query["order"] = heading.sort, "desc" if descending else "asc"
        sorted_now = ("descending" if self.descending else "ascending") if is_current else None
        return {"label": heading.label, "sort_url": f"?{query.urlencode()}", "sorted": sorted_now}


def read_sorting(query: QueryDict, headings: Sequence[Heading], *, default: str) -> Sorting:
    """What the address asks for; anything unknown is the usual order."""
    known = {heading.sort: heading for heading in headings if heading.sort}
    key = query.get("sort", "")
    heading = known.get(key) or known[default]
    order = query.get("order") if key in known else ""
    descending = order == "desc" if order in {"asc", "desc"} else heading.descends_first
    return Sorting(heading.sort, descending, query)


def consultation_headings() -> list[Heading]:
    return [
        Heading(_("日時"), 26, "at", descends_first=True),
        Heading(_("家庭"), 18, "household"),
        Heading(_("方法"), 10, "method"),
        Heading(_("開設場所"), 20, "place"),
        Heading(_("種類"), 24),
        Heading(_("聞いたこと"), 44),
        Heading(_("記録した人"), 14, "recorder"),
        Heading(_("次にすること"), 24, "next"),
    ]


def consultation_lines(found: Iterable[Consultation], names: Mapping[str, str], *, today: date) -> list[Line]:
    """When, whom, how, where, about what, by whom, and what is still to do."""
    return [
        Line(
            reverse("desk:consultation", args=[one.id]),
            (
                moment_words(one),
                one.household.label if one.household else _("（名前なし）"),
                one.get_method_display(),
                one.place.name,
                "・".join(names.get(row.topic, row.topic) for row in one.topics.all()),
                shortened(one.asked, 40),
                one.recorded_by.name,
                _next_words(one, today),
            ),
        )
        for one in found
    ]


def _next_words(one: Consultation, today: date) -> str:
    if one.next_on is None:
        return ""
    kind = str(one.get_next_kind_display())
    if one.next_done_at is not None:
        return _("%(what)s：済み") % {"what": kind}
    return _("%(what)s：%(due)s") % {"what": kind, "due": due_label(one.next_on, today=today)}


def household_headings() -> list[Heading]:
    return [
        Heading(_("呼び名"), 18),
        Heading(_("フリガナ"), 20, "kana"),
        Heading(_("家族"), 44),
        Heading(_("地区"), 14, "district"),
        Heading(_("登録した日"), 24, "recorded", descends_first=True),
    ]


def household_lines(found: Iterable[Household], *, today: date) -> list[Line]:
    """Whom, who belongs to it, where; of a hidden family not even the district."""
    return [
        Line(
            reverse("desk:household", args=[home.id]),
            (
                home.label,
                home.label_kana,
                "、".join(
                    " ".join(part for part in (one.name, age_words(one, today=today)) if part)
                    for one in home.people.all()
                ),
                _("秘匿") if home.has_hidden_address else home.district,
                day(home.recorded_at),
            ),
        )
        for home in found
    ]


def screen_rows(lines: Iterable[Line]) -> list[list[Any]]:
    """Rows of the table on screen: the first cell leads to the record."""
    return [[{"text": line.cells[0], "url": line.url}, *line.cells[1:]] for line in lines]


def sheet_of(
    title: str, headings: Sequence[Heading], lines: Iterable[Line], *, town: str, today: date
) -> Sheet:
    """The same cells as a file."""
    return Sheet(
        title=title,
        subtitle=_("%(town)s　%(day)s現在") % {"town": town, "day": day(today)},
        columns=[Column(heading.label, heading.width) for heading in headings],
        rows=[line.cells for line in lines],
    )


def file_links(name: str, query: QueryDict) -> list[dict[str, str]]:
    """The files that a list can be taken away as, narrowed and sorted like the list."""
    kept = [(key, value) for key, value in query.items() if key not in {"page", "encoding", "replace"}]

    def address(file_format: str, *more: tuple[str, str]) -> str:
        words = urlencode([*kept, *more])
        return reverse(name, args=[file_format]) + (f"?{words}" if words else "")

    return [
        {"label": _("Excel"), "url": address("xlsx")},
        {"label": _("CSV"), "url": address("csv")},
        {"label": _("CSV（Shift_JIS）"), "url": address("csv", ("encoding", "cp932"))},
    ]
