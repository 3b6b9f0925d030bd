"""A member's change waits; the desk decides; nothing is overwritten blindly."""

from typing import Any

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.network import Keepers, propose
from tsunagu.directory.actions.closures import announce_closure
from tsunagu.directory.actions.services import revise_service
from tsunagu.directory.models import Service
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.notify.models import Letter
from tsunagu.network.actions.changes import (
    AlreadyDecided,
    ChangeConflict,
    NoReason,
    NothingChanged,
    NotYoursToChange,
    approve_change,
    change_directly,
    decline_change,
    propose_change,
    withdraw_change,
)
from tsunagu.network.models import ListingChange
from tsunagu.network.queries.values import values_of

AT = TODAY_10AM


def now(keepers: Keepers) -> Service:
    return Service.objects.get(id=keepers.listing.id)


def with_saturday(service: Service) -> Any:
    rule = values_of(service)["opening"]
    return {**rule, "weekly": {**rule["weekly"], "sat": [["09:00", "12:00"]]}}


def test_a_proposed_change_leaves_the_page_as_it_is(keepers: Keepers) -> None:
    change = propose(keepers, summary="土曜も開きます。")

    assert change.status == "waiting"
    assert (change.before, change.changes) == ({"summary": ""}, {"summary": "土曜も開きます。"})
    assert now(keepers).summary == ""


def test_an_approved_change_is_published_in_its_authors_name(keepers: Keepers) -> None:
    change = propose(keepers, summary="土曜も開きます。")

    with keepers.as_desk():
        approve_change(change=change, by=keepers.hana, at=AT)

    assert now(keepers).summary == "土曜も開きます。"
    events = {entry.event: entry.by_id for entry in WriteEntry.objects.filter(record_id=keepers.listing.id)}
    assert events["directory.service_revised"] == keepers.ito.id
    assert events["network.change_approved"] == keepers.hana.id
    change = ListingChange.objects.get()
    assert (change.status, change.decided_by) == ("approved", keepers.hana)


def test_the_author_is_told_without_a_word_of_the_content(keepers: Keepers) -> None:
    change = propose(keepers, summary="ひみつの言葉")

    with keepers.as_desk():
        decline_change(change=change, reason="時間だけにしてください。", by=keepers.hana, at=AT)

    letter = Letter.objects.get()
    assert letter.to == keepers.ito.email
    assert f"/joetsu/work/listings/changes/{change.id}/" in letter.body
    assert "ひみつの言葉" not in letter.body
    assert "時間だけに" not in letter.body


def test_declining_needs_a_reason_that_the_member_reads(keepers: Keepers) -> None:
    change = propose(keepers, summary="土曜も開きます。")

    with keepers.as_desk():
        with pytest.raises(NoReason):
            decline_change(change=change, reason=" ", by=keepers.hana, at=AT)
        decline_change(change=change, reason="写真で送ってください。", by=keepers.hana, at=AT)

    with keepers.as_npo():
        assert ListingChange.objects.get().reason == "写真で送ってください。"
    assert now(keepers).summary == ""


def test_a_field_that_somebody_else_changed_is_a_conflict(keepers: Keepers) -> None:
    change = propose(keepers, summary="土曜も開きます。")
    revise_service(service=now(keepers), by=keepers.hana, at=AT, summary="日曜も開きます。")

    with keepers.as_desk(), pytest.raises(ChangeConflict) as conflict:
        approve_change(change=change, by=keepers.hana, at=AT)

    assert conflict.value.args == ("summary",)
    assert now(keepers).summary == "日曜も開きます。"
    assert ListingChange.objects.get().status == "waiting"


def test_a_closure_announced_meanwhile_is_no_conflict_with_a_new_saturday(keepers: Keepers) -> None:
    change = propose(keepers, opening=with_saturday(keepers.listing))
    with keepers.as_npo():
        announce_closure(
            service=now(keepers), first=AT.date(), last=AT.date(), note="大雪", by=keepers.ito, at=AT
        )

    with keepers.as_desk():
        approve_change(change=change, by=keepers.hana, at=AT)

    rule = now(keepers).opening
    assert rule["weekly"]["sat"] == [["09:00", "12:00"]]
    assert [each["note"] for each in rule["exceptions"]] == ["大雪"]


def test_two_who_change_the_same_weekdays_are_a_conflict(keepers: Keepers) -> None:
    change = propose(keepers, opening=with_saturday(keepers.listing))
    rule = values_of(keepers.listing)["opening"]
    sunday = {**rule, "weekly": {**rule["weekly"], "sun": [["10:00", "12:00"]]}}
    revise_service(service=now(keepers), by=keepers.hana, at=AT, opening=sunday)

    with keepers.as_desk(), pytest.raises(ChangeConflict):
        approve_change(change=change, by=keepers.hana, at=AT)


