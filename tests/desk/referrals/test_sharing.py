"""The target sees what was shared, while it was shared, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.referrals import Cast, accept, decline, lawful, make_task, make_task_in
from tsunagu.desk.actions.referrals.asking import ask_organisation, open_referral
from tsunagu.desk.actions.referrals.clock import take_back
from tsunagu.desk.models import Referral, ReferralPackage, ReferralStep, ReferralTask
from tsunagu.desk.models.referral_choices import TaskStatus
from tsunagu.kernel.permissions.models import Grant

SECRET = "夜ひとりで泣いている"


def grants_of(task: ReferralTask) -> list[tuple[str, str, str, bool]]:
    return [
        (grant.field_set, grant.legal_basis, grant.level, grant.ends_at is not None)
        for grant in Grant.objects.filter(source_id=task.id)
    ]


def test_asking_gives_the_target_a_right_that_ends_by_itself(cast: Cast) -> None:
    task = make_task(cast)

    assert grants_of(task) == [("member", "child_welfare_25_2", "view", True)]


def test_accepting_keeps_the_right_until_the_end(cast: Cast) -> None:
    task = make_task(cast)
    accept(cast, task)

    assert grants_of(task) == [("member", "child_welfare_25_2", "view", False)]


@pytest.mark.parametrize(
    "status",
    [
        TaskStatus.REJECTED,
        TaskStatus.COMPLETED,
        TaskStatus.FAILED,
        TaskStatus.CANCELLED,
        TaskStatus.ENTERED_IN_ERROR,
    ],
)
def test_every_end_ends_the_right_at_once(cast: Cast, status: TaskStatus) -> None:
    task = make_task_in(cast, status)

    assert Grant.objects.get(source_id=task.id).ends_at == cast.at
    with cast.as_member():
        assert ReferralPackage.objects.filter(task=task).count() == 0
        assert Referral.objects.filter(id=task.referral_id).count() == 0
        assert ReferralTask.objects.filter(id=task.id).count() == 1


def test_no_answer_in_time_ends_the_right(cast: Cast) -> None:
    task = make_task(cast)
    later = cast.at + timedelta(days=10)
    with cast.as_town(later):
        take_back(task=task, at=later)

    assert Grant.objects.get(source_id=task.id).ends_at == later


def test_an_expired_right_shows_nothing_even_if_no_clock_ran(cast: Cast) -> None:
    task = make_task(cast)

    with cast.as_member(cast.at + timedelta(days=13)):
        assert ReferralPackage.objects.filter(task=task).count() == 1
    with cast.as_member(cast.at + timedelta(days=14)):
        assert ReferralPackage.objects.filter(task=task).count() == 0


def test_who_was_not_asked_sees_nothing(cast: Cast) -> None:
    task = make_task(cast)

    for context in (cast.as_stranger(), cast.as_other()):
        with context:
            assert Referral.objects.count() == 0
            assert ReferralTask.objects.count() == 0
            assert ReferralPackage.objects.count() == 0
            assert ReferralStep.objects.count() == 0
            assert Grant.objects.filter(source_id=task.id).count() == 0


def test_the_target_does_not_see_who_else_was_asked(cast: Cast) -> None:
    first = make_task(cast)
    decline(cast, first)
    with cast.as_desk():
        second = ask_organisation(
            referral=first.referral, target=cast.other_member, sharing=lawful(), by=cast.sato, at=cast.at
        )

    with cast.as_other():
        assert list(ReferralTask.objects.values_list("id", flat=True)) == [second.id]
        assert set(ReferralStep.objects.values_list("task", flat=True)) == {second.id}
    with cast.as_member():
        assert list(ReferralTask.objects.values_list("id", flat=True)) == [first.id]


def test_only_chosen_sections_travel(cast: Cast) -> None:
    with cast.as_desk():
        referral = open_referral(
            source=cast.desk,
            desk=cast.desk,
            need=cast.need,
            by=cast.sato,
            at=cast.at,
            household=cast.household,
        )
        task = ask_organisation(
            referral=referral,
            target=cast.member,
            sharing=lawful(contact="090-0000-0000"),
            by=cast.sato,
            at=cast.at,
        )

    with cast.as_member():
        assert ReferralPackage.objects.get(task=task).sections == {"contact": "090-0000-0000"}
    assert grants_of(task) == [("contact", "child_welfare_25_2", "view", True)]


def test_sensitive_sections_need_the_deepest_field_set(cast: Cast) -> None:
    assert lawful(sensitive="発達の遅れ").field_set == "sensitive"


def test_the_page_closes_with_the_right(cast: Cast, client: Client) -> None:
    task = make_task(cast)
    client.force_login(cast.ito)
    url = f"/joetsu/work/desk/referrals/{task.id}/"
    Grant.objects.filter(source_id=task.id).update(ends_at=None)
    assert SECRET in client.get(url).content.decode()

    Grant.objects.filter(source_id=task.id).update(ends_at=cast.at)

    page = client.get(url).content.decode()
    assert SECRET not in page
    assert "内容は閉じられました" in page
