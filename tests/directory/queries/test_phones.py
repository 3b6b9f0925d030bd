"""The phone directory as it is read: whose number, who answers, for which needs."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories.directory import (
    make_contact_person,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tsunagu.directory.choices import Audience, Scheme, ServiceStatus
from tsunagu.directory.queries.phones import PhoneOwner, phone_book
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality


def only_owner() -> PhoneOwner:
    [owner] = phone_book().owners
    return owner


def test_an_organisation_stands_with_all_its_numbers_once(in_joetsu: Municipality) -> None:
    npo = make_organisation("ひだまり広場")
    make_phone("0000-00-0001", organisation=npo)
    make_phone("0000-00-0002", organisation=npo, kind="fax", position=1)

    owner = only_owner()

    assert (owner.of, owner.name) == ("organisation", "ひだまり広場")
    assert [(line.number, line.kind) for line in owner.numbers] == [
        ("0000-00-0001", "voice"),
        ("0000-00-0002", "fax"),
    ]


def test_an_organisation_is_called_for_the_widest_needs_of_its_services(in_joetsu: Municipality) -> None:
    npo = make_organisation()
    make_phone(organisation=npo)
    wide = make_term(Scheme.NEED, "leave_child")
    make_term(Scheme.NEED, "temporary_care", parent=wide)
    make_service(npo, needs=("temporary_care",))

    assert only_owner().needs == {"leave_child"}


def test_a_service_has_its_own_hours_and_a_place_the_hours_there(in_joetsu: Municipality) -> None:
    service = make_service()
    place = make_location(service=service)
    make_phone("0000-00-0001", service=service)
    make_phone("0000-00-0002", location=place)

    assert {(owner.of, len(owner.rules)) for owner in phone_book().owners} == {
        ("service", 1),
        ("location", 1),
    }


def test_an_organisation_claims_no_hours_of_its_services(in_joetsu: Municipality) -> None:
    npo = make_organisation()
    make_service(npo)
    make_phone(organisation=npo)

    assert only_owner().rules == ()


def test_those_in_charge_answer_for_what_they_are_in_charge_of(in_joetsu: Municipality) -> None:
    npo = make_organisation()
    service = make_service(npo)
    make_contact_person(npo, role="館長")
    make_contact_person(npo, role="保育士", service=service)
    make_contact_person(npo, role="内部の人", audience=Audience.SUPPORTERS)
    make_phone("0000-00-0001", organisation=npo)
    make_phone("0000-00-0002", service=service)

    answers = {owner.of: [one.role for one in owner.contacts] for owner in phone_book().owners}

    assert answers == {"organisation": ["館長"], "service": ["保育士"]}


def test_what_is_not_for_residents_or_has_ended_is_left_out(in_joetsu: Municipality) -> None:
    make_phone("0000-00-0001", organisation=make_organisation(), audience=Audience.SUPPORTERS)
    make_phone("0000-00-0002", organisation=make_organisation(status=ServiceStatus.DEFUNCT))
    make_phone("0000-00-0003", service=make_service(audience=Audience.SUPPORTERS))
    make_phone("0000-00-0004", service=make_service(status=ServiceStatus.DEFUNCT))
    shown = make_phone("0000-00-0005", service=make_service())

    assert [line.number for line in only_owner().numbers] == [shown.number]


def test_services_that_nobody_can_call_are_counted(in_joetsu: Municipality) -> None:
    npo = make_organisation()
    make_phone(organisation=npo)
    make_service(npo)
    make_service(make_organisation())

    assert phone_book().services_without_number == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_costs_three_statements_however_long_it_is(
    in_joetsu: Municipality, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        npo = make_organisation()
        make_phone(f"0000-00-000{number}", organisation=npo)
        make_location(service=make_service(npo, needs=("talk",)))

    with django_assert_num_queries(3):
        book = phone_book()

    assert len(book.owners) == count


def test_another_towns_numbers_are_not_in_it(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(nagaoka.id):
        make_phone(organisation=make_organisation())
        theirs = len(phone_book().owners)

    with as_system(joetsu.id):
        ours = len(phone_book().owners)

    assert (theirs, ours) == (1, 0)
