"""Whoever looks, whenever: one owner, one next date, and the database sees to it."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.referrals import (
    Cast,
    accept,
    ask,
    decline,
    make_referral,
    make_task,
    make_task_in,
    make_task_to_desk,
)
from tsunagu.desk.actions.referrals.asking import (
    ConsentMissing,
    FamilySaidNo,
    StillAsking,
    TakesNoReferrals,
    ask_organisation,
)
from tsunagu.desk.actions.referrals.ending import StillHeld, close_referral, name_desk_person
from tsunagu.desk.actions.referrals.sharing import Sharing
from tsunagu.desk.models import Referral, ReferralPackage, ReferralTask, UnmetNeed
from tsunagu.desk.models.referral_choices import Closing, TaskStatus
from tsunagu.families.models import Consent
from tsunagu.kernel.permissions.models import LegalBasis


def owner_of(task: ReferralTask) -> tuple[str, str]:
    referral = Referral.objects.get(id=task.referral_id)
    return referral.owner_organisation.name, referral.owner_name


DESK = ("子育て総合支援窓口", "佐藤 みどり")


def test_until_a_named_person_accepts_the_desk_owns(cast: Cast) -> None:
    task = make_task(cast)

    assert owner_of(task) == DESK
    assert Referral.objects.get(id=task.referral_id).next_action_on == date(2026, 11, 26)

    accept(cast, task)

    assert owner_of(task) == ("ひだまり広場", "伊藤 あおい")


@pytest.mark.parametrize(
    "status", [TaskStatus.REJECTED, TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.ENTERED_IN_ERROR]
)
def test_after_every_end_without_an_outcome_the_desk_owns_again(cast: Cast, status: TaskStatus) -> None:
    task = make_task_in(cast, status)

    referral = Referral.objects.get(id=task.referral_id)
    assert referral.owner_organisation == cast.desk
    assert referral.next_action_on == date(2026, 11, 24)
    assert referral.is_open


def test_an_outcome_closes_the_need(cast: Cast) -> None:
    task = make_task_in(cast, TaskStatus.COMPLETED)

    referral = Referral.objects.get(id=task.referral_id)
    assert (referral.closing, referral.next_action_on) == ("completed", None)


def test_a_member_sends_a_family_to_the_desk_and_the_desk_holds_it_from_then_on(cast: Cast) -> None:
    task = make_task_to_desk(cast)

    assert owner_of(task) == ("子育て総合支援窓口", "")


def test_the_next_organisation_is_asked_in_a_new_task(cast: Cast) -> None:
    first = make_task(cast)
    decline(cast, first)

    second = ask(cast, first.referral, to=cast.other_member)

    assert second.replaces == first
    first.refresh_from_db()
    assert (first.status, second.status) == ("rejected", "requested")


def test_one_organisation_is_asked_at_a_time(cast: Cast) -> None:
    task = make_task(cast)

    with pytest.raises(StillAsking):
        ask(cast, task.referral, to=cast.other_member)


def test_a_familys_no_is_never_sent_to_the_same_place_again(cast: Cast) -> None:
    task = make_task(cast)
    decline(cast, task, reason="family_declined", declined_by="family", none_known=False)

    with pytest.raises(FamilySaidNo):
        ask(cast, task.referral)
    with pytest.raises(FamilySaidNo):
        make_task(cast)


def test_not_even_by_raw_sql(cast: Cast) -> None:
    task = make_task(cast)
    decline(cast, task, reason="family_declined", declined_by="family", none_known=False)

    with cast.as_desk(), pytest.raises(DatabaseError, match="family has said no"), transaction.atomic():
        ReferralTask.objects.create(
            referral=task.referral,
            source=cast.desk,
            coordinator=cast.desk,
            target=cast.member,
            need=cast.need,
            replaces=task,
            moved_at=cast.at,
            next_action="send",
            next_action_on=date(2026, 11, 24),
        )


def test_a_places_own_no_may_be_asked_again(cast: Cast) -> None:
    task = make_task(cast)
    decline(cast, task)

    assert ask(cast, task.referral).status == "requested"


def test_who_takes_no_hand_overs_is_not_asked(cast: Cast) -> None:
    cast.member.takes_referrals = False
    cast.member.save()

    with pytest.raises(TakesNoReferrals):
        make_task(cast)


def test_consent_must_be_on_record_and_not_withdrawn(cast: Cast) -> None:
    referral = make_referral(cast)
    consent = Consent.objects.create(
        household=cast.household,
        purpose="refer",
        given_at=cast.at,
        recorded_by=cast.sato,
        withdrawn_at=cast.at,
        withdrawal_recorded_by=cast.sato,
    )
    asked = {"referral": referral, "target": cast.member, "by": cast.sato, "at": cast.at}

    with cast.as_desk():
        for given in (None, consent):
            with pytest.raises(ConsentMissing):
                ask_organisation(
                    **asked,
                    sharing=Sharing(asked="見守り", legal_basis=LegalBasis.CONSENT, consent=given),
                )


def test_a_task_without_a_package_cannot_be_sent(cast: Cast) -> None:
    referral = make_referral(cast)
    with cast.as_desk():
        task = ReferralTask.objects.create(
            referral=referral,
            source=cast.desk,
            coordinator=cast.desk,
            target=cast.member,
            need=cast.need,
            moved_at=cast.at,
            next_action="send",
            next_action_on=date(2026, 11, 24),
        )
        with pytest.raises(DatabaseError, match="legal basis"), transaction.atomic():
            ReferralTask.objects.filter(id=task.id).update(
                status="requested", sent_at=cast.at, answer_by=date(2026, 11, 26)
            )


def test_what_was_sent_is_never_rewritten(cast: Cast) -> None:
    task = make_task(cast)

    with cast.as_desk(), pytest.raises(DatabaseError, match="what was sent stays"), transaction.atomic():
        ReferralPackage.objects.filter(task=task).update(asked="別のこと")


@pytest.mark.parametrize(
    "change",
    [
        {"owner_organisation_id": "stranger"},
        {"coordinator_id": "stranger"},
        {"source_id": "stranger"},
        {"next_action_on": None},
        {"next_action": ""},
        {"household_id": None},
        {
            "closed_at": "2026-11-20T00:00:00Z",
            "closing": "no_place",
            "next_action": "",
            "next_action_on": None,
        },
    ],
    ids=lambda change: ",".join(change),
)
@pytest.mark.parametrize("status", [TaskStatus.REQUESTED, TaskStatus.ACCEPTED])
def test_the_database_keeps_the_owner_and_the_date(
    cast: Cast, status: TaskStatus, change: dict[str, object]
) -> None:
    task = make_task_in(cast, status)
    values = {key: cast.stranger.id if value == "stranger" else value for key, value in change.items()}

    for context in (cast.as_desk(), cast.as_other(), cast.as_member(), cast.as_town()):
        with context, pytest.raises(DatabaseError), transaction.atomic():
            Referral.objects.filter(id=task.referral_id).update(**values)


def test_who_accepted_stays_named(cast: Cast) -> None:
    task = make_task_in(cast, TaskStatus.ACCEPTED)

    with cast.as_desk(), pytest.raises(DatabaseError, match="stays named"), transaction.atomic():
        Referral.objects.filter(id=task.referral_id).update(owner_person=None, owner_name="")


@pytest.mark.parametrize("table", ["desk_referral", "desk_referraltask", "desk_referralpackage"])
def test_a_hand_over_is_never_deleted(cast: Cast, table: str) -> None:
    make_task_in(cast, TaskStatus.ACCEPTED)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("model", ["referralstep", "referralevent", "referraltaskevent"])
def test_its_history_is_never_rewritten(cast: Cast, model: str) -> None:
    make_task_in(cast, TaskStatus.ACCEPTED)

    for statement in (f"DELETE FROM desk_{model}", f"UPDATE desk_{model} SET municipality_id = NULL"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_raw_write_leaves_its_trace_too(cast: Cast) -> None:
    task = make_task(cast)
    before = task.events.count()

    with cast.as_member():
        ReferralTask.objects.filter(id=task.id).update(
            status="accepted", accepted_name="伊藤 あおい", accepted_by=cast.ito, accepted_at=cast.at
        )

    assert task.events.count() == before + 1
    assert owner_of(task) == ("ひだまり広場", "伊藤 あおい")


def test_the_desk_closes_what_nobody_could_help_with(cast: Cast) -> None:
    task = make_task(cast)
    decline(cast, task)

    with cast.as_desk():
        close_referral(referral=task.referral, by=cast.sato, at=cast.at, closing=Closing.NO_PLACE)

    assert Referral.objects.get(id=task.referral_id).closing == "no_place"
    assert UnmetNeed.objects.filter(referral_id=task.referral_id, task=None).count() == 1


def test_a_need_is_not_closed_over_somebodys_head(cast: Cast) -> None:
    task = make_task(cast)
    accept(cast, task)

    with cast.as_desk(), pytest.raises(StillHeld):
        close_referral(referral=task.referral, by=cast.sato, at=cast.at, closing=Closing.SOLVED_OTHERWISE)


def test_a_member_does_not_close_what_the_desk_keeps(cast: Cast) -> None:
    task = make_task_in(cast, TaskStatus.REJECTED)

    with cast.as_other(), pytest.raises(StillHeld):
        close_referral(referral=task.referral, by=cast.endo, at=cast.at, closing=Closing.NO_PLACE)


def test_a_place_that_knows_no_other_makes_the_need_a_figure(cast: Cast) -> None:
    task = make_task(cast)
    decline(cast, task, reason="full")

    assert list(UnmetNeed.objects.values_list("need__key", "reason")) == [("temporary_care", "full")]


def test_a_suggested_place_is_no_unmet_need(cast: Cast) -> None:
    task = make_task(cast)
    decline(cast, task, suggested=cast.other_member, none_known=False)

    assert UnmetNeed.objects.count() == 0


def test_somebody_at_the_desk_is_put_in_charge(cast: Cast) -> None:
    task = make_task_to_desk(cast)

    with cast.as_desk():
        name_desk_person(referral=task.referral, person=cast.mori, by=cast.sato, at=cast.at)

    assert owner_of(task) == ("子育て総合支援窓口", "森 ゆかり")
