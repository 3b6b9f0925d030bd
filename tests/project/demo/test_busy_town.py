"""A small busy 上越市, built once for all that is asked of it here."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db.models import Q, Sum
from pytest_django import DjangoDbBlocker

from tests.conftest import TODAY_10AM
from tests.database import shared_by_a_module
from tsunagu.desk.models import Consultation, ConsultationTopic, DeskDay, Referral, ReferralTask
from tsunagu.desk.models.referral_choices import BusinessStatus, Closing, NextAction, TaskStatus
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.notify.models import Letter, LetterState
from tsunagu.kernel.permissions.models import Grant, GrantSource
from tsunagu.project.demo.stages import Stage, Wish, build_town
from tsunagu.project.demo.town import Town

A_TENTH = 1 / 10


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """Nobody here writes, so nothing need be taken back between the tests."""
    with shared_by_a_module(django_db_blocker):
        yield build_town("joetsu", Wish(Stage.BUSY, 20260401, TODAY_10AM, A_TENTH), tell=lambda words: None)


def tasks_by_state(town: Town) -> Counter[tuple[str, str]]:
    with acting(town.system(town.now)):
        return Counter(ReferralTask.objects.values_list("status", "business_status"))


def test_a_tenth_of_the_busy_year_is_exact_up_to_yesterday(town: Town) -> None:
    with acting(town.system(town.now)):
        before = Consultation.objects.filter(at__date__lt=town.now.date())
        people = before.aggregate(people=Sum("people_count"))["people"]
        topics = ConsultationTopic.objects.filter(consultation__in=before).count()
        days = DeskDay.objects.filter(day__lt=town.now.date()).values("day").distinct().count()
    assert (days, people, topics) == (34, 112, 150)


def test_hand_overs_of_the_busy_town_stand_in_every_state(town: Town) -> None:
    states = tasks_by_state(town)

    assert {status for status, _ in states} >= set(TaskStatus.values) - {"draft", "entered_in_error"}
    assert {business for _, business in states} >= {
        BusinessStatus.SCHEDULED,
        BusinessStatus.UNATTENDED,
        BusinessStatus.EVENT_COMPLETED,
    }
    with acting(town.system(town.now)):
        assert ReferralTask.objects.filter(status=TaskStatus.REQUESTED, escalated_at=None).exists()
        assert ReferralTask.objects.filter(status=TaskStatus.REQUESTED, escalated_at__isnull=False).exists()
        assert ReferralTask.objects.filter(replaces__isnull=False).exists()
        at_the_desk = Referral.objects.filter(closed_at=None, next_action=NextAction.FIND_NEXT)
        assert {each.owner_organisation_id for each in at_the_desk} == {town.desk.id}


def test_every_open_hand_over_has_an_owner_and_a_next_date(town: Town) -> None:
    with acting(town.system(town.now)):
        still_open = Referral.objects.filter(closed_at=None)
        assert still_open.count() >= 10
        orphans = still_open.filter(Q(next_action_on=None) | Q(next_action="") | Q(owner_name=""))
        assert list(orphans) == []
        ended = Referral.objects.exclude(closed_at=None)
        assert set(ended.values_list("closing", flat=True)) <= set(Closing.values)


def test_whoever_ended_their_part_sees_nothing_any_more(town: Town) -> None:
    with acting(town.system(town.now)):
        over = ReferralTask.objects.filter(ended_at__isnull=False).values("id")
        grants = Grant.objects.filter(source=GrantSource.REFERRAL_TASK, source_id__in=over)
        assert grants.count() >= 5
        assert list(grants.filter(Q(ends_at=None) | Q(ends_at__gt=town.now))) == []


def test_nothing_happens_after_the_demos_present(town: Town) -> None:
    with acting(town.system(town.now)):
        assert list(WriteEntry.objects.filter(at__gt=town.now)) == []
        assert list(Consultation.objects.filter(recorded_at__gt=town.now)) == []
        assert list(Letter.objects.filter(Q(written_at__gt=town.now) | ~Q(state=LetterState.SENT))) == []
