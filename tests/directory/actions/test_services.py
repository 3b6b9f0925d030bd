"""What editors do with a listing."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import (
    WEEKDAYS_9_TO_16,
    make_location,
    make_organisation,
    make_service,
    make_term,
)
from tests.factories.kernel import make_user
from tsunagu.directory.actions.organisations import (
    AnotherOrganisation,
    enter_organisation,
    name_contact_person,
    revise_organisation,
    set_notice_email,
)
from tsunagu.directory.actions.services import (
    NotAServiceTerm,
    NotEditable,
    confirm_listing,
    note_for_supporters,
    place_service,
    publish_service,
    revise_service,
    set_capacity,
    sort_service,
)
from tsunagu.directory.choices import Capacity, Scheme
from tsunagu.directory.models import ContactPerson, Organisation, Service, ServiceCapacity
from tsunagu.directory.queries.listings import service_page
from tsunagu.directory.signals import listings_changed
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.dates.opening_json import rule_from_json, rule_to_json
from tsunagu.kernel.dates.opening_rule import BadOpeningRule
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def editor(in_joetsu: Municipality) -> User:
    return make_user()


def version(town: Municipality) -> int:
    return Municipality.objects.get(id=town.id).directory_version


def journal() -> list[tuple[str, Any]]:
    return list(WriteEntry.objects.order_by("id").values_list("event", "by_id"))


def test_publish_service_puts_it_on_its_page(in_joetsu: Municipality, editor: User) -> None:
    place = make_location()
    term = make_term(Scheme.NEED, "temporary_care")

    service = publish_service(
        organisation=make_organisation(),
        name="一時預かり",
        name_kana="イチジアズカリ",
        terms=[term],
        locations=[place],
        by=editor,
        at=TODAY_10AM,
    )

    page = service_page(service.id)
    assert page is not None
    assert ([term.key for term in page.terms], [place.name for place in page.places]) == (
        ["temporary_care"],
        ["市民プラザ"],
    )
    assert journal() == [("directory.service_published", editor.id)]


def test_revise_service_changes_only_what_differs(in_joetsu: Municipality, editor: User) -> None:
    service = make_service(name="一時預かり", summary="預かります。")
    before = version(in_joetsu)

    revise_service(service=service, name="一時預かり", summary="一時間から。", by=editor, at=TODAY_10AM)

    assert Service.objects.get().summary == "一時間から。"
    assert WriteEntry.objects.get().details == {"fields": "summary"}
    assert version(in_joetsu) == before + 1


def test_a_revision_without_a_difference_leaves_no_trace(in_joetsu: Municipality, editor: User) -> None:
    service = make_service(name="一時預かり")
    before = version(in_joetsu)

    revise_service(service=service, name="一時預かり", by=editor, at=TODAY_10AM)

    assert (version(in_joetsu), journal()) == (before, [])


@pytest.mark.parametrize("field", ["assured_on", "municipality", "id", "source_seed"])
def test_an_editor_cannot_change_what_is_no_matter_of_editing(
    in_joetsu: Municipality, editor: User, field: str
) -> None:
    with pytest.raises(NotEditable, match=field):
        revise_service(service=make_service(), by=editor, at=TODAY_10AM, **{field: "x"})


def test_an_opening_rule_that_cannot_be_read_is_not_kept(in_joetsu: Municipality, editor: User) -> None:
    service = make_service()

    with pytest.raises(BadOpeningRule):
        revise_service(service=service, opening={"weekly": {}}, by=editor, at=TODAY_10AM)

    assert Service.objects.get().opening == service.opening


def test_an_opening_rule_is_kept_written_out_whole(in_joetsu: Municipality, editor: User) -> None:
    service = make_service(opening=None)

    revise_service(service=service, opening=WEEKDAYS_9_TO_16, by=editor, at=TODAY_10AM)

    whole = rule_to_json(rule_from_json(WEEKDAYS_9_TO_16))
    assert Service.objects.get().opening == whole
    assert whole != WEEKDAYS_9_TO_16


def test_sort_service_replaces_its_terms(in_joetsu: Municipality, editor: User) -> None:
    service = make_service(needs=("talk",))

    sort_service(service=service, terms=[make_term(Scheme.SITUATION, "evacuee")], by=editor, at=TODAY_10AM)

    assert [link.term.key for link in service.attributes.select_related("term")] == ["evacuee"]


def test_a_service_is_not_sorted_under_a_kind_of_organisation(in_joetsu: Municipality, editor: User) -> None:
    service = make_service(needs=("talk",))

    with pytest.raises(NotAServiceTerm):
        sort_service(
            service=service, terms=[make_term(Scheme.ORGANIZATION_KIND, "npo")], by=editor, at=TODAY_10AM
        )

    assert [link.term.key for link in service.attributes.select_related("term")] == ["talk"]


def test_what_hangs_on_a_service_is_a_change_of_it(in_joetsu: Municipality, editor: User) -> None:
    service = make_service(needs=())
    later = TODAY_10AM + timedelta(days=1)

    sort_service(service=service, terms=[make_term("need", "talk")], by=editor, at=later)
    sorted_at = Service.objects.get(id=service.id).updated_at
    place_service(service=service, locations=[make_location()], by=editor, at=later + timedelta(days=1))
    placed_at = Service.objects.get(id=service.id).updated_at

    assert [sorted_at, placed_at] == [later, later + timedelta(days=1)]


def test_place_service_keeps_the_hours_of_a_place_that_stays(in_joetsu: Municipality, editor: User) -> None:
    service = make_service()
    stays, goes = make_location("残る", service=service), make_location("去る", service=service)
    service.at_locations.filter(location=stays).update(opening_text="午後だけ")
    comes = make_location("来る")

    place_service(service=service, locations=[stays, comes], by=editor, at=TODAY_10AM)

    places = service.at_locations.order_by("opening_text", "location__name")
    assert [(each.location_id, each.opening_text) for each in places] == [
        (comes.id, ""),
        (stays.id, "午後だけ"),
    ]
    assert goes.services_at.count() == 0


def test_confirm_listing_says_who_confirmed_and_when(in_joetsu: Municipality, editor: User) -> None:
    service = make_service()

    confirm_listing(service=service, on=date(2026, 11, 20), confirmed_by="こども課", by=editor, at=TODAY_10AM)

    kept = Service.objects.get()
    assert (kept.assured_on, kept.assured_by) == (date(2026, 11, 20), "こども課")
    assert journal() == [("directory.listing_confirmed", editor.id)]


def test_set_capacity_keeps_the_latest_word(in_joetsu: Municipality, editor: User) -> None:
    service = make_service()
    set_capacity(service=service, status=Capacity.CAPACITY, by=editor, at=TODAY_10AM)

    set_capacity(service=service, status=Capacity.WAITLIST, note="来月から", by=editor, at=TODAY_10AM)

    kept = ServiceCapacity.objects.get()
    assert (kept.status, kept.note, kept.updated_at) == ("waitlist", "来月から", TODAY_10AM)
    assert [
        details["status"] for details in WriteEntry.objects.order_by("id").values_list("details", flat=True)
    ] == [
        "capacity",
        "waitlist",
    ]


def test_every_change_raises_the_version_and_is_journalled(in_joetsu: Municipality, editor: User) -> None:
    service = make_service()
    organisation = service.organisation
    by = {"by": editor, "at": TODAY_10AM}

    for change in (
        lambda: note_for_supporters(service=service, note="昼すぎに", **by),
        lambda: sort_service(service=service, terms=[], **by),
        lambda: place_service(service=service, locations=[], **by),
        lambda: enter_organisation(name="会", name_kana="カイ", **by),
        lambda: revise_organisation(organisation=organisation, description="新しい説明", **by),
        lambda: set_notice_email(organisation=organisation, email="a@example.jp", **by),
        lambda: name_contact_person(organisation=organisation, role="園長", **by),
    ):
        before = version(in_joetsu), WriteEntry.objects.count()
        change()
        assert (version(in_joetsu), WriteEntry.objects.count()) == (before[0] + 1, before[1] + 1)


def test_those_who_keep_something_derived_are_told(in_joetsu: Municipality, editor: User) -> None:
    service = make_service()
    told: list[object] = []

    def listen(service_ids: list[object], **_: object) -> None:
        told.extend(service_ids)

    listings_changed.connect(listen)
    try:
        revise_organisation(organisation=service.organisation, name="新しい名", by=editor, at=TODAY_10AM)
    finally:
        listings_changed.disconnect(listen)

    assert told == [service.id]
    assert Organisation.objects.get().name == "新しい名"


def test_a_person_answers_only_for_their_own_organisations_service(
    in_joetsu: Municipality, editor: User
) -> None:
    with pytest.raises(AnotherOrganisation):
        name_contact_person(
            organisation=make_organisation(), service=make_service(), role="園長", by=editor, at=TODAY_10AM
        )

    assert ContactPerson.objects.count() == 0


def test_the_real_name_of_a_person_in_charge_stays_with_supporters(
    in_joetsu: Municipality, editor: User
) -> None:
    person = name_contact_person(
        organisation=make_organisation(),
        role="保育士",
        detail={"name": "佐藤 みどり"},
        by=editor,
        at=TODAY_10AM,
    )

    assert (person.name, person.detail.name) == ("", "佐藤 みどり")
