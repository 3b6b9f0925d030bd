"""Services and organisations as plain values, at a constant price."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tests.factories.directory import (
    WEEKDAYS_9_TO_16,
    make_contact_person,
    make_desk,
    make_district,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tests.factories.kernel import acting_as, make_user
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import (
    CostOption,
    Language,
    Service,
    ServiceArea,
    ServiceLanguage,
    ServiceSupporterNote,
)
from tsunagu.directory.queries.listing import Contact, PhoneLine, Price
from tsunagu.directory.queries.listings import (
    listings,
    opening_rules_of,
    organisation_page,
    service_page,
    services_of_organisation,
    services_of_town,
    supporters_view,
)
from tsunagu.directory.queries.needs import top_needs
from tsunagu.directory.queries.organisations import desk_organisations, organisations_that_take_referrals
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality


def make_full_service() -> Service:
    """A service with one of everything that hangs on it."""
    organisation = make_organisation("NPOひろ", notice_email="renraku@example.jp")
    district = make_district()
    service = make_service(
        organisation,
        name="一時預かり",
        needs=("temporary_care",),
        situations=("multiple_birth",),
        access=("phone",),
    )
    place = make_location(
        service=service, district=district, address_1="土橋1914-3", accessibility=["授乳室"]
    )
    make_phone("025-526-0001", organisation=organisation)
    make_phone("025-526-0002", location=place)
    make_phone("025-526-0003", service=service)
    make_phone("025-526-0004", service=service, audience="supporters")
    make_contact_person(
        organisation, service=service, role="保育士", full_name="佐藤 みどり", direct_phone="内線7"
    )
    make_contact_person(organisation, role="代表")
    ServiceArea.objects.create(service=service, district=district)
    ServiceLanguage.objects.create(
        service=service, language=Language.objects.create(code="en", name="English")
    )
    CostOption.objects.create(service=service, option="1時間", amount=500)
    ServiceSupporterNote.objects.create(service=service, internal_note="電話は昼すぎに")
    return service


def statements() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


def test_a_service_comes_with_all_that_is_published_in_one_statement(in_joetsu: Municipality) -> None:
    service = make_full_service()

    with acting(Acting(town=in_joetsu.id, moment=TODAY_10AM)), statements() as read:
        page = service_page(service.id)

    assert page is not None
    assert len(read) == 1
    assert [term.key for term in page.terms] == ["temporary_care", "multiple_birth", "phone"]
    assert [(place.name, place.address, place.district) for place in page.places] == [
        ("市民プラザ", "上越市土橋1914-3", "安塚区")
    ]
    assert page.areas == ("安塚区",)
    assert page.languages == ("English",)
    assert page.prices == (Price("1時間", 500),)
    assert page.phones == (
        PhoneLine("025-526-0003", of="service"),
        PhoneLine("025-526-0002", of="location"),
        PhoneLine("025-526-0001", of="organisation"),
    )
    assert page.contacts == (Contact("保育士"), Contact("代表"))


def test_supporters_see_capacity_notes_and_direct_lines(in_joetsu: Municipality) -> None:
    service = make_full_service()

    with acting(acting_as(make_user())), statements() as read:
        [item] = supporters_view([service.id])

    assert len(read) == 1
    assert (item.capacity, item.internal_note, item.notice_email) == (
        "unknown",
        "電話は昼すぎに",
        "renraku@example.jp",
    )
    assert item.listing.contacts[0] == Contact("保育士", full_name="佐藤 みどり", direct_phone="内線7")
    assert [phone.number for phone in item.listing.phones][:2] == ["025-526-0003", "025-526-0004"]


def test_the_supporters_view_shown_to_a_resident_holds_nothing_of_supporters(
    in_joetsu: Municipality,
) -> None:
    service = make_full_service()

    with acting(Acting(town=in_joetsu.id, moment=TODAY_10AM)):
        [item] = supporters_view([service.id])

    assert (item.internal_note, item.notice_email, item.listing.contacts[0].full_name) == ("", "", "")


def test_supporters_services_are_never_on_public_pages(in_joetsu: Municipality) -> None:
    service = make_service(audience="supporters")

    with acting(acting_as(make_user())):
        assert [item.listing.id for item in supporters_view()] == [service.id]
        assert (service_page(service.id), services_of_town(), listings([service.id])) == (None, [], [])


def test_an_ended_service_keeps_its_page_and_is_offered_to_nobody(in_joetsu: Municipality) -> None:
    service = make_service(status="defunct")

    page = service_page(service.id)

    assert page is not None
    assert page.status == "defunct"
    assert services_of_town() == []
    assert services_of_organisation(service.organisation_id) == []


def test_the_neighbour_town_has_no_such_page(in_joetsu: Municipality, nagaoka: Municipality) -> None:
    service = make_service()

    with as_system(nagaoka.id):
        assert service_page(service.id) is None
        assert organisation_page(service.organisation_id) is None


def test_an_id_that_leads_nowhere_is_none(in_joetsu: Municipality) -> None:
    assert service_page(new_id()) is None
    assert organisation_page(new_id()) is None


def test_listings_keep_the_order_that_was_asked_for(in_joetsu: Municipality) -> None:
    first = make_service(name_kana="ア")
    second = make_service(name_kana="イ")

    found = listings([second.id, new_id(), first.id])

    assert [listing.id for listing in found] == [second.id, first.id]


def test_a_need_finds_what_is_sorted_under_the_needs_below_it(in_joetsu: Municipality) -> None:
    above = make_term(Scheme.NEED, "leave_child")
    make_term(Scheme.NEED, "temporary_care", parent=above)
    below = make_service(needs=("temporary_care",))
    make_service(needs=("talk",))

    assert [listing.id for listing in services_of_town(need="leave_child")] == [below.id]


def test_top_needs_say_how_many_listings_there_are(in_joetsu: Municipality) -> None:
    above = make_term(Scheme.NEED, "leave_child", "預けたい", is_top=True)
    make_term(Scheme.NEED, "temporary_care", parent=above)
    make_term(Scheme.NEED, "hidden")
    make_service(needs=("temporary_care",))
    make_service(needs=("leave_child",))
    make_service(needs=("leave_child",), status="defunct")
    make_service(needs=("leave_child",), audience="supporters")

    with statements() as read:
        needs = top_needs()

    assert len(read) == 1
    assert [(need.name, need.listings, len(need.children)) for need in needs] == [("預けたい", 2, 1)]


def test_an_organisation_comes_with_its_services(in_joetsu: Municipality) -> None:
    service = make_full_service()
    city = make_organisation("上越市")
    city.divisions.add(service.organisation)
    make_location("NPOの家", organisation=service.organisation)

    page = organisation_page(service.organisation_id)
    above = organisation_page(city.id)

    assert page is not None
    assert above is not None
    assert (page.parent_name, [place.name for place in page.places]) == ("上越市", ["NPOの家"])
    assert [phone.number for phone in page.phones] == ["025-526-0001"]
    assert page.contacts == (Contact("代表"),)
    assert [each.id for each in page.services] == [service.id]
    assert above.divisions == ((service.organisation_id, "NPOひろ"),)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_more_rows_asks_no_more_questions(in_joetsu: Municipality, count: int) -> None:
    organisation = make_organisation()
    ids: list[UUID] = []
    for _ in range(count):
        service = make_service(organisation, needs=("talk",))
        make_location(service=service)
        make_contact_person(organisation, service=service)
        ids.append(service.id)

    expected = {
        1: lambda: [
            len(services_of_town()),
            len(listings(ids)),
            len(supporters_view()),
            len(opening_rules_of(ids)),
        ],
    }
    with statements() as read:
        found = expected[1]()

    assert found == [count] * 4
    assert len(read) == 4
    with statements() as read:
        organisation_page(organisation.id)
    assert len(read) == 2


def test_a_place_with_its_own_hours_is_what_counts(in_joetsu: Municipality) -> None:
    service = make_service()
    make_location(service=service)
    own = rule_from_json(WEEKDAYS_9_TO_16)
    assert opening_rules_of([service.id]) == {service.id: (own,)}

    all_day = {"weekly": {day: [["00:00", "24:00"]] for day in WEEKDAYS_9_TO_16["weekly"]}}
    service.at_locations.update(opening=all_day)

    assert opening_rules_of([service.id]) == {service.id: (rule_from_json(all_day),)}


def test_whom_a_family_can_be_handed_to(in_joetsu: Municipality) -> None:
    desk = make_desk(notice_email="madoguchi@example.jp")
    make_organisation("協議会", takes_referrals=False)
    make_organisation("閉じた会", status="defunct")
    npo = make_organisation("NPOひろ", name_kana="エヌピーオーヒロ")

    with statements() as read:
        found = list(organisations_that_take_referrals())
        notice_email = found[1].supporter_note.notice_email

    assert found == [npo, desk]
    assert notice_email == "madoguchi@example.jp"
    assert len(read) == 1
    assert list(desk_organisations()) == [desk]
