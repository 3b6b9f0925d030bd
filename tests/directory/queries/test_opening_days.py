"""Which of the services that fit are open on which day."""

from datetime import date

from tests.factories.directory import make_district, make_location, make_service, make_term
from tsunagu.directory.choices import Audience, Scheme, ServiceStatus
from tsunagu.directory.queries.events import EventFilter
from tsunagu.directory.queries.opening_days import MOST_SERVICES, open_on, services_with_hours
from tsunagu.kernel.municipality.models import Municipality

PLAY = EventFilter(need="play")


def names(asked: EventFilter = PLAY) -> list[str]:
    return [each.name.name for each in services_with_hours(asked)[0]]


def test_running_services_for_families_with_known_hours_are_shown(in_joetsu: Municipality) -> None:
    make_service(name="ひろば", needs=("play",))
    make_service(name="休みのひろば", needs=("play",), status=ServiceStatus.TEMPORARILY_CLOSED)
    make_service(name="支援者の会", needs=("play",), audience=Audience.SUPPORTERS)
    make_service(name="時間のわからないひろば", needs=("play",), opening=None)
    make_service(name="相談室", needs=("talk",))

    assert names() == ["ひろば"]


def test_kind_age_and_district_narrow_as_for_events(in_joetsu: Municipality) -> None:
    here, there = make_district("安塚区"), make_district("浦川原区")
    hiroba = make_service(name="ひろば", kind=make_term(Scheme.KIND, "hiroba"), maximum_age_months=35)
    make_location("ここ", service=hiroba, district=here)
    make_location("あちら", service=make_service(name="学童", minimum_age_months=72), district=there)
    make_service(name="どこかの会")

    assert names(EventFilter(kind="hiroba")) == ["ひろば"]
    assert set(names(EventFilter(ages=(0, 11)))) == {"ひろば", "どこかの会"}
    assert set(names(EventFilter(district=here.id))) == {"ひろば", "どこかの会"}


def test_a_day_tells_who_is_open_and_when(in_joetsu: Municipality) -> None:
    make_service(name="ひろば", needs=("play",))
    services, has_more = services_with_hours(PLAY)

    found = open_on(services, date(2026, 12, 4), date(2026, 12, 7))

    assert {
        day: [(service.name.name, [each.label for each in hours]) for service, hours in lines]
        for day, lines in found.items()
    } == {
        date(2026, 12, 4): [("ひろば", ["9:00–16:00"])],
        date(2026, 12, 7): [("ひろば", ["9:00–16:00"])],
    }
    assert not has_more


def test_no_more_services_are_shown_than_a_page_can_hold(in_joetsu: Municipality) -> None:
    for number in range(MOST_SERVICES + 1):
        make_service(name=f"ひろば{number}", needs=("play",))

    services, has_more = services_with_hours(PLAY)

    assert (len(services), has_more) == (MOST_SERVICES, True)
