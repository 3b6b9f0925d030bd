"""The figures of freshness as a table, on the page and as a file."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tsunagu.kernel.exports.sheet import Cell, Column, Sheet
from tsunagu.kernel.ui.filters import day
from tsunagu.network.queries.figures import Keeping


def headings() -> list[str]:
    return [
        _("団体"),
        _("掲載数"),
        _("期間内に確認（%）"),
        _("答えまでの日数（中央値）"),
        _("答え待ち"),
        _("確認待ちの変更"),
    ]


def cells(one: Keeping) -> list[Cell]:
    return [
        one.organisation,
        one.listings,
        one.fresh_percent,
        one.median_days,
        one.open_questions,
        one.waiting_changes,
    ]


def columns() -> list[dict[str, Any]]:
    return [{"label": label, "number": n > 0} for n, label in enumerate(headings())]


def tiles(figures: list[Keeping]) -> list[dict[str, Any]]:
    """The town as a whole."""
    listings, fresh = sum(one.listings for one in figures), sum(one.fresh for one in figures)
    return [
        {"label": _("掲載数"), "value": listings},
        {
            "label": _("期間内に確認"),
            "value": round(100 * fresh / listings) if listings else 0,
            "unit": "%",
        },
        {"label": _("答え待ち"), "value": sum(one.open_questions for one in figures)},
        {"label": _("確認待ちの変更"), "value": sum(one.waiting_changes for one in figures)},
    ]


def sheet_of(figures: list[Keeping], *, town: str, today: date) -> Sheet:
    widths = [32, *[14] * (len(headings()) - 1)]
    return Sheet(
        title=_("名簿の確認のようす"),
        columns=[
            Column(label, width=width, decimals=None if n == 0 else 0)
            for n, (label, width) in enumerate(zip(headings(), widths, strict=True))
        ],
        rows=[cells(one) for one in figures],
        subtitle=f"{town} {day(today)}",
    )
