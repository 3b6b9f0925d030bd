"""Hand-overs of a year, whoever looks."""

from datetime import timedelta

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.kernel import acting_as, make_user
from tests.factories.referrals import accept, ask, decline, make_cast, make_referral, make_task
from tsunagu.insight.queries.handovers import HandoverFigures, handover_figures, years_with_needs
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.municipality.acting import acting, as_system
from tsunagu.kernel.municipality.models import Municipality

R8 = FiscalYear(2026)
LAST_MARCH = TODAY_10AM.replace(month=3, day=31)


def test_hops_days_and_declines_are_those_that_happened(in_joetsu: Municipality) -> None:
    cast = make_cast()
    referral = make_referral(cast)
    decline(cast, ask(cast, referral), reason="full")
    ask(cast, referral, to=cast.other_member)
    accept(cast, make_task(cast), at=TODAY_10AM + timedelta(days=3))

    found = handover_figures(year=R8)

    assert (found.needs, found.hops, found.days, found.declines) == (2, {1: 1, 2: 1}, [3], {"full": 1})
    assert (found.endings, found.without_outcome) == ({}, None)
    assert dict(found.unmet) == {"少しの間だけ預ける": 1}


def test_a_need_of_last_march_belongs_to_last_year(in_joetsu: Municipality) -> None:
    cast = make_cast()
    make_referral(cast, at=LAST_MARCH.replace(hour=23, minute=59))
    make_referral(cast, at=TODAY_10AM.replace(month=4, day=1, hour=0, minute=0))

    assert [handover_figures(year=year).needs for year in (R8.previous, R8)] == [1, 1]
    assert years_with_needs(at=TODAY_10AM) == [R8, R8.previous]


def test_the_chief_counts_what_the_town_counts(in_joetsu: Municipality) -> None:
    make_task(make_cast())
    section = make_organisation("子ども家庭課")
    whole = handover_figures(year=R8)

    with acting(acting_as(make_user("係長 二"), section.id)):
        assert handover_figures(year=R8) == whole
    assert whole.needs == 1


def test_the_neighbours_hand_overs_are_not_counted(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        make_task(make_cast())
        assert handover_figures(year=R8).needs == 1

    with as_system(joetsu.id, at=TODAY_10AM):
        assert handover_figures(year=R8) == HandoverFigures(R8, 0, {}, [], {}, {}, None, 0, 0, {})
        assert years_with_needs(at=TODAY_10AM) == [R8]
