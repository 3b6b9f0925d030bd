"""An applied table is taken back: all of it, unless somebody changed or uses what it brought."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.factories.directory import make_location, make_phone, make_service
from tests.factories.events import make_event
from tests.factories.kernel import make_user
from tests.factories.open_data import make_import, nursery
from tsunagu.directory.actions.closures import announce_closure
from tsunagu.directory.actions.open_data.runs import NotNow, apply, order_apply
from tsunagu.directory.actions.open_data.undoing import ChangedSince, order_undo, undo
from tsunagu.directory.actions.public_contacts import set_public_contact, set_public_phone
from tsunagu.directory.actions.services import revise_service
from tsunagu.directory.models import ImportRun, Location, Organisation, Phone, SearchEntry, Service

pytestmark = pytest.mark.usefixtures("in_joetsu")


def applied(at: datetime, *rows: dict[str, str]) -> ImportRun:
    run = make_import(*rows, at=at)
    return apply(run=run, by=make_user(), at=at)


def register() -> list[Any]:
    """Everything that a table may touch, to the letter."""
    return [list(model.objects.order_by("id").values()) for model in (Organisation, Location, Service, Phone)]


def test_what_was_added_is_gone_and_what_was_changed_is_as_it_was(today_10am: datetime) -> None:
    service = make_service(name="なかよし保育園", alternate_names=["なかよし"], minimum_age_months=6)
    make_location(service=service, address_1="本城町8-1", latitude="37.1", longitude="138.2")
    make_phone("025-526-0000", service=service)
    before = register()
    run = applied(today_10am, nursery(short_name="なかよしさん", fax="025-526-5112"), nursery(2), nursery(3))

    undo(run=run, by=make_user(), at=today_10am + timedelta(hours=1))

    assert (run.state, run.undone_at) == ("undone", today_10am + timedelta(hours=1))
    assert register() == before
    assert list(SearchEntry.objects.values_list("service", flat=True)) == [service.id]


def test_a_place_that_others_use_is_left_where_it_is_and_comes_back(today_10am: datetime) -> None:
    service, other = make_service(name="なかよし保育園"), make_service(name="ひろば")
    place = make_location(service=service, address_1="本城町8-1")
    other.at_locations.create(location=place)
    before = register()
    run = applied(today_10am, nursery())
    moved = service.at_locations.get().location

    undo(run=run, by=make_user(), at=today_10am)

    assert moved != place
    assert service.at_locations.get().location == place
    assert register() == before


def _revise(service: Service, at: datetime) -> None:
    revise_service(service=service, by=make_user(), at=at, summary="よいところ")


def _close(service: Service, at: datetime) -> None:
    announce_closure(service=service, first=at.date(), last=at.date(), by=make_user(), at=at)


def _call(service: Service, at: datetime) -> None:
    set_public_phone(of=service, phone=service.phones.get(), number="025-526-7777", by=make_user(), at=at)


def _name(service: Service, at: datetime) -> None:
    set_public_contact(service=service, person=None, role="園長", hours_text="", by=make_user(), at=at)


def _move(service: Service, at: datetime) -> None:
    place = service.at_locations.get().location
    place.address_2 = "2階"
    place.save()


def _announce(service: Service, at: datetime) -> None:
    make_event(service.organisation, service=service)


@pytest.mark.parametrize("change", [_revise, _close, _call, _name, _move, _announce])
def test_a_listing_that_somebody_changed_or_uses_stops_all_of_it(
    today_10am: datetime, change: Callable[[Service, datetime], None]
) -> None:
    run = applied(today_10am, nursery(), nursery(2))
    change(Service.objects.get(name="なかよし保育園"), today_10am + timedelta(hours=1))
    before = register()

    with pytest.raises(ChangedSince) as refusal:
        undo(run=run, by=make_user(), at=today_10am)

    assert "なかよし保育園" in str(refusal.value)
    assert register() == before
    assert ImportRun.objects.get().state == "applied"


def test_a_table_can_be_taken_again_after_it_was_taken_back(today_10am: datetime) -> None:
    undo(run=applied(today_10am, nursery()), by=make_user(), at=today_10am)

    applied(today_10am, nursery())

    assert Service.objects.count() == 1


def test_only_what_was_rehearsed_is_applied_and_only_what_was_applied_is_undone_and_once(
    today_10am: datetime,
) -> None:
    run, by = make_import(at=today_10am), make_user()
    with pytest.raises(NotNow):
        order_undo(run=run, by=by, at=today_10am)
    order_apply(run=run, by=by, at=today_10am)

    with pytest.raises(NotNow):
        order_apply(run=run, by=by, at=today_10am)

    assert ImportRun.objects.get().state == "applying"
