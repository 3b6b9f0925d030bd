"""The short form, and who may answer."""

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation
from tests.factories.editorial import make_reviewer
from tests.factories.kernel import make_posting, make_user
from tsunagu.editorial.actions.proposals import propose
from tsunagu.editorial.choices import ProposalKind
from tsunagu.editorial.models import Proposal
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import MEMBER_WORKER

FORM = "/joetsu/work/write/"
WAITING = f"{FORM}waiting/"
TYPED = {"kind": "column", "title": "歯のはなし", "signed": "見本 花子", "text": "はじめまして。"}


@pytest.fixture
def member(in_joetsu: Municipality) -> User:
    user = make_user()
    make_posting(user, make_organisation("ひろば").id, MEMBER_WORKER)
    return user


def waiting(by: User, count: int = 1) -> Proposal:
    made = [
        propose(kind=ProposalKind.COLUMN, title=f"歯{n}", signed="花子", text="文", by=by, at=TODAY_10AM)
        for n in range(count)
    ]
    return made[0]


def test_a_member_sends_one(client: Client, member: User) -> None:
    client.force_login(member)

    answer = client.post(FORM, TYPED, follow=True)

    assert "窓口に送りました" in answer.content.decode()
    assert Proposal.objects.get().sent_by == member


def test_what_was_typed_stays_when_something_is_missing(client: Client, member: User) -> None:
    client.force_login(member)

    answer = client.post(FORM, {**TYPED, "title": ""})

    assert answer.status_code == 422
    assert "はじめまして。" in answer.content.decode()
    assert Proposal.objects.count() == 0


def test_a_member_answers_none(client: Client, member: User) -> None:
    proposal = waiting(member)
    client.force_login(member)

    assert client.get(WAITING).status_code == 403
    assert client.post(f"{WAITING}{proposal.id}/take/").status_code == 403


def test_the_desk_takes_one_and_goes_on_writing(client: Client, member: User) -> None:
    proposal = waiting(member)
    client.force_login(make_reviewer(make_desk().id))

    answer = client.post(f"{WAITING}{proposal.id}/take/")

    assert answer["Location"].startswith("/joetsu/work/pages/pages/")
    assert client.get(answer["Location"]).status_code == 200


def test_another_towns_proposal_is_not_there(client: Client, member: User, nagaoka: Municipality) -> None:
    proposal = waiting(member)
    with as_system(nagaoka.id):
        client.force_login(make_reviewer(make_desk().id))

    assert client.get(f"/nagaoka/work/write/waiting/{proposal.id}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_the_same_number_of_questions(
    client: Client, member: User, count: int, django_assert_max_num_queries: object
) -> None:
    waiting(member, count)
    client.force_login(make_reviewer(make_desk().id))

    with django_assert_max_num_queries(12):  # type: ignore[operator]  # the plugin's fixture
        answer = client.get(WAITING)

    assert answer.content.decode().count("歯") == count
