"""The map's own ground: what it shows, to scale."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.portal.presenters.map_drawing import HEIGHT, WIDTH, Drawing, apart, gathered

TOWN = [(37.10, 138.20), (37.20, 138.30), (37.15, 138.25)]
points = st.lists(
    st.tuples(st.floats(20, 46, allow_nan=False), st.floats(122, 154, allow_nan=False)),
    min_size=1,
    max_size=30,
)


@given(points)
def test_every_place_is_in_the_picture(places: list[tuple[float, float]]) -> None:
    drawing = Drawing.around(places)

    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in map(drawing.place, places))


def test_north_is_up_and_east_is_right() -> None:
    drawing = Drawing.around(TOWN)

    (south_x, south_y), (north_x, north_y), _middle = map(drawing.place, TOWN)

    assert north_y < south_y
    assert north_x > south_x


def test_the_bar_is_as_long_as_it_says() -> None:
    drawing = Drawing.around(TOWN)
    bar = drawing.bar()
    km = float(bar.label.removesuffix(" km"))

    # Two places one behind the other on a meridian, as far apart as the bar says.
    (_, north), (_, south) = drawing.place((37.15 + km / 111.32, 138.25)), drawing.place((37.15, 138.25))

    assert south - north == pytest.approx(bar.length, abs=0.2)


def test_one_place_alone_has_a_neighbourhood() -> None:
    drawing = Drawing.around([(37.15, 138.25)])

    assert drawing.place((37.15, 138.25)) == (WIDTH / 2, HEIGHT / 2)
    assert 4 <= len(drawing.net()) <= 14


@pytest.mark.parametrize("count", [2, 7, 40])
def test_numbers_on_one_spot_can_all_be_read(count: int) -> None:
    spread = apart([(200.0, 200.0)] * count)

    closest = min(math.dist(one, other) for one, other in combinations(spread, 2))

    assert closest >= 30
    assert spread[0] == (200.0, 200.0)


def test_numbers_far_apart_stay_where_they_are() -> None:
    assert apart([(100.0, 100.0), (300.0, 300.0)]) == [(100.0, 100.0), (300.0, 300.0)]


def test_many_places_are_few_dots() -> None:
    drawing = Drawing.around(TOWN)
    crowd = [(37.15 + number * 1e-6, 138.25) for number in range(1000)]

    cells = gathered([*crowd, TOWN[0]], drawing)

    assert sorted(map(len, cells)) == [1, 1000]
