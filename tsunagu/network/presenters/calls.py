"""Whom to call about which listings, and what came of earlier calls."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.models import Phone
from tsunagu.kernel.ui.filters import moment
from tsunagu.kernel.ui.words import day_words_without_weekday
from tsunagu.network.models import (
    ConfirmationCall,
    ConfirmationItem,
    ConfirmationRequest,
    UnpublishProposal,
)


def call_rows(requests: list[ConfirmationRequest]) -> list[list[Any]]:
    """Rows of a table: whom, about how many listings, asked since when, to be called on which day."""
    return [
        [
            {"text": each.organisation.name, "url": reverse("network:call", args=[each.id])},
            each.open_count,  # type: ignore[attr-defined]  # counted by the query
            moment(each.asked_at),
            day_words_without_weekday(each.next_on),
        ]
        for each in requests
    ]


@dataclass(frozen=True, slots=True)
class CallPage:
    """One organisation to be called."""

    request: ConfirmationRequest
    items: list[ConfirmationItem]
    calls: list[ConfirmationCall]
    phone: Phone | None

    @property
    def name(self) -> str:
        return self.request.organisation.name

    @property
    def number(self) -> str:
        return self.phone.number if self.phone else ""

    @property
    def rows(self) -> list[list[Any]]:
        """The listings, why they are asked about, and what was answered."""
        return [
            [
                {
                    "text": item.service.name,
                    "url": reverse("network:service", args=[item.service_id]),
                },
                item.get_reason_display(),
                item.get_answer_display() if item.answer else _("まだ"),
            ]
            for item in self.items
        ]

    @property
    def log(self) -> list[dict[str, str]]:
        return [
            {
                "when": moment(call.at),
                "by": call.by.name,
                "title": _("%(result)s：%(service)s")
                % {"result": call.get_result_display(), "service": call.service}
                if call.service
                else call.get_result_display(),
                "text": " ".join(part for part in (call.spoke_with, call.note) if part),
                "icon": "phone",
            }
            for call in self.calls
        ]


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A listing whose news is very old."""

    proposal: UnpublishProposal
    today: date

    @property
    def name(self) -> str:
        return self.proposal.service.name

    @property
    def organisation(self) -> str:
        return self.proposal.service.organisation.name

    @property
    def url(self) -> str:
        return reverse("network:service", args=[self.proposal.service_id])

    @property
    def age(self) -> str:
        assured_on = self.proposal.service.assured_on
        if assured_on is None:
            return _("まだ一度も確認されていません")
        day, days = day_words_without_weekday(assured_on), (self.today - assured_on).days
        return _("最終確認 %(day)s（%(days)s日前）") % {"day": day, "days": days}


def proposal_lines(proposals: list[UnpublishProposal], *, today: date) -> list[ProposalLine]:
    return [ProposalLine(each, today) for each in proposals]
