"""Consultations to count, and histories to stand beside them. Act in a town first (`in_joetsu`)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk
from tests.factories.kernel import make_user
from tsunagu.desk.choices import Method
from tsunagu.desk.models import Consultation, ConsultationPlace, ConsultationTopic, DeskDay
from tsunagu.directory.models import Organisation
from tsunagu.insight.models import YearlyFigure
from tsunagu.insight.queries.counting import Desk
from tsunagu.kernel.accounts.models import User

TOKYO = ZoneInfo("Asia/Tokyo")
SEED_FILE = "tsunagu/insight/data/joetsu_consultations.csv"
_numbers = count(1)


def tokyo(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment by the clock on the desk's wall."""
    return datetime(year, month, day, hour, minute, tzinfo=TOKYO)


def as_desk(organisation: Organisation) -> Desk:
    """The organisation as figures know it."""
    return Desk(organisation.id, organisation.name)


def make_place(organisation: Organisation | None = None, name: str = "") -> ConsultationPlace:
    """A place where the desk listens."""
    return ConsultationPlace.objects.create(
        organisation=organisation or make_desk(), name=name or f"こどもセンター{next(_numbers)}"
    )


def make_consultation(
    place: ConsultationPlace,
    at: datetime = TODAY_10AM,
    *,
    people: int = 1,
    topics: Sequence[str] = ("talk",),
    method: Method = Method.COMES,
    by: User | None = None,
) -> Consultation:
    """An anonymous consultation with its topics."""
    consultation = Consultation.objects.create(
        organisation=place.organisation,
        place=place,
        at=at,
        method=method,
        people_count=people,
        recorded_by=by or make_user(),
        recorded_at=at + timedelta(minutes=5),
    )
    for position, topic in enumerate(topics):
        ConsultationTopic.objects.create(consultation=consultation, topic=topic, position=position)
    return consultation


def open_on(place: ConsultationPlace, *days: date) -> None:
    """The place was open on these days."""
    for day in days:
        DeskDay.objects.create(place=place, day=day)


def make_yearly_figure(
    desk: Organisation,
    year: int,
    days: int | None = 241,
    users: int | None = 508,
    consultations: int | None = 645,
    average: str | None = "1.2",
    programme: str = "子育てinfo",
) -> YearlyFigure:
    """A line of an old table; as it stands, that of 平成24年度."""
    return YearlyFigure.objects.create(
        desk=desk,
        programme=programme,
        fiscal_year=year,
        opening_days=days,
        users=users,
        consultations=consultations,
        stated_average=None if average is None else Decimal(average),
        source="事例集",
        entered_at=TODAY_10AM,
    )
