"""Who sees which rows of the register, and who may write them."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_contact_person, make_organisation, make_phone, make_service
from tests.factories.kernel import acting_as, make_user
from tsunagu.directory.models import (
    ContactPerson,
    ContactPersonDetail,
    Organisation,
    OrganisationSupporterNote,
    Phone,
    Service,
    ServiceCapacity,
    ServiceSupporterNote,
)
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality


def resident_of(town: Municipality) -> Acting:
    """Somebody who reads the public pages."""
    return Acting(town=town.id, moment=TODAY_10AM)


def fill() -> Service:
    """One published service with everything that supporters know of it, and one for supporters."""
    organisation = make_organisation(notice_email="renraku@example.jp")
    service = make_service(organisation, capacity="capacity")
    ServiceSupporterNote.objects.create(service=service, internal_note="電話は昼すぎに")
    make_phone(service=service)
    make_phone("025-526-5112", service=service, audience="supporters")
    make_contact_person(organisation, service=service, role="保育士", full_name="佐藤 みどり")
    make_contact_person(organisation, role="係長", audience="supporters")
    make_service(organisation, audience="supporters")
    return service


COUNTED = (
    Organisation, Service, Phone, ContactPerson, ContactPersonDetail, ServiceCapacity, ServiceSupporterNote,
    OrganisationSupporterNote,
)  # fmt: skip


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def test_residents_see_what_is_published_and_nothing_of_supporters(in_joetsu: Municipality) -> None:
    fill()

    with acting(resident_of(in_joetsu)):
        assert counts() == {
            "Organisation": 1,
            "Service": 1,
            "Phone": 1,
            "ContactPerson": 1,
            "ContactPersonDetail": 0,
            "ServiceCapacity": 0,
            "ServiceSupporterNote": 0,
            "OrganisationSupporterNote": 0,
        }


def test_signed_in_supporters_see_all_of_it(in_joetsu: Municipality) -> None:
    fill()

    with acting(acting_as(make_user())):
        assert counts() == {
            "Organisation": 1,
            "Service": 2,
            "Phone": 2,
            "ContactPerson": 2,
            "ContactPersonDetail": 1,
            "ServiceCapacity": 1,
            "ServiceSupporterNote": 1,
            "OrganisationSupporterNote": 1,
        }


def test_the_neighbour_town_sees_nothing(in_joetsu: Municipality, nagaoka: Municipality) -> None:
    fill()

    with as_system(nagaoka.id):
        assert set(counts().values()) == {0}


def test_nobody_without_a_town_sees_anything(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        fill()

    assert set(counts().values()) == {0}


def test_residents_cannot_write(in_joetsu: Municipality) -> None:
    service = fill()

    with acting(resident_of(in_joetsu)):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            make_phone("025-526-9999", service=service)
        assert Service.objects.update(name="書き換え") == 0
        assert Phone.objects.all().delete()[0] == 0

    assert Service.objects.get(id=service.id).name == service.name
    assert Phone.objects.count() == 2


def test_a_row_cannot_be_moved_to_another_town(in_joetsu: Municipality, nagaoka: Municipality) -> None:
    service = fill()

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Service.objects.filter(id=service.id).update(municipality=nagaoka)
