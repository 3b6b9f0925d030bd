from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation
from tests.factories.editorial import make_reviewer
from tests.factories.kernel import acting_as, make_posting, make_user
from tsunagu.editorial.actions.proposals import (
    AlreadyAnswered,
    decline_proposal,
    propose,
    take_proposal,
)
from tsunagu.editorial.choices import ProposalKind, ProposalState
from tsunagu.editorial.models import CitizenReport, Column, Proposal
from tsunagu.kernel.municipality.acting import acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.roles import MEMBER_WORKER


def make_proposal(kind: ProposalKind = ProposalKind.COLUMN, text: str = "はじめまして。") -> Proposal:
    return propose(
        kind=kind, title="歯のはなし", signed="見本 花子", text=text, by=make_user(), at=TODAY_10AM
    )


def test_a_taken_column_is_a_draft_on_its_shelf(in_joetsu: Municipality) -> None:
    reviewer = make_reviewer(make_desk().id)

    page = take_proposal(proposal=make_proposal(), by=reviewer, at=TODAY_10AM)

    column = Column.objects.get()
    assert (column.pk, column.live, column.author) == (page.pk, False, "見本 花子")
    assert column.place.startswith("columns/")
    assert Proposal.objects.get().state == ProposalState.TAKEN


def test_a_report_becomes_a_report_and_its_tags_are_only_words(in_joetsu: Municipality) -> None:
    proposal = make_proposal(ProposalKind.REPORT, text="<script>x</script>")

    take_proposal(proposal=proposal, by=make_reviewer(make_desk().id), at=TODAY_10AM)

    body = CitizenReport.objects.get().body.raw_data[0]["value"]
    assert body == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


def test_who_sent_it_hears_the_reason(in_joetsu: Municipality) -> None:
    proposal = make_proposal()

    decline_proposal(
        proposal=proposal, answer="先月と同じ話題のため", by=make_reviewer(make_desk().id), at=TODAY_10AM
    )

    letter = Letter.objects.get()
    assert letter.to == proposal.sent_by.email
    assert "先月と同じ話題のため" in letter.body


def test_nobody_answers_twice(in_joetsu: Municipality) -> None:
    proposal, reviewer = make_proposal(), make_reviewer(make_desk().id)
    take_proposal(proposal=proposal, by=reviewer, at=TODAY_10AM)

    with pytest.raises(AlreadyAnswered):
        decline_proposal(proposal=proposal, answer="x", by=reviewer, at=TODAY_10AM)


def test_members_see_what_they_sent_and_nobody_elses(in_joetsu: Municipality) -> None:
    place = make_organisation("ひろば").id
    mine, other = make_user(), make_user()
    make_posting(mine, place, MEMBER_WORKER)
    with acting(acting_as(mine, place)):
        propose(kind=ProposalKind.COLUMN, title="歯", signed="花子", text="文", by=mine, at=TODAY_10AM)
        assert Proposal.objects.count() == 1
        assert Proposal.objects.update(state="taken") == 0

    with acting(acting_as(other)):
        assert Proposal.objects.count() == 0


def test_another_town_sees_none(in_joetsu: Municipality, nagaoka: Municipality) -> None:
    make_proposal()
    assert Proposal.objects.count() == 1

    with as_system(nagaoka.id, at=TODAY_10AM):
        assert Proposal.objects.count() == 0


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("proposal_kind_known", {"kind": "poem"}),
        ("proposal_state_known", {"state": "lost", "answered_at": TODAY_10AM, "answered_by": F("sent_by")}),
        ("proposal_says_something", {"text": ""}),
        ("proposal_answered_by_somebody", {"state": "taken"}),
    ],
)
def test_a_constraint_holds(in_joetsu: Municipality, constraint: str, broken: dict[str, Any]) -> None:
    proposal = make_proposal()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Proposal.objects.filter(id=proposal.id).update(**broken)
