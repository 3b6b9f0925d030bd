"""What the database refuses to keep. Each case tries to break one promise."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.conftest import TODAY_10AM
from tests.factories.directory import (
    make_contact_person,
    make_district,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tests.factories.kernel import make_grant, make_posting, make_user
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import (
    ContactPerson,
    ContactPersonDetail,
    CostOption,
    Language,
    Organisation,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    ServiceCapacity,
    ServiceLanguage,
    TaxonomyTerm,
)
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import ROLES


def refused(by: str, write: Callable[[], object]) -> None:
    """The write fails, and it is this constraint that refuses it."""
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        _write_and_check(write)


def _write_and_check(write: Callable[[], object]) -> None:
    # Foreign keys are looked at when the transaction ends; a test does not wait for that.
    write()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("service_ages_ordered", {"minimum_age_months": 12, "maximum_age_months": 11}),
        ("service_ages_human", {"minimum_age_months": 2018}),
        ("service_ages_human", {"maximum_age_months": 2018}),
        ("service_assured_on_and_by_together", {"assured_on": date(2026, 4, 1)}),
        ("service_assured_on_and_by_together", {"assured_by": "こども課"}),
        ("service_status_known", {"status": "open"}),
        ("service_audience_known", {"audience": "everyone"}),
        ("service_cost_known", {"cost": "cheap"}),
        ("service_named_and_read", {"name_kana": ""}),
        ("service_source_paired", {"source_at": "表1"}),
        ("service_source_seed_known", {"source_seed": "X"}),
    ],
)
def test_a_service_that_contradicts_itself_is_refused(
    in_joetsu: Municipality, constraint: str, fields: dict[str, Any]
) -> None:
    organisation = make_organisation()

    refused(constraint, lambda: make_service(organisation, **fields))


def test_ages_may_be_equal_or_unknown(in_joetsu: Municipality) -> None:
    make_service(minimum_age_months=2, maximum_age_months=2)
    make_service(minimum_age_months=36)
    make_service(maximum_age_months=35)

    assert Service.objects.count() == 3


def test_nobody_commissions_a_service_from_themselves(in_joetsu: Municipality) -> None:
    organisation = make_organisation()

    refused(
        "service_not_commissioned_by_itself",
        lambda: make_service(organisation, commissioned_by=organisation),
    )


def test_a_key_stands_once_in_a_town(in_joetsu: Municipality) -> None:
    make_service(key="azukari")

    refused("service_key_once_in_town", lambda: make_service(key="azukari"))


def test_rows_entered_by_hand_need_no_key(in_joetsu: Municipality) -> None:
    make_service(key="")
    make_service(key="")

    assert Service.objects.count() == 2


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("organisation_named_and_read", {"name_kana": ""}),
        ("organisation_status_known", {"status": "gone"}),
        ("organisation_member_status_known", {"member_status": "maybe"}),
        ("organisation_member_since_needs_membership", {"member_since": date(2026, 4, 1)}),
        ("organisation_desk_takes_referrals", {"is_desk": True, "takes_referrals": False}),
    ],
)
def test_an_organisation_that_contradicts_itself_is_refused(
    in_joetsu: Municipality, constraint: str, fields: dict[str, Any]
) -> None:
    refused(constraint, lambda: make_organisation(**fields))


def test_nothing_is_its_own_parent(in_joetsu: Municipality) -> None:
    organisation = make_organisation()
    term = make_term(Scheme.NEED, "talk")
    person = make_contact_person(organisation)

    refused(
        "organisation_not_its_parent",
        lambda: Organisation.objects.filter(id=organisation.id).update(parent=organisation),
    )
    refused("term_not_its_parent", lambda: TaxonomyTerm.objects.filter(id=term.id).update(parent=term))
    refused(
        "contact_not_own_deputy",
        lambda: ContactPerson.objects.filter(id=person.id).update(deputy_of=person),
    )


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("location_coordinates_paired_in_japan", {"latitude": 37.1}),
        ("location_coordinates_paired_in_japan", {"latitude": 138.2, "longitude": 37.1}),
        ("location_postal_code_shape", {"postal_code": "9430832"}),
        ("location_type_known", {"location_type": "building"}),
        ("location_url_only_virtual", {"url": "https://example.jp"}),
        ("location_named_and_read", {"name_kana": ""}),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    in_joetsu: Municipality, constraint: str, fields: dict[str, Any]
) -> None:
    refused(constraint, lambda: make_location(**fields))


def test_a_district_stands_once(in_joetsu: Municipality) -> None:
    make_district("安塚区")

    refused("district_name_once_in_town", lambda: make_district("安塚区"))
    refused("district_has_a_name", lambda: make_district(""))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("phone_number_shape", {"number": "電話する"}),
        ("phone_extension_digits", {"extension": "内線7"}),
        ("phone_kind_known", {"kind": "pager"}),
        ("phone_audience_known", {"audience": "all"}),
    ],
)
def test_a_number_that_cannot_be_dialled_is_refused(
    in_joetsu: Municipality, constraint: str, fields: dict[str, Any]
) -> None:
    organisation = make_organisation()

    refused(constraint, lambda: make_phone(organisation=organisation, **fields))


def test_a_number_belongs_to_exactly_one_thing(in_joetsu: Municipality) -> None:
    service = make_service()

    refused("phone_of_one_thing", lambda: make_phone())
    refused("phone_of_one_thing", lambda: make_phone(service=service, organisation=service.organisation))

    assert Phone.objects.count() == 0


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("contact_person_has_a_role", {"role": ""}),
        ("contact_level_known", {"level": "chief"}),
        ("contact_audience_known", {"audience": "all"}),
        ("contact_reading_needs_a_name", {"name_kana": "サトウ"}),
    ],
)
def test_a_person_in_charge_has_a_role_and_a_level(
    in_joetsu: Municipality, constraint: str, fields: dict[str, Any]
) -> None:
    organisation = make_organisation()

    refused(constraint, lambda: make_contact_person(organisation, **fields))


def test_a_reading_without_a_name_is_refused_in_the_detail_too(in_joetsu: Municipality) -> None:
    person = make_contact_person(make_organisation())

    refused(
        "contact_detail_reading_needs_a_name",
        lambda: ContactPersonDetail.objects.create(contact_person=person, name_kana="サトウ"),
    )


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("term_months_paired_and_ordered", {"from_months": 3}),
        ("term_months_paired_and_ordered", {"from_months": 3, "to_months": 2}),
        ("term_scheme_known", {"scheme": "colour"}),
        ("term_has_a_name", {"name": ""}),
    ],
)
def test_a_term_that_contradicts_itself_is_refused(
    in_joetsu: Municipality, constraint: str, fields: dict[str, Any]
) -> None:
    refused(
        constraint,
        lambda: TaxonomyTerm.objects.create(**{"scheme": "need", "key": "k", "name": "語", **fields}),
    )


def test_a_term_stands_once_in_its_scheme(in_joetsu: Municipality) -> None:
    make_term(Scheme.NEED, "talk")

    make_term(Scheme.KIND, "talk")
    refused(
        "term_key_once_in_scheme",
        lambda: TaxonomyTerm.objects.create(scheme="need", key="talk", name="相談"),
    )


def test_capacity_that_is_known_is_known_since_a_moment(in_joetsu: Municipality) -> None:
    service = make_service()

    refused(
        "capacity_known_since", lambda: ServiceCapacity.objects.create(service=service, status="capacity")
    )
    refused(
        "capacity_status_known",
        lambda: ServiceCapacity.objects.create(service=service, status="full", updated_at=TODAY_10AM),
    )


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("cost_option_named", {"option": "", "amount": 500}),
        ("cost_option_says_how_much", {"option": "1時間"}),
        ("amount", {"option": "1時間", "amount": -1}),
        (
            "cost_option_ends_after_it_starts",
            {"option": "1時間", "amount": 500, "valid_from": date(2026, 4, 2), "valid_to": date(2026, 4, 1)},
        ),
    ],
)
def test_a_price_says_what_and_how_much(
    in_joetsu: Municipality, constraint: str, fields: dict[str, Any]
) -> None:
    service = make_service()

    refused(constraint, lambda: CostOption.objects.create(service=service, **fields))


def test_nothing_hangs_on_a_service_twice(in_joetsu: Municipality) -> None:
    service = make_service(needs=("talk",))
    place, district = make_location(service=service), make_district()
    english = Language.objects.create(code="en", name="English")
    ServiceArea.objects.create(service=service, district=district)
    ServiceLanguage.objects.create(service=service, language=english)
    CostOption.objects.create(service=service, option="1時間", amount=500)
    term = make_term(Scheme.NEED, "talk")

    for constraint, again in (
        ("service_attribute_once", ServiceAttribute(service=service, term=term)),
        ("service_at_location_once", ServiceAtLocation(service=service, location=place)),
        ("service_area_once", ServiceArea(service=service, district=district)),
        ("service_language_once", ServiceLanguage(service=service, language=english)),
        ("cost_option_once", CostOption(service=service, option="1時間", amount=600)),
    ):
        refused(constraint, again.save)


def test_a_language_is_named_by_its_code_once(in_joetsu: Municipality) -> None:
    Language.objects.create(code="en", name="English")

    refused("language_code_once_in_town", lambda: Language.objects.create(code="en", name="英語"))
    refused("language_code_shape", lambda: Language.objects.create(code="英語", name="英語"))


def test_nobody_is_posted_to_an_organisation_that_does_not_exist(in_joetsu: Municipality) -> None:
    role = next(iter(ROLES.values()))

    refused("kernel_posting_organisation_fk", lambda: make_posting(make_user(), new_id(), role))


def test_no_grant_goes_to_an_organisation_that_does_not_exist(in_joetsu: Municipality) -> None:
    refused("kernel_grant_organisation_fk", lambda: make_grant(new_id(), new_id()))
