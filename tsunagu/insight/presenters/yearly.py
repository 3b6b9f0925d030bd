"""The yearly table as a page, a chart and a file say it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from tsunagu.insight.choices import DoubtKind, Origin
from tsunagu.insight.presenters.doubts import doubt_in_words
from tsunagu.insight.queries.counting import TOKYO
from tsunagu.insight.queries.doubts import Doubt
from tsunagu.insight.queries.yearly import YearLine
from tsunagu.kernel.dates.wareki import wareki_without_weekday
from tsunagu.kernel.exports.sheet import Column, Sheet

# Which cell of the page a doubt belongs to: days, users, consultations, average.
_CELL = {
    DoubtKind.TOO_MANY_DAYS: 1,
    DoubtKind.NO_DAYS: 1,
    DoubtKind.DAYS_WITHOUT_RECORD: 1,
    DoubtKind.NO_USERS: 2,
    DoubtKind.RECORDS_DIFFER: 3,
    DoubtKind.AVERAGE_CONTRADICTS: 4,
    DoubtKind.AVERAGE_CUT: 4,
}


class YearlyTable:
    """All lines of one desk's table."""

    def __init__(self, lines: Sequence[YearLine], *, desk_name: str, at: datetime) -> None:
        self.lines = lines
        self.desk_name = desk_name
        self.today = at.astimezone(TOKYO).date()
        self._notes = [(line, doubt) for line in lines for doubt in line.doubts]

    @property
    def columns(self) -> list[dict[str, Any]]:
        return [
            {"label": _("年度")},
            {"label": _("開設日数"), "number": True},
            {"label": _("年間延べ利用者数"), "number": True},
            {"label": _("年間相談件数"), "number": True},
            {"label": _("1日平均利用者数"), "number": True},
            {"label": _("数字のもと")},
        ]

    @property
    def rows(self) -> list[list[Any]]:
        """Newest last, as the annual report prints them; a run of years without figures is one row."""
        return [self._row(run[0]) if len(run) == 1 else _gap_row(run) for run in self._runs]

    @property
    def notes(self) -> list[dict[str, Any]]:
        """Every doubt, with the number by which the table points to it."""
        return [
            {
                "number": number,
                "year": line.year.label,
                "text": doubt_in_words(doubt),
                # A rounded-down average is a habit; anything else is a mistake somewhere.
                "is_serious": doubt.kind is not DoubtKind.AVERAGE_CUT,
            }
            for number, (line, doubt) in enumerate(self._notes, start=1)
        ]

    @property
    def sources(self) -> list[str]:
        """Where imported years were read, once each."""
        found = [
            " ".join(filter(None, (line.source, line.source_place))) for line in self.lines if line.source
        ]
        return list(dict.fromkeys(found))

    @property
    def chart(self) -> dict[str, Any]:
        """Two lines over the years; years without figures break them."""
        return {
            "labels": [run[0].year.label_short if len(run) == 1 else "…" for run in self._runs],
            "series": [
                {"label": _("年間延べ利用者数"), "values": [run[0].figures.users for run in self._runs]},
                {"label": _("年間相談件数"), "values": [run[0].figures.consultations for run in self._runs]},
            ],
        }

    @property
    def _runs(self) -> list[list[YearLine]]:
        """Each line by itself, years without figures together."""
        runs = [(bare, list(lines)) for bare, lines in groupby(self.lines, key=_is_bare)]
        return [run for bare, lines in runs for run in ([lines] if bare else [[line] for line in lines])]

    @property
    def running(self) -> YearLine | None:
        """The year that is not over, when something is known of it."""
        return next((line for line in self.lines if line.is_running and line.origin is not Origin.NONE), None)

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The running year in four figures."""
        if self.running is None:
            return []
        figures = self.running.figures
        average = figures.average
        return [
            {"label": _("開設日数"), "value": _n(figures.opening_days), "unit": _("日")},
            {"label": _("延べ利用者数"), "value": _n(figures.users), "unit": _("人")},
            {"label": _("相談件数"), "value": _n(figures.consultations), "unit": _("件")},
            {
                "label": _("1日平均利用者数"),
                "value": None if average is None else str(average),
                "unit": _("人"),
            },
        ]

    @property
    def until(self) -> str:
        """「11月20日まで」"""
        return _("%(month)s月%(day)s日まで") % {"month": self.today.month, "day": self.today.day}

    def sheet(self) -> Sheet:
        """The table as a file: the same lines, doubts in words beside each."""
        return Sheet(
            title=_("年度別の利用状況"),
            subtitle=_("%(desk)s　%(day)s現在")
            % {"desk": self.desk_name, "day": wareki_without_weekday(self.today)},
            columns=[
                Column(_("年度"), 14),
                Column(_("西暦"), 8),
                Column(_("開設日数"), 10, 0),
                Column(_("延べ利用者数"), 14, 0, _("年間")),
                Column(_("相談件数"), 12, 0, _("年間")),
                Column(_("表の値"), 10, 1, _("1日平均利用者数")),
                Column(_("計算した値"), 12, 1, _("1日平均利用者数")),
                Column(_("数字のもと"), 34),
                Column(_("注"), 60),
            ],
            rows=[self._sheet_row(line) for line in self.lines],
            notes=[
                _("1日平均利用者数は、年間延べ利用者数 ÷ 開設日数（四捨五入）です。"),
                *(_("資料：%(source)s") % {"source": source} for source in self.sources),
            ],
        )

    def _row(self, line: YearLine) -> list[Any]:
        figures = line.figures
        cells: list[Any] = [
            {"text": line.year.label, "flag": self.until} if line.is_running else line.year.label,
            _n(figures.opening_days),
            _n(figures.users),
            _n(figures.consultations),
            _average(shown_average(line)),
            origin_in_words(line),
        ]
        for index, marks in self._marks(line).items():
            cells[index] = {"text": "―" if cells[index] is None else cells[index], "flag": marks}
        return cells

    def _marks(self, line: YearLine) -> dict[int, str]:
        """「注1 計算と合いません」 for each cell that is doubted."""
        marks: dict[int, list[str]] = {}
        for number, (owner, doubt) in enumerate(self._notes, start=1):
            if owner is line:
                marks.setdefault(_CELL[doubt.kind], []).append(
                    _("注%(number)s") % {"number": number} + f"　{_short(doubt)}"
                )
        return {index: "、".join(texts) for index, texts in marks.items()}

    def _sheet_row(self, line: YearLine) -> list[Any]:
        figures = line.figures
        running = [_("年度の途中（%(until)s）。") % {"until": self.until}] if line.is_running else []
        return [
            line.year.label,
            str(line.year.year),
            figures.opening_days,
            figures.users,
            figures.consultations,
            shown_average(line),
            figures.average,
            origin_in_words(line),
            "".join([*running, *(doubt_in_words(doubt) for doubt in line.doubts)]),
        ]


def _is_bare(line: YearLine) -> bool:
    return line.origin is Origin.NONE and not line.is_running


def _gap_row(run: Sequence[YearLine]) -> list[Any]:
    span = f"{run[0].year.label}〜{run[-1].year.label}"
    return [span, None, None, None, None, str(Origin.NONE.label)]


def shown_average(line: YearLine) -> Decimal | None:
    """What the document states where there is one, else what the counts give."""
    return line.figures.average if line.stated_average is None else line.stated_average


def origin_in_words(line: YearLine) -> str:
    """Which year comes from where."""
    if line.origin is Origin.IMPORTED:
        return _("資料：%(source)s") % {"source": line.source}
    return str(line.origin.label)


def _short(doubt: Doubt) -> str:
    return {
        DoubtKind.AVERAGE_CONTRADICTS: _("計算と合いません"),
        DoubtKind.AVERAGE_CUT: _("切り捨て"),
        DoubtKind.TOO_MANY_DAYS: _("1年を超えます"),
        DoubtKind.NO_DAYS: _("開設日がありません"),
        DoubtKind.NO_USERS: _("利用者が0人です"),
        DoubtKind.DAYS_WITHOUT_RECORD: _("記録のない日"),
        DoubtKind.RECORDS_DIFFER: _("記録と違います"),
    }[doubt.kind]


def _average(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:.1f}" if number == round(number, 1) else f"{number:.2f}"


def _n(number: int | None) -> str | None:
    return None if number is None else f"{number:,}"