def test_the_desk_takes_a_change_over_in_its_own_words(keepers: Keepers) -> None:
    change = propose(keepers, summary="どようもひらく")
    revise_service(service=now(keepers), by=keepers.hana, at=AT, summary="日曜も開きます。")

    with keepers.as_desk():
        approve_change(change=change, by=keepers.hana, at=AT, edited={"summary": "土日も開きます。"})

    assert now(keepers).summary == "土日も開きます。"
    change = ListingChange.objects.get()
    assert (change.changes, change.taken_over) == (
        {"summary": "どようもひらく"},
        {"summary": "土日も開きます。"},
    )


def test_a_change_is_decided_once(keepers: Keepers) -> None:
    change = propose(keepers, summary="土曜も開きます。")
    with keepers.as_desk():
        approve_change(change=change, by=keepers.hana, at=AT)

        with pytest.raises(AlreadyDecided):
            decline_change(change=change, reason="おそい", by=keepers.hana, at=AT)


def test_a_newer_word_on_the_same_field_replaces_one_that_waits(keepers: Keepers) -> None:
    first = propose(keepers, summary="土曜も開きまう。")
    second = propose(keepers, summary="土曜も開きます。")

    states = dict(ListingChange.objects.values_list("id", "status"))
    assert states == {first.id: "withdrawn", second.id: "waiting"}


def test_its_author_takes_it_back(keepers: Keepers) -> None:
    change = propose(keepers, summary="土曜も開きます。")

    with keepers.as_npo():
        withdraw_change(change=change, by=keepers.ito, at=AT)

    assert ListingChange.objects.get().status == "withdrawn"


def test_what_is_said_already_is_no_change(keepers: Keepers) -> None:
    with pytest.raises(NothingChanged):
        propose(keepers, name=keepers.listing.name)


def test_words_alone_are_a_change_that_the_desk_types(keepers: Keepers) -> None:
    with keepers.as_npo():
        change = propose_change(
            record=now(keepers), changes={}, before={}, by=keepers.ito, at=AT, note="土曜も開きます"
        )

    assert (change.changes, change.note) == ({}, "土曜も開きます")


def test_whom_a_listing_is_for_is_not_an_organisations_to_change(keepers: Keepers) -> None:
    with pytest.raises(NotYoursToChange):
        propose(keepers, audience="supporters")


def test_the_phone_and_the_person_in_charge_are_published_too(keepers: Keepers) -> None:
    change = propose(keepers, phone="025-526-5111", contact_role="保育士", contact_hours="月曜")

    with keepers.as_desk():
        approve_change(change=change, by=keepers.hana, at=AT)

    said = values_of(now(keepers))
    assert (said["phone"], said["contact_role"], said["contact_hours"]) == ("025-526-5111", "保育士", "月曜")


def test_whoever_keeps_the_directory_changes_it_at_once_unless_somebody_was_quicker(keepers: Keepers) -> None:
    seen = values_of(now(keepers))
    with keepers.as_desk():
        change_directly(record=now(keepers), changes={"summary": "一"}, before=seen, by=keepers.hana, at=AT)

        with pytest.raises(ChangeConflict):
            change_directly(
                record=now(keepers), changes={"summary": "二"}, before=seen, by=keepers.hana, at=AT
            )

    assert now(keepers).summary == "一"
    assert not ListingChange.objects.exists()


def test_the_profile_of_an_organisation_is_changed_the_same_way(keepers: Keepers) -> None:
    with keepers.as_npo():
        change = propose_change(
            record=keepers.npo,
            changes={"description": "親子の居場所です。"},
            before=values_of(keepers.npo),
            by=keepers.ito,
            at=AT,
        )
    with keepers.as_desk():
        approve_change(change=change, by=keepers.hana, at=AT)

    keepers.npo.refresh_from_db()
    assert keepers.npo.description == "親子の居場所です。"


def test_another_organisation_sees_neither_change_nor_can_make_one(keepers: Keepers, nagaoka: Any) -> None:
    from tests.factories.kernel import acting_as, make_posting, make_user
    from tsunagu.kernel.municipality.acting import acting
    from tsunagu.kernel.permissions.roles import MEMBER_WORKER

    propose(keepers, summary="土曜も開きます。")
    other = make_user("よその人")
    make_posting(other, keepers.circle.id, MEMBER_WORKER)

    with acting(acting_as(other, keepers.circle.id)):
        assert list(ListingChange.objects.all()) == []
    with as_system(nagaoka.id, at=AT):
        assert list(ListingChange.objects.all()) == []
