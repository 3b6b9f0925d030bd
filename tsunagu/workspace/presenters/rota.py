"""The rota as its keepers see it, and what became of each row of a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.actions.duty import Duty
from tsunagu.directory.actions.duty_file.clock_times import clock_words
from tsunagu.directory.actions.duty_file.taking import Outcome, RowReport
from tsunagu.directory.models import DutyRota
from tsunagu.kernel.ui.words import day_words, refusal_words
from tsunagu.workspace.presenters.row_report import report_cells

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month, and the way to the ones beside it."""

    first: date

    @classmethod
    def read(cls, typed: str, *, today: date) -> "Month":
        """「2026-11」; anything else is this month."""
        year, _dash, month = typed.partition("-")
        is_written = len(typed) == 7 and typed.isascii() and year.isdigit() and month.isdigit()
        if is_written and 2000 <= int(year) <= 2100 and 1 <= int(month) <= MONTHS_A_YEAR:
            return cls(date(int(year), int(month), 1))
        return cls(today.replace(day=1))

    @property
    def label(self) -> str:
        return _("%(year)s年%(month)s月") % {"year": self.first.year, "month": self.first.month}

    def address(self, months: int = 0) -> str:
        number = self.first.year * MONTHS_A_YEAR + self.first.month - 1 + months
        return (
            f"{reverse('workspace:rota')}?month={number // MONTHS_A_YEAR:04}-{number % MONTHS_A_YEAR + 1:02}"
        )


def rota_columns() -> list[dict[str, str]]:
    return [
        {"label": label}
        for label in (_("日付"), _("時間"), _("医療機関"), _("診療科目"), _("電話番号"), _("補足"))
    ]


def rota_rows(entries: Iterable[DutyRota]) -> list[list[Any]]:
    return [
        [
            {"text": day_words(one.day), "url": reverse("workspace:duty", args=[one.id])},
            span_words(one.from_minute, one.until_minute),
            one.name,
            one.department or None,
            one.phone or None,
            one.note or None,
        ]
        for one in entries
    ]


def span_words(from_minute: int, until_minute: int) -> str:
    return f"{clock_words(from_minute)}–{clock_words(until_minute)}"


def report_rows(reports: Iterable[RowReport]) -> list[list[Any]]:
    return [report_cells(one.line, _outcome(one.outcome), _content(one), _remarks(one)) for one in reports]


def tally(reports: Iterable[RowReport]) -> list[dict[str, Any]]:
    """How many rows had which outcome, those without any left out."""
    counts = dict.fromkeys(Outcome, 0)
    for one in reports:
        counts[one.outcome] += 1
    return [{"label": _outcome(outcome), "count": count} for outcome, count in counts.items() if count]


def _outcome(outcome: Outcome) -> str:
    return {
        Outcome.TAKEN: _("受け入れ"),
        Outcome.REPAIRED: _("直して受け入れ"),
        Outcome.KNOWN: _("すでにあります"),
        Outcome.REFUSED: _("受け入れず"),
    }[outcome]


def _content(one: RowReport) -> str:
    return _duty_words(one.duty) if one.duty else one.written


def _duty_words(duty: Duty) -> str:
    span = span_words(duty.from_minute, duty.until_minute)
    return " ".join(
        part for part in (day_words(duty.day), span, duty.name, duty.department, duty.phone) if part
    )


def _remarks(one: RowReport) -> str:
    if one.reason:
        return refusal_words(one.reason)
    remarks = [_(repair.message) % repair.places for repair in one.repairs]
    if one.organisation:
        remarks.append(_("名簿の「%(name)s」と結びました。") % {"name": one.organisation.name})
    return " ".join(remarks)
