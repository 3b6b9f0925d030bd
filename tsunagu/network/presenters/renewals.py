"""A round as its table says it, on the page and as a file."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.kernel.exports.sheet import Cell, Column, Sheet
from tsunagu.kernel.ui.filters import day, moment
from tsunagu.kernel.ui.words import day_words_without_weekday
from tsunagu.network.models import RenewalRound
from tsunagu.network.queries.renewals import Progress


def headings() -> list[str]:
    return [
        _("団体"),
        _("掲載数"),
        _("まだ正しい"),
        _("変わった"),
        _("やめた"),
        _("未回答"),
        _("お願いした日時"),
    ]


def cells(one: Progress) -> list[Cell]:
    asked = moment(one.asked_at) if one.asked_at else _("これから")
    return [one.organisation, one.entries, one.still_true, one.changed, one.ended, one.unanswered, asked]


def columns() -> list[dict[str, Any]]:
    return [{"label": label, "number": 0 < n < 6} for n, label in enumerate(headings())]


def tiles(progress: list[Progress]) -> list[dict[str, Any]]:
    """The round as a whole."""
    entries, unanswered = sum(one.entries for one in progress), sum(one.unanswered for one in progress)
    done = sum(one.unanswered == 0 for one in progress)
    return [
        {"label": _("掲載数"), "value": entries},
        {
            "label": _("答えた団体"),
            "value": done,
            "note": _("%(count)s団体のうち") % {"count": len(progress)},
        },
        {
            "label": _("答えのあった掲載"),
            "value": round(100 * (entries - unanswered) / entries) if entries else 0,
            "unit": "%",
        },
        {"label": _("未回答"), "value": unanswered, "look": "attention" if unanswered else None},
    ]


def round_rows(rounds: list[RenewalRound]) -> list[list[Any]]:
    """Rows of a table: name, deadline, opened, how it stands."""
    return [
        [
            {"text": one.name, "url": reverse("network:renewal", args=[one.id])},
            day_words_without_weekday(one.deadline),
            moment(one.opened_at),
            _("受付中") if one.is_open else _("終わりました"),
        ]
        for one in rounds
    ]


def sheet_of(renewal: RenewalRound, progress: list[Progress], *, town: str, today: date) -> Sheet:
    return Sheet(
        title=renewal.name,
        columns=[
            Column(label, width=32 if n == 0 else 16, decimals=0 if 0 < n < 6 else None)
            for n, label in enumerate(headings())
        ],
        rows=[cells(one) for one in progress],
        subtitle=f"{town} {day(today)}",
    )
