"""The yearly table against a count by hand, and beside the seed's own history."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation
from tests.factories.insight import (
    SEED_FILE,
    TOKYO,
    as_desk,
    make_consultation,
    make_place,
    make_yearly_figure,
    open_on,
    tokyo,
)
from tests.factories.kernel import acting_as, make_posting, make_user
from tsunagu.insight.actions.import_figures import import_figures
from tsunagu.insight.choices import DoubtKind, Origin
from tsunagu.insight.queries.doubts import Figures
from tsunagu.insight.queries.yearly import YearLine, desks_with_figures, recorded_years, yearly_table
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.municipality.acting import acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import SECTION_CHIEF


def counted(lines: list[YearLine]) -> dict[str, tuple[int | None, ...]]:
    return {
        line.year.label_short: (line.figures.opening_days, line.figures.users, line.figures.consultations)
        for line in lines
    }


def test_the_seeds_history_is_reproduced_to_the_last_figure(in_joetsu: Municipality) -> None:
    desk = make_desk()
    import_figures(content=Path(SEED_FILE).read_bytes(), file_name="joetsu.csv", by=None, at=TODAY_10AM)

    lines = [
        line for line in yearly_table(desk=as_desk(desk), at=TODAY_10AM) if line.origin is Origin.IMPORTED
    ]

    assert [
        (line.year.label_short, *counted([line])[line.year.label_short], line.stated_average)
        for line in lines
    ] == [
        ("H24", 241, 508, 645, Decimal("1.2")),
        ("H25", 347, 835, 1070, Decimal("2.4")),
        ("H26", 347, 894, 1134, Decimal("2.5")),
        ("H27", 348, 992, 1236, Decimal("2.8")),
        ("H28", 347, 986, 1324, Decimal("2.8")),
        ("H29", 343, 1115, 1500, Decimal("3.3")),
    ]
    assert {
        line.year.label_short: [doubt.kind for doubt in line.doubts] for line in lines if line.doubts
    } == {
        "H24": [DoubtKind.AVERAGE_CONTRADICTS],
        "H26": [DoubtKind.AVERAGE_CUT],
        "H27": [DoubtKind.AVERAGE_CUT],
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_table_is_what_one_counts_by_hand(in_joetsu: Municipality, seed: int) -> None:
    random = Random(seed)
    desk, by = make_desk(), make_user()
    places = [make_place(desk), make_place(desk)]
    elsewhere = make_place(make_organisation("別の窓口"))
    days, users, topics = defaultdict(set), defaultdict(int), defaultdict(int)
    for place in [*places, elsewhere]:
        for day in {date(2024, 3, 1) + timedelta(days=random.randrange(800)) for _ in range(12)}:
            open_on(place, day)
            if place is not elsewhere:
                days[FiscalYear.of(day)].add(day)
    for _ in range(25):
        place = random.choice([*places, elsewhere])
        at = datetime(2024, 3, 1, tzinfo=TOKYO) + timedelta(minutes=random.randrange(800 * 1440))
        asked = random.sample(["talk", "leave_child", "money", "other"], random.randint(1, 3))
        consultation = make_consultation(place, at, people=random.randint(1, 4), topics=asked, by=by)
        if place is not elsewhere:
            users[FiscalYear.of(at.date())] += consultation.people_count
            topics[FiscalYear.of(at.date())] += len(asked)

    assert recorded_years(as_desk(desk)) == {
        year: Figures(len(days[year]), users[year], topics[year]) for year in {*days, *users}
    }


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (tokyo(2026, 3, 31, 23, 59), "R7"),
        (tokyo(2026, 4, 1, 0, 0), "R8"),
        (tokyo(2026, 4, 1, 8, 59), "R8"),  # in London it is still March
        (tokyo(2026, 12, 31, 23, 59), "R8"),
        (tokyo(2026, 1, 1, 0, 1), "R7"),
    ],
)
def test_a_year_begins_at_midnight_in_japan(in_joetsu: Municipality, at: datetime, year: str) -> None:
    place = make_place()
    make_consultation(place, at, people=2, topics=["talk", "other", "money"])
    open_on(place, at.date())

    found = recorded_years(as_desk(place.organisation))

    assert {one.label_short: figures for one, figures in found.items()} == {year: Figures(1, 2, 3)}


def test_two_places_open_on_one_day_are_one_day(in_joetsu: Municipality) -> None:
    desk = make_desk()
    open_on(make_place(desk), date(2026, 5, 1), date(2026, 5, 2))
    open_on(make_place(desk), date(2026, 5, 1))

    assert recorded_years(as_desk(desk)) == {FiscalYear(2026): Figures(2, 0, 0)}


def test_the_neighbours_consultations_are_never_counted(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        theirs = make_place()
        make_consultation(theirs, people=4)
        open_on(theirs, TODAY_10AM.date())
        make_yearly_figure(theirs.organisation, 2012)
        assert recorded_years(as_desk(theirs.organisation)) == {FiscalYear(2026): Figures(1, 4, 1)}

    with as_system(joetsu.id, at=TODAY_10AM):
        assert desks_with_figures() == []
        assert yearly_table(desk=as_desk(theirs.organisation), at=TODAY_10AM) == []


def test_the_count_does_not_depend_on_who_looks(in_joetsu: Municipality) -> None:
    place = make_place()
    make_consultation(place, people=2)
    open_on(place, TODAY_10AM.date())
    section = make_organisation("子ども家庭課")
    chief = make_user("係長 一")
    make_posting(chief, section.id, SECTION_CHIEF)

    with acting(acting_as(chief, section.id)):
        seen = yearly_table(desk=as_desk(place.organisation), at=TODAY_10AM)

    assert counted(seen) == {"R8": (1, 2, 1)}


def test_counting_leaves_the_readers_own_sight_as_it_was(in_joetsu: Municipality) -> None:
    place = make_place()
    consultation = make_consultation(place)
    section = make_organisation("子ども家庭課")
    chief = make_user("係長 一")

    with acting(acting_as(chief, section.id)):
        recorded_years(as_desk(place.organisation))

        assert list(type(consultation).objects.all()) == []


def test_years_without_figures_stand_between_history_and_records(in_joetsu: Municipality) -> None:
    place = make_place()
    make_yearly_figure(place.organisation, 2023, average="2.1")
    make_consultation(place, tokyo(2025, 5, 1))
    open_on(place, date(2025, 5, 1))

    lines = yearly_table(desk=as_desk(place.organisation), at=TODAY_10AM)

    assert [(line.year.label_short, line.origin, line.is_running) for line in lines] == [
        ("R5", Origin.IMPORTED, False),
        ("R6", Origin.NONE, False),
        ("R7", Origin.RECORDS, False),
        ("R8", Origin.NONE, True),
    ]


def test_a_stated_year_that_the_records_contradict_says_so(in_joetsu: Municipality) -> None:
    place = make_place()
    make_yearly_figure(place.organisation, 2026, average="2.1")
    make_consultation(place, people=3)
    open_on(place, TODAY_10AM.date())

    (line,) = yearly_table(desk=as_desk(place.organisation), at=TODAY_10AM)

    assert line.figures == Figures(241, 508, 645)
    assert [(doubt.kind, doubt.recorded) for doubt in line.doubts] == [
        (DoubtKind.RECORDS_DIFFER, Figures(1, 3, 1))
    ]


def test_a_stated_year_that_the_records_confirm_is_not_doubted(in_joetsu: Municipality) -> None:
    place = make_place()
    make_yearly_figure(place.organisation, 2026, 1, 3, 1, "3.0")
    make_consultation(place, people=3)
    open_on(place, TODAY_10AM.date())

    (line,) = yearly_table(desk=as_desk(place.organisation), at=TODAY_10AM)

    assert line.doubts == ()


def test_days_on_which_nobody_noted_the_opening_are_told(in_joetsu: Municipality) -> None:
    place = make_place()
    open_on(place, date(2026, 5, 1))
    make_consultation(place, tokyo(2026, 5, 1))
    for at in (tokyo(2026, 5, 2, 0, 1), tokyo(2026, 5, 2, 23, 59), tokyo(2026, 5, 3)):
        make_consultation(place, at)

    (line,) = yearly_table(desk=as_desk(place.organisation), at=TODAY_10AM)

    assert [(doubt.kind, doubt.days) for doubt in line.doubts] == [(DoubtKind.DAYS_WITHOUT_RECORD, 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_takes_a_constant_number_of_statements(in_joetsu: Municipality, count: int) -> None:
    place = make_place()
    for number in range(count):
        make_consultation(place, tokyo(2020 + number, 5, 1))
        make_yearly_figure(place.organisation, 2010 + number)

    with CaptureQueriesContext(
        connection,
    ) as statements:
        yearly_table(desk=as_desk(place.organisation), at=TODAY_10AM)

    assert len([one for one in statements if one["sql"].startswith("SELECT") and " FROM " in one["sql"]]) == 5
