"""What the table of old figures refuses, and who sees it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk
from tests.factories.insight import make_yearly_figure
from tsunagu.insight.models import YearlyFigure
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality

pytestmark = pytest.mark.database


def row(**changes: Any) -> dict[str, Any]:
    sane = {"programme": "子育てinfo", "fiscal_year": 2012, "users": 508, "source": "事例集"}
    return {**sane, "entered_at": TODAY_10AM, **changes}


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"fiscal_year": 24}, "yearly_figure_year_sane"),
        ({"fiscal_year": 2101}, "yearly_figure_year_sane"),
        ({"stated_average": "-0.1"}, "yearly_figure_average_at_least_0"),
        ({"users": None}, "yearly_figure_states_something"),
        ({"source": ""}, "yearly_figure_names_its_source"),
        ({"programme": ""}, "yearly_figure_names_its_source"),
    ],
)
def test_the_database_refuses(in_joetsu: Municipality, changes: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        YearlyFigure.objects.create(desk=make_desk(), **row(**changes))


def test_a_year_stands_once_per_programme(in_joetsu: Municipality) -> None:
    desk = make_desk()
    make_yearly_figure(desk, 2012)
    make_yearly_figure(desk, 2012, programme="別の事業")

    with pytest.raises(IntegrityError, match="yearly_figure_once_per_programme"), transaction.atomic():
        make_yearly_figure(desk, 2012)


def test_neither_the_neighbour_nor_the_street_sees_it(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(joetsu.id):
        make_yearly_figure(make_desk(), 2012)
        assert YearlyFigure.objects.count() == 1

    with as_system(nagaoka.id):
        assert YearlyFigure.objects.count() == 0
    with acting(Acting(town=joetsu.id)):
        assert YearlyFigure.objects.count() == 0
