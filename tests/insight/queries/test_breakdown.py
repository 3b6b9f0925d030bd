"""A year's parts: each counted by hand, all adding up to the table."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation, make_term
from tests.factories.insight import TOKYO, as_desk, make_consultation, make_place, open_on, tokyo
from tests.factories.kernel import make_user
from tsunagu.desk.choices import Method
from tsunagu.directory.choices import Scheme
from tsunagu.insight.choices import Axis
from tsunagu.insight.queries.breakdown import breakdown, years_with_records
from tsunagu.insight.queries.doubts import Figures
from tsunagu.insight.queries.yearly import recorded_years
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

R8 = FiscalYear(2026)


@pytest.mark.parametrize("axis", Axis.values)
def test_the_parts_are_what_one_counts_by_hand(in_joetsu: Municipality, axis: str) -> None:
    random = Random(axis)
    desk, by = make_desk(), make_user()
    places = [make_place(desk), make_place(desk)]
    meetings: Counter[object] = Counter()
    users: Counter[object] = Counter()
    consultations: Counter[object] = Counter()
    for _ in range(30):
        at = datetime(2026, 3, 1, tzinfo=TOKYO) + timedelta(minutes=random.randrange(430 * 1440))
        place, method = random.choice(places), random.choice(list(Method))
        topics = random.sample(["talk", "leave_child", "other"], random.randint(1, 3))
        people = random.randint(1, 3)
        make_consultation(place, at, people=people, topics=topics, method=method, by=by)
        if FiscalYear.of(at.date()) != R8:
            continue
        whole = {Axis.MONTH: at.date().replace(day=1), Axis.PLACE: place.id, Axis.METHOD: method.value}
        for key in topics if axis == Axis.TOPIC else [whole[Axis(axis)]]:
            meetings[key] += 1
            users[key] += people
            consultations[key] += 1 if axis == Axis.TOPIC else len(topics)

    found = breakdown(axis=Axis(axis), year=R8, desk=as_desk(desk))

    assert {part.key: part.meetings for part in found.parts if part.meetings} == dict(meetings)
    assert {part.key: part.consultations for part in found.parts if part.meetings} == dict(consultations)
    if axis != Axis.TOPIC:
        assert {part.key: part.users for part in found.parts if part.meetings} == dict(users)


@pytest.mark.parametrize("axis", Axis.values)
def test_the_parts_add_up_to_the_yearly_table(in_joetsu: Municipality, axis: str) -> None:
    place = make_place()
    make_consultation(place, tokyo(2026, 4, 1, 0, 0), people=2, topics=["talk", "other"])
    make_consultation(place, tokyo(2027, 3, 31, 23, 59), topics=["money"], method=Method.PHONE)
    make_consultation(place, tokyo(2026, 3, 31, 23, 59), topics=["money"])
    make_consultation(place, tokyo(2027, 4, 1, 0, 0), topics=["money"])
    desk = as_desk(place.organisation)

    found = breakdown(axis=Axis(axis), year=R8, desk=desk)

    assert recorded_years(desk)[R8] == Figures(0, found.total.users, found.total.consultations)
    assert sum(part.consultations for part in found.parts) == found.total.consultations == 3
    if axis != Axis.TOPIC:
        assert sum(part.users or 0 for part in found.parts) == found.total.users == 3


def test_all_twelve_months_are_there_april_first_with_their_opening_days(in_joetsu: Municipality) -> None:
    desk = make_desk()
    open_on(make_place(desk), date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30))
    open_on(make_place(desk), date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1))

    found = breakdown(axis=Axis.MONTH, year=R8, desk=as_desk(desk))

    assert [(part.label, part.opening_days) for part in found.parts] == [
        ("4月", 2), *((f"{month}月", 0) for month in range(5, 13)), ("1月", 0), ("2月", 0), ("3月", 1),
    ]  # fmt: skip
    assert found.total.opening_days == 3


def test_a_place_where_nobody_came_is_told_and_a_closed_one_only_with_figures(
    in_joetsu: Municipality,
) -> None:
    desk = make_desk()
    quiet, closed, closed_with_figures = (make_place(desk, name) for name in ("安塚", "大島", "牧"))
    for place in (closed, closed_with_figures):
        place.is_closed = True
        place.save()
    open_on(quiet, date(2026, 5, 1))
    make_consultation(closed_with_figures, tokyo(2026, 5, 1))

    found = breakdown(axis=Axis.PLACE, year=R8, desk=as_desk(desk))

    assert sorted((part.label, part.opening_days, part.meetings) for part in found.parts) == [
        ("安塚", 1, 0),
        ("牧", 0, 1),
    ]


def test_topics_are_named_most_asked_first_and_a_vanished_one_keeps_its_key(in_joetsu: Municipality) -> None:
    make_term(Scheme.NEED, "talk", "相談したい")
    place = make_place()
    for topics in (["other", "talk"], ["talk"], ["gone"], ["other"]):
        make_consultation(place, topics=topics)

    found = breakdown(axis=Axis.TOPIC, year=R8, desk=as_desk(place.organisation))

    assert [(part.label, part.consultations, part.users) for part in found.parts] == [
        ("相談したい", 2, None),
        ("その他", 2, None),
        ("gone", 1, None),
    ]


def test_all_desks_together_and_places_named_with_their_desk(in_joetsu: Municipality) -> None:
    first, second = make_place(make_desk("窓口一"), "本館"), make_place(make_organisation("窓口二"), "本館")
    make_consultation(first)
    make_consultation(second, people=2)

    found = breakdown(axis=Axis.PLACE, year=R8)

    assert [(part.label, part.users) for part in found.parts] == [
        ("本館（窓口一）", 1),
        ("本館（窓口二）", 2),
    ]
    assert (found.total.meetings, found.total.users) == (2, 3)


@pytest.mark.parametrize("axis", Axis.values)
def test_the_neighbours_year_is_empty(joetsu: Municipality, nagaoka: Municipality, axis: str) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        place = make_place()
        make_consultation(place)
        open_on(place, TODAY_10AM.date())
        assert breakdown(axis=Axis(axis), year=R8).total.meetings == 1

    with as_system(joetsu.id, at=TODAY_10AM):
        found = breakdown(axis=Axis(axis), year=R8)

        assert (found.total.meetings, found.total.users, found.total.consultations) == (0, 0, 0)
        assert sum(part.meetings for part in found.parts) == 0


def test_years_run_from_the_first_consultation_to_the_present_newest_first(in_joetsu: Municipality) -> None:
    place = make_place()
    assert years_with_records(desk=None, at=TODAY_10AM) == [R8]

    make_consultation(place, tokyo(2025, 3, 31, 23, 59))

    assert years_with_records(desk=as_desk(place.organisation), at=TODAY_10AM) == [
        R8,
        FiscalYear(2025),
        FiscalYear(2024),
    ]


@pytest.mark.parametrize("axis", Axis.values)
@pytest.mark.parametrize("count", [1, 3])
def test_a_breakdown_takes_a_constant_number_of_statements(
    in_joetsu: Municipality, axis: str, count: int
) -> None:
    desk = make_desk()
    for number in range(count):
        place = make_place(desk)
        make_consultation(
            place, tokyo(2026, 5 + number, 1), topics=[f"t{number}"], method=list(Method)[number]
        )
        open_on(place, date(2026, 5 + number, 1))

    with CaptureQueriesContext(connection) as statements:
        breakdown(axis=Axis(axis), year=R8, desk=as_desk(desk))

    reads = [one for one in statements if one["sql"].startswith("SELECT") and " FROM " in one["sql"]]
    extra = {Axis.MONTH: 2, Axis.PLACE: 3, Axis.METHOD: 0, Axis.TOPIC: 1}
    assert len(reads) == 4 + extra[Axis(axis)]
