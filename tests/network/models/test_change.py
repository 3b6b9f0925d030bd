"""The database's own word on proposed changes: the table of steps, and what never changes."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_location
from tests.factories.network import Keepers, propose
from tsunagu.network.choices import ChangeActor, ChangeStatus
from tsunagu.network.models import ChangeRule, ListingChange
from tsunagu.network.models.change_rule import STEPS, rule_rows

ENDS = [status.value for status in ChangeStatus if status is not ChangeStatus.WAITING]


def decided(status: str) -> dict[str, Any]:
    """All that a step could ask for."""
    return {"status": status, "decided_at": TODAY_10AM, "reason": "理由"}


@pytest.mark.django_db
def test_the_table_in_the_database_is_the_one_in_the_module() -> None:
    columns = ("from_status", "to_status", "actor")
    rows = sorted(tuple(row[name] for name in columns) for row in rule_rows())

    assert sorted(ChangeRule.objects.values_list(*columns)) == rows


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("actor", [ChangeActor.MEMBER, ChangeActor.DESK])
def test_each_side_takes_its_own_steps_and_no_others(keepers: Keepers, actor: ChangeActor, end: str) -> None:
    change = propose(keepers, summary="土曜も")
    allowed = actor in STEPS[ChangeStatus.WAITING, ChangeStatus(end)]
    who = keepers.as_npo() if actor is ChangeActor.MEMBER else keepers.as_desk()

    with who:
        if allowed:
            ListingChange.objects.filter(id=change.id).update(**decided(end))
        else:
            with pytest.raises(DatabaseError), transaction.atomic():
                ListingChange.objects.filter(id=change.id).update(**decided(end))

    assert (ListingChange.objects.get().status == end) == allowed


@pytest.mark.parametrize("end", ENDS)
def test_what_is_decided_is_not_decided_again(keepers: Keepers, end: str) -> None:
    change = propose(keepers, summary="土曜も")
    ListingChange.objects.filter(id=change.id).update(**decided(end))

    for again in [ChangeStatus.WAITING.value, *ENDS]:
        with pytest.raises(DatabaseError), transaction.atomic():
            ListingChange.objects.filter(id=change.id).update(status=again)


def test_what_was_sent_stays_as_it_was_sent(keepers: Keepers) -> None:
    change = propose(keepers, summary="土曜も")

    for field, value in (("changes", {"summary": "別"}), ("before", {}), ("organisation", keepers.circle)):
        with pytest.raises(DatabaseError), transaction.atomic():
            ListingChange.objects.filter(id=change.id).update(**{field: value})


def test_a_change_begins_waiting(keepers: Keepers) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ListingChange.objects.create(
            organisation=keepers.npo,
            changes={"name": "別"},
            before={},
            sent_at=TODAY_10AM,
            **decided("approved"),
        )


def test_declining_without_a_reason_is_refused(keepers: Keepers) -> None:
    change = propose(keepers, summary="土曜も")

    with pytest.raises(DatabaseError), transaction.atomic():
        ListingChange.objects.filter(id=change.id).update(**{**decided("declined"), "reason": ""})


def test_a_new_place_is_neither_a_service_nor_a_listing_and_became_one_only_when_approved(
    keepers: Keepers,
) -> None:
    told = {"organisation": keepers.npo, "changes": {"name": "別"}, "before": {}, "sent_at": TODAY_10AM}
    place = make_location("青空の家")

    for wrong in ({"is_new": True}, {"service": keepers.listing}, {"became_place": place}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ListingChange.objects.create(**told, **{"is_new_place": True, **wrong})
    change = ListingChange.objects.create(**told, is_new_place=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        ListingChange.objects.filter(id=change.id).update(is_new_place=False)


def test_a_new_service_has_no_listing_yet_and_became_one_only_when_approved(keepers: Keepers) -> None:
    told = {"organisation": keepers.npo, "changes": {"name": "別"}, "before": {}, "sent_at": TODAY_10AM}

    for wrong in ({"is_new": True, "service": keepers.listing}, {"is_new": True, "became": keepers.listing}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ListingChange.objects.create(**told, **wrong)
    change = ListingChange.objects.create(**told, is_new=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        ListingChange.objects.filter(id=change.id).update(is_new=False)
