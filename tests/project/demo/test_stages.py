"""Demo towns, built in the test database through the real actions."""

import time
from collections import Counter
from datetime import datetime

import pytest
from django.db import transaction
from django.db.models import Sum

from tests.conftest import TODAY_10AM
from tests.personas import persona
from tsunagu.desk.choices import IntakeState
from tsunagu.desk.models import Consultation, Intake, ReferralTask
from tsunagu.desk.models.referral_choices import TaskStatus
from tsunagu.families.models import Address, Household
from tsunagu.insight.models import YearlyFigure
from tsunagu.kernel.municipality.acting import acting
from tsunagu.project.demo.calendar import year_before
from tsunagu.project.demo.founding import town_slugs
from tsunagu.project.demo.fresh import begun_towns, built_towns
from tsunagu.project.demo.stages import Stage, Wish, build_town
from tsunagu.project.demo.talks import Talks
from tsunagu.project.demo.tally import Tally, tally_of
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.year import YearWish, plan_year
from tsunagu.workspace.queries.personas import persona_by_id

SEED = 20260401
YEAR = year_before(TODAY_10AM.date())
pytestmark = pytest.mark.django_db


def build(slug: str, stage: Stage, *, scale: float = 1.0, now: datetime = TODAY_10AM) -> Town:
    return build_town(slug, Wish(stage, SEED, now, scale), tell=lambda words: None)


def tasks_by_state(town: Town) -> Counter[tuple[str, str]]:
    with acting(town.system(town.now)):
        return Counter(ReferralTask.objects.values_list("status", "business_status"))


def test_all_six_towns_open_in_less_than_twenty_seconds() -> None:
    started = time.monotonic()

    for slug in town_slugs():
        build(slug, Stage.OPENING)

    assert time.monotonic() - started < 20
    assert built_towns() == set(town_slugs())


def test_the_first_day_of_joetsu() -> None:
    town = build("joetsu", Stage.OPENING)

    assert tasks_by_state(town) == {("requested", ""): 1, ("accepted", ""): 1, ("rejected", ""): 1}
    with acting(town.system(town.now)):
        today = Consultation.objects.filter(at__date=town.now.date())
        assert today.count() == 3
        assert [intake.state for intake in Intake.objects.all()] == [IntakeState.NEW]
        declined = ReferralTask.objects.get(status=TaskStatus.REJECTED)
        assert declined.suggested == town.organisations["hoiku-ka"]
        assert town.places[0].name == "オーレンプラザこどもセンター"
        assert len(town.places) == 15


def test_the_seeds_history_stands_in_joetsus_figures() -> None:
    town = build("joetsu", Stage.OPENING)

    with acting(town.system(town.now)):
        rows = YearlyFigure.objects.order_by("fiscal_year").values_list("users", "consultations")
        assert list(rows) == [(508, 645), (835, 1070), (894, 1134), (992, 1236), (986, 1324), (1115, 1500)]


@pytest.mark.parametrize("slug", [slug for slug in town_slugs() if slug != "joetsu"])
def test_the_first_day_of_another_town(slug: str) -> None:
    town = build(slug, Stage.OPENING)

    assert tasks_by_state(town) == {("requested", ""): 1, ("accepted", ""): 1, ("rejected", ""): 1}
    with acting(town.system(town.now)):
        assert Consultation.objects.filter(at__date=town.now.date()).count() == 2
        assert Intake.objects.count() == 1


def test_just_after_midnight_the_day_is_today_as_well() -> None:
    town = build("joetsu", Stage.OPENING, now=TODAY_10AM.replace(hour=0, minute=5))

    with acting(town.system(town.now)):
        assert Consultation.objects.filter(at__date=town.now.date(), at__lte=town.now).count() == 3


def test_a_hidden_address_is_written_nowhere_else() -> None:
    town = build("joetsu", Stage.OPENING)
    talk = next(talk for talk in plan_year(YearWish(YEAR, SEED)).talks if talk.family and talk.story.hidden)
    talks = Talks(town)

    talks.play(talk)

    with acting(town.system(town.now)):
        household = Household.objects.get(has_hidden_address=True)
        assert household == talks.households[talk.family.number]
        assert household.district == ""
        assert list(Address.objects.filter(household=household).values_list("text", flat=True)) == [""]


def test_april_is_lived_up_to_yesterday() -> None:
    town = build("joetsu", Stage.SPRING, scale=1 / 4)

    with acting(town.system(town.now)):
        first = Consultation.objects.order_by("at").values_list("at", flat=True)[0]
    assert (TODAY_10AM - first).days <= 28
    assert tally_of(town).people >= 25


def test_the_end_of_the_year_has_a_whole_last_year_and_this_one_so_far() -> None:
    town = build("joetsu", Stage.YEAR_END, scale=1 / 40)

    with acting(town.system(town.now)):
        last = Consultation.objects.filter(at__date__range=("2025-04-01", "2026-03-31"))
        assert last.aggregate(people=Sum("people_count"))["people"] == 28
        assert Consultation.objects.filter(at__date__gte="2026-04-01").count() >= 15


def same(tally: Tally) -> tuple[object, ...]:
    return (tally.households, tally.consultations, tally.people, tally.questions, tally.days, tally.tasks)


@pytest.mark.parametrize("stage", [Stage.OPENING, Stage.BUSY])
def test_the_same_seed_builds_the_same_town(stage: Stage) -> None:
    tallies = []
    for _ in range(2):
        with transaction.atomic():
            tallies.append(same(tally_of(build("joetsu", stage, scale=1 / 40))))
            transaction.set_rollback(True)

    assert tallies[0] == tallies[1]


def test_a_persona_can_be_chosen_at_the_door_and_has_no_password() -> None:
    town = build("joetsu", Stage.OPENING)

    user = persona("tsumugino")

    assert user.is_invented
    assert not user.has_usable_password()
    with acting(town.system(town.now)):
        assert persona_by_id(str(user.id), at=town.now) == user


def test_a_town_that_was_interrupted_is_begun_but_not_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagu.project.demo.stages.note_built", lambda town, stage: None)

    build("niiza", Stage.OPENING)

    assert begun_towns() == {"niiza"}
    assert built_towns() == set()
