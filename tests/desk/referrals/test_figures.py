"""たらい回し in numbers, against counting by hand over a small random town."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.referrals import (
    Cast,
    accept,
    ask,
    decline,
    lawful,
    make_household_at,
    make_referral,
    make_task,
)
from tsunagu.desk.actions.referrals.answering import accept_task, decline_task
from tsunagu.desk.actions.referrals.asking import FamilySaidNo, ask_organisation
from tsunagu.desk.actions.referrals.ending import (
    close_referral,
    complete_task,
    fail_task,
    mark_mistake,
)
from tsunagu.desk.models import Referral, ReferralStep, ReferralTask
from tsunagu.desk.models.referral_choices import Closing
from tsunagu.desk.queries import referral_figures as figures

YEAR = figures.Period(date(2026, 4, 1), date(2027, 3, 31))


@pytest.fixture
def year(cast: Cast) -> Cast:
    """Two dozen needs, each with its own luck. The seed is fixed: the same town every time."""
    luck = random.Random(20261120)
    for number in range(24):
        at = cast.at + timedelta(hours=number)
        referral = make_referral(cast, at=at, household=make_household_at(cast.desk))
        for place in luck.sample(["member", "other"], k=luck.randint(1, 2)):
            organisation, user, who = {
                "member": (cast.member, cast.ito, cast.as_member),
                "other": (cast.other_member, cast.endo, cast.as_other),
            }[place]
            with cast.as_desk(at):
                task = ask_organisation(
                    referral=referral, target=organisation, sharing=lawful(), by=cast.sato, at=at
                )
            at += timedelta(days=luck.randint(0, 3))
            fate = luck.choice(["complete", "decline", "fail", "family", "waits", "mistake"])
            if fate in ("complete", "fail"):
                with who(at):
                    accept_task(task=task, by=user, at=at)
                    if fate == "complete":
                        complete_task(
                            task=task, by=user, at=at, outcome="resolved", story_retold=luck.random() < 0.3
                        )
                        break
                    fail_task(
                        task=task,
                        by=user,
                        at=at,
                        reason="family_unreachable",
                        story_retold=luck.random() < 0.5,
                    )
            elif fate == "waits":
                break
            elif fate == "mistake":
                with cast.as_desk(at):
                    mark_mistake(task=task, by=cast.sato, at=at)
            else:
                reason = luck.choice(["full", "not_eligible", "lack_of_staff"])
                whose = "family" if fate == "family" else "provider"
                with who(at):
                    decline_task(
                        task=task,
                        by=user,
                        at=at,
                        reason=reason,
                        declined_by=whose,
                        none_known=whose == "provider",
                    )
        referral.refresh_from_db()
        if referral.is_open and fate != "waits" and luck.random() < 0.9:
            closing = luck.choice([Closing.NO_PLACE, Closing.FAMILY_WITHDREW, Closing.MISTAKE])
            with cast.as_desk(at):
                close_referral(referral=referral, by=cast.sato, at=at, closing=closing)
    return cast


def needs() -> list[Referral]:
    return [each for each in Referral.objects.all() if each.closing != "mistake"]


def asked(referral: Referral) -> list[ReferralTask]:
    return [task for task in referral.tasks.all() if task.status not in ("draft", "entered_in_error")]


def test_the_town_is_mixed_enough_to_prove_something(year: Cast) -> None:
    assert len(figures.hops_per_need(YEAR)) == 2
    assert len(figures.declines_by_reason(YEAR)) == 3
    assert len(figures.endings(YEAR)) == 3


def test_hops(year: Cast) -> None:
    by_hand = Counter(len(asked(referral)) for referral in needs() if asked(referral))

    assert figures.hops_per_need(YEAR) == dict(by_hand)
    assert figures.mean_hops(dict(by_hand)) == sum(len(asked(each)) for each in needs()) / sum(
        by_hand.values()
    )


def test_days_to_first_accepted(year: Cast) -> None:
    by_hand = []
    for referral in needs():
        accepted = [
            step.at for step in ReferralStep.objects.filter(referral=referral) if step.state == "accepted"
        ]
        if accepted:
            waited = timezone.localdate(min(accepted)) - timezone.localdate(referral.opened_at)
            by_hand.append(waited.days)

    assert figures.days_to_first_accepted(YEAR) == sorted(by_hand)


def test_share_without_outcome(year: Cast) -> None:
    closed = [referral for referral in needs() if referral.closed_at]
    without = [referral for referral in closed if not any(task.outcome for task in referral.tasks.all())]

    assert figures.share_without_outcome(YEAR) == len(without) / len(closed)


def test_declines_by_reason(year: Cast) -> None:
    by_hand = Counter(
        task.status_reason for each in needs() for task in each.tasks.all() if task.status == "rejected"
    )

    assert figures.declines_by_reason(YEAR) == dict(by_hand)


def test_stories_retold(year: Cast) -> None:
    told = [
        task.story_retold for each in needs() for task in each.tasks.all() if task.story_retold is not None
    ]

    assert figures.stories_retold(YEAR) == (sum(told), len(told))


def test_figures_by_organisation(year: Cast) -> None:
    rows = {row.name: row for row in figures.figures_by_organisation(YEAR)}

    for organisation in (year.member, year.other_member):
        tasks = [task for each in needs() for task in asked(each) if task.target_id == organisation.id]
        row = rows[organisation.name]
        assert (row.asked, row.declined, row.completed) == (
            len(tasks),
            sum(task.status == "rejected" for task in tasks),
            sum(task.status == "completed" for task in tasks),
        )
        assert row.accepted == sum(task.status in ("completed", "failed") for task in tasks)


def test_outside_the_period_nothing_is_counted(year: Cast) -> None:
    before = figures.Period(date(2025, 4, 1), date(2026, 3, 31))

    assert figures.hops_per_need(before) == {}
    assert figures.share_without_outcome(before) is None
    assert figures.figures_by_organisation(before) == []


def test_a_day_belongs_to_the_year_in_which_it_is_in_japan(cast: Cast) -> None:
    make_task(cast, at=cast.at.replace(year=2027, month=3, day=31, hour=23))
    make_task(cast, at=cast.at.replace(year=2027, month=4, day=1, hour=0))

    assert figures.hops_per_need(YEAR) == {1: 1}


def test_what_nobody_moved_for_days_is_stuck_whatever_the_clock_did(cast: Cast) -> None:
    first = make_task(cast)
    second = make_task(cast, at=cast.at + timedelta(days=5))
    accept(cast, second, at=cast.at + timedelta(days=6))
    now = cast.at + timedelta(days=9)

    stuck = figures.stuck_needs(at=now, days=7)

    assert [(each.referral_id, each.days, each.owner) for each in stuck] == [
        (first.referral_id, 9, "子育て総合支援窓口")
    ]


def test_what_nobody_is_known_for_is_counted_by_need(cast: Cast) -> None:
    task = make_task(cast)
    decline(cast, task)
    second = ask(cast, task.referral, to=cast.other_member)

    assert second.status == "requested"
    assert figures.unmet_needs(YEAR) == {"少しの間だけ預ける": 1}


def test_a_familys_no_cannot_be_counted_twice(cast: Cast) -> None:
    task = make_task(cast)
    decline(cast, task, declined_by="family", reason="family_declined", none_known=False)

    with pytest.raises(FamilySaidNo):
        ask(cast, task.referral)
    assert figures.declines_by_reason(YEAR) == {"family_declined": 1}
