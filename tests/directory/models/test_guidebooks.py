"""What the database promises about an edition, whoever writes."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_term
from tests.factories.guidebooks import make_guidebook
from tests.factories.kernel import make_user
from tsunagu.directory.actions.guidebooks import publish_guidebook
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Guidebook, GuidebookState
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def maker(in_joetsu: Municipality) -> User:
    return make_user()


def new(**fields: object) -> Guidebook:
    return Guidebook.objects.create(
        **{"language": "ja", "ordered_at": TODAY_10AM, "noted_at": TODAY_10AM, **fields}
    )


@pytest.mark.parametrize(
    "change",
    [
        {"content": b"%PDF another"},
        {"language": "ja-easy"},
        {"pages": 1},
        {"digest": "0"},
        {
            "state": GuidebookState.WAITING,
            "content": None,
            "made_at": None,
            "pages": 0,
            "size": 0,
            "digest": "",
        },
    ],
)
def test_a_finished_edition_stays_as_it_was_printed(maker: User, change: dict[str, object]) -> None:
    book = make_guidebook(by=maker, at=TODAY_10AM)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Guidebook.objects.filter(id=book.id).update(**change)


def test_a_published_edition_cannot_be_deleted_and_another_one_can(maker: User) -> None:
    shown, other = make_guidebook(by=maker, at=TODAY_10AM), make_guidebook(by=maker, at=TODAY_10AM)
    publish_guidebook(guidebook=shown, by=maker, at=TODAY_10AM)

    other.delete()
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        shown.delete()

    assert Guidebook.objects.get().id == shown.id


def test_one_kind_is_made_once_at_a_time(maker: User) -> None:
    new()

    with pytest.raises(IntegrityError, match="guidebook_made_once_at_a_time"), transaction.atomic():
        new(state=GuidebookState.TYPESETTING)


@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        ({"language": "fr"}, "guidebook_language_known"),
        ({"state": "lost"}, "guidebook_state_known"),
        ({"state": "ready"}, "guidebook_ready_with_its_file"),
        ({"content": b"%PDF"}, "guidebook_ready_with_its_file"),
        ({"failure": "why"}, "guidebook_failure_of_a_failed"),
        ({"published_at": TODAY_10AM}, "guidebook_published_when_ready"),
    ],
)
def test_an_edition_that_contradicts_itself_is_refused(
    maker: User, fields: dict[str, object], broken: str
) -> None:
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        new(**fields)


def test_an_edition_is_of_a_district_or_of_an_age(maker: User) -> None:
    both = {"district": make_district(), "stage": make_term(Scheme.STAGE, "infant", "0歳")}

    with pytest.raises(IntegrityError, match="guidebook_of_a_district_or_an_age"), transaction.atomic():
        new(**both)
