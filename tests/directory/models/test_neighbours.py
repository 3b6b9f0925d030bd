"""What the database refuses of neighbours, whoever asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.neighbours import make_neighbour, record, take
from tsunagu.directory.actions.neighbours.pulls import order_pull
from tsunagu.directory.models import Neighbour, NeighbourListing, NeighbourPull
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def copy(in_joetsu: Municipality) -> NeighbourListing:
    take(make_neighbour(at=TODAY_10AM), record("a"), at=TODAY_10AM)
    return NeighbourListing.objects.get()


def refuses(constraint: str, model: type, row_id: object, **fields: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.filter(id=row_id).update(**fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("neighbour_has_a_name", {"name": ""}),
        ("neighbour_address_shape", {"api_url": "ftp://example.jp/hsds"}),
        ("neighbour_address_shape", {"api_url": "https://example.jp/hsds/"}),
    ],
)
def test_a_neighbour_has_a_name_and_an_address(
    copy: NeighbourListing, constraint: str, fields: dict[str, Any]
) -> None:
    refuses(constraint, Neighbour, copy.neighbour_id, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("neighbour_listing_named_by_them", {"name": ""}),
        ("neighbour_listing_named_by_them", {"their_id": ""}),
        ("neighbour_listing_leads_to_them", {"page_url": "javascript:alert(1)"}),
        ("neighbour_listing_status_known", {"status": "defunct"}),
        ("neighbour_listing_fetched_since_change", {"changed_at": TODAY_10AM + timedelta(days=1)}),
    ],
)
def test_a_copy_that_contradicts_itself_is_refused(
    copy: NeighbourListing, constraint: str, fields: dict[str, Any]
) -> None:
    refuses(constraint, NeighbourListing, copy.id, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("neighbour_pull_ended_at_a_moment", {"state": "lost"}),
        ("neighbour_pull_ended_at_a_moment", {"ended_at": None}),
        ("neighbour_pull_ended_at_a_moment", {"state": "reading"}),
        ("neighbour_pull_failed_for_a_reason", {"failure": {"message": "", "places": {}}}),
    ],
)
def test_a_reading_that_contradicts_itself_is_refused(
    copy: NeighbourListing, constraint: str, fields: dict[str, Any]
) -> None:
    refuses(constraint, NeighbourPull, NeighbourPull.objects.get().id, **fields)


def test_a_register_a_record_and_a_reading_in_hand_stand_once(copy: NeighbourListing) -> None:
    neighbour = copy.neighbour
    with pytest.raises(IntegrityError, match="neighbour_once_in_town"), transaction.atomic():
        Neighbour.objects.create(name="べつの名前", api_url=neighbour.api_url, added_at=TODAY_10AM)
    copy.pk = None
    with pytest.raises(IntegrityError, match="neighbour_listing_once"), transaction.atomic():
        NeighbourListing.objects.bulk_create([NeighbourListing(**_columns(copy))])
    order_pull(neighbour=neighbour, by=None, at=TODAY_10AM)
    with pytest.raises(IntegrityError, match="neighbour_pull_one_in_hand"), transaction.atomic():
        NeighbourPull.objects.create(neighbour=neighbour, ordered_at=TODAY_10AM, noted_at=TODAY_10AM)


def test_a_visitor_reads_copies_writes_none_and_sees_no_report(
    copy: NeighbourListing, joetsu: Municipality
) -> None:
    with acting(Acting(town=joetsu.id, moment=TODAY_10AM)):
        seen = [model.objects.count() for model in (Neighbour, NeighbourListing, NeighbourPull)]
        written = NeighbourListing.objects.update(name="書きかえ")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Neighbour.objects.create(name="x", api_url="https://x.example.jp", added_at=TODAY_10AM)

    assert (seen, written) == ([1, 1, 0], 0)


def _columns(listing: NeighbourListing) -> dict[str, Any]:
    names = [each.attname for each in NeighbourListing._meta.concrete_fields]
    return {name: getattr(listing, name) for name in names if name != "id"}
