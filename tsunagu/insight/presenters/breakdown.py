"""One year's parts as a page, a chart and a file say them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from tsunagu.insight.choices import Axis
from tsunagu.insight.queries.breakdown import Breakdown, Part
from tsunagu.insight.queries.doubts import rounded
from tsunagu.kernel.exports.sheet import Cell, Column, Sheet


def title_of(axis: Axis) -> str:
    """What the page is called."""
    return {
        Axis.MONTH: _("月別の利用状況"),
        Axis.PLACE: _("場所別の利用状況"),
        Axis.METHOD: _("方法別の利用状況"),
        Axis.TOPIC: _("相談の種類別の件数"),
    }[axis]


class BreakdownTable:
    """The parts of one year by one axis."""

    def __init__(self, found: Breakdown, *, desk_name: str, today: date) -> None:
        self.found = found
        # Empty: all desks together.
        self.desk_name = desk_name
        self.today = today

    @property
    def title(self) -> str:
        return title_of(self.found.axis)

    @property
    def columns(self) -> list[dict[str, Any]]:
        return [{"label": column.label, "number": column.decimals is not None} for column in self._columns]

    @property
    def rows(self) -> list[list[Any]]:
        return [self._shown(part) for part in self.found.parts]

    @property
    def total(self) -> list[Any]:
        return self._shown(self.found.total)

    @property
    def is_empty(self) -> bool:
        return self.found.total.meetings == 0

    @property
    def chart(self) -> dict[str, Any]:
        """Lines for months, lying bars for what has long names."""
        parts = self.found.parts
        if self.found.axis is not Axis.MONTH:
            return {"bars": [{"label": part.label, "value": part.consultations} for part in parts]}
        # A month that has not come is no month without consultations.
        come = [not self._is_to_come(part) for part in parts]
        return {
            # The number alone: twelve labels must fit a phone.
            "labels": [str(part.key.month) for part in parts],
            "series": [
                {
                    "label": label,
                    "values": [
                        value if is_there else None for value, is_there in zip(values, come, strict=True)
                    ],
                }
                for label, values in (
                    (_("延べ利用者数"), [part.users for part in parts]),
                    (_("相談件数"), [part.consultations for part in parts]),
                )
            ],
        }

    @property
    def remarks(self) -> list[str]:
        """How this table counts, where it is not plain."""
        found = [
            _("相談件数は、1回の相談で受けた内容（種類）の数です。1人が2つのことを相談すると2件になります。")
        ]
        if self.found.axis is Axis.PLACE:
            found.append(_("同じ窓口が同じ日に2か所で開いたときは、合計の開設日数では1日と数えます。"))
        if self.found.axis is Axis.TOPIC:
            found.append(_("1人がいくつも相談するので、種類ごとの利用者数は数えません。"))
        return found

    def sheet(self) -> Sheet:
        """The table as a file."""
        year = self.found.year
        return Sheet(
            title=self.title,
            subtitle=f"{self.desk_name or _('すべての窓口')}　{year.label}（{year.label_western}）",
            columns=self._columns,
            rows=[self._cells(part) for part in self.found.parts],
            total=self._cells(self.found.total),
            notes=self.remarks,
        )

    @property
    def _columns(self) -> list[Column]:
        days_label = _("開設日数") if self.desk_name else _("開設日数（窓口の合計）")
        days, average = Column(days_label, 12, 0), Column(_("1日平均利用者数"), 18, 1)
        meetings, users = Column(_("相談の回数"), 12, 0), Column(_("延べ利用者数"), 14, 0)
        topics, share = Column(_("相談件数"), 12, 0), Column(_("件数の割合（%）"), 16, 1)
        return {
            Axis.MONTH: [Column(_("月"), 10), days, meetings, users, topics, average],
            Axis.PLACE: [Column(_("場所"), 34), days, meetings, users, topics, average],
            Axis.METHOD: [Column(_("方法"), 16), meetings, users, topics, share],
            Axis.TOPIC: [Column(_("相談の種類"), 34), topics, share],
        }[self.found.axis]

    def _cells(self, part: Part) -> list[Cell]:
        if self._is_to_come(part):
            return [part.label, *(None for _column in self._columns[1:])]
        counted: list[Cell] = [part.meetings, part.users, part.consultations]
        if self.found.axis in {Axis.MONTH, Axis.PLACE}:
            return [part.label, part.opening_days, *counted, rounded(part.users, part.opening_days)]
        share = _percent(part.consultations, self.found.total.consultations)
        if self.found.axis is Axis.METHOD:
            return [part.label, *counted, share]
        return [part.label, part.consultations, share]

    def _is_to_come(self, part: Part) -> bool:
        return isinstance(part.key, date) and part.key > self.today and part.meetings == 0

    def _shown(self, part: Part) -> list[Any]:
        return [_shown(cell) for cell in self._cells(part)]


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def _shown(cell: Cell) -> Any:
    return f"{cell:,}" if isinstance(cell, int) else str(cell) if isinstance(cell, Decimal) else cell
