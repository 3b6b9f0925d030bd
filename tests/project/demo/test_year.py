"""A year of desk work, counted without living it."""

from collections import Counter
from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagu.desk.choices import Method
from tsunagu.project.demo.calendar import Window, opening_days, year_before
from tsunagu.project.demo.names import InventedFamily
from tsunagu.project.demo.paths import PATHS, QUICK_PATHS, STANDING
from tsunagu.project.demo.year import (
    AT_THE_DESK,
    HEISEI_29,
    OUTREACH_PLACES,
    Totals,
    Year,
    YearWish,
    plan_year,
)

TODAY = date(2026, 11, 20)
SEED = 20260401


def year_of(today: date = TODAY, seed: int = SEED, scale: float = 1.0) -> Year:
    return plan_year(YearWish(year_before(today), seed, scale=scale))


def test_the_year_has_the_figures_of_the_seed() -> None:
    assert year_of().totals == Totals(days=343, people=1115, questions=1500)


@settings(max_examples=15, deadline=None)
@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2036, 12, 31)), st.integers(0, 10**6))
def test_the_figures_are_exact_on_any_day_with_any_seed(today: date, seed: int) -> None:
    year = year_of(today, seed)

    assert year.totals == HEISEI_29
    assert {talk.at.date() for talk in year.talks} <= {day.day for day in year.days}


@settings(max_examples=15, deadline=None)
@given(st.floats(0.02, 1.0))
def test_a_smaller_year_is_exact_as_well(scale: float) -> None:
    assert year_of(scale=scale).totals == HEISEI_29.at_scale(scale)


def test_a_smaller_year_keeps_the_newest_days() -> None:
    year = year_of(scale=1 / 20)

    assert [day.day for day in year.days] == opening_days(year_before(TODAY), 343)[-17:]


def test_the_same_seed_gives_the_same_year() -> None:
    assert year_of() == year_of()


def test_another_seed_gives_another_year_with_the_same_figures() -> None:
    one, other = year_of(seed=1), year_of(seed=2)

    assert one != other
    assert one.totals == other.totals


def test_the_desk_goes_out_to_all_fourteen_places() -> None:
    year = year_of()

    assert {day.outreach for day in year.days} - {AT_THE_DESK} == set(range(1, OUTREACH_PLACES + 1))
    assert {talk.place for talk in year.talks} == set(range(OUTREACH_PLACES + 1))


def test_outreach_is_what_happens_away_from_the_desk() -> None:
    talks = year_of().talks

    assert {talk.method for talk in talks if talk.place != AT_THE_DESK} == {Method.OUTREACH}
    assert {talk.method for talk in talks if talk.place == AT_THE_DESK} == set(Method) - {Method.OUTREACH}


def test_talks_fall_into_the_desks_hours() -> None:
    times = [talk.at.time() for talk in year_of().talks]

    assert min(times) >= time(9)
    assert max(times) < time(16, 30)


def test_hand_overs_stand_in_every_state_at_the_end() -> None:
    paths = Counter(talk.path for talk in year_of().talks)

    assert {path: paths[path] for _, path in STANDING} == {path: 1 for _, path in STANDING}


def test_every_way_of_a_hand_over_is_gone_in_a_year() -> None:
    paths = {talk.path for talk in year_of().talks}

    assert set(PATHS) <= paths


def test_whoever_is_in_a_hurry_is_answered_at_once() -> None:
    urgent = {talk.path for talk in year_of().talks if talk.story.urgent}

    assert urgent - {""} <= set(QUICK_PATHS)


def test_a_hand_over_has_a_family_and_a_place() -> None:
    handed = [talk for talk in year_of().talks if talk.path]

    assert [talk for talk in handed if talk.family is None or not talk.story.to] == []
    assert 130 <= len(handed) <= 220


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_no_family_is_handed_on_twice(seed: int) -> None:
    handed = Counter(talk.family.number for talk in year_of(seed=seed).talks if talk.family and talk.path)

    assert max(handed.values()) == 1


def test_people_who_share_a_name_are_not_born_by_chance() -> None:
    families: dict[int, InventedFamily] = {
        talk.family.number: talk.family for talk in year_of().talks if talk.family
    }
    mothers = Counter(
        (family.surname, person.given)
        for family in families.values()
        for person in family.people
        if person.standing == "mother"
    )

    assert mothers.most_common(1)[0][1] == 1


def test_every_twin_has_a_twin_born_on_the_same_day() -> None:
    families = {talk.family.number: talk.family for talk in year_of().talks if talk.family}

    births = [
        Counter(person.born_on for person in family.people if person.born_on)
        for family in families.values()
        if family.has_twins
    ]

    assert births != []
    assert {max(birth.values()) for birth in births} == {2}


def test_a_month_can_be_lived_as_well_as_a_year() -> None:
    window = Window(date(2026, 4, 1), date(2026, 4, 28))

    year = plan_year(YearWish(window, SEED, Totals(days=26, people=104, questions=143)))

    assert year.totals == Totals(days=26, people=104, questions=143)
