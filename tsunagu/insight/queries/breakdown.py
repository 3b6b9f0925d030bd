"""One fiscal year by month, place, method or topic: the parts of which the yearly table is the sum."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count, DateField, Max, Min, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tsunagu.desk.choices import OTHER_TOPIC, Method
from tsunagu.desk.models import Consultation, ConsultationPlace, ConsultationTopic, DeskDay
from tsunagu.desk.queries.topics import names_of_topics
from tsunagu.insight.choices import Axis
from tsunagu.insight.queries.counting import TOKYO, Desk, counting, years_between
from tsunagu.kernel.dates.fiscal_year import FiscalYear


@dataclass(frozen=True, slots=True)
class Part:
    """One month, place, method or topic. None: cannot be counted by this axis."""

    key: Any
    label: str
    # Meetings, whatever the number of people and topics.
    meetings: int = 0
    users: int | None = 0
    consultations: int = 0
    opening_days: int | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A year's parts and their sum."""

    axis: Axis
    year: FiscalYear
    parts: tuple[Part, ...]
    total: Part


def breakdown(*, axis: Axis, year: FiscalYear, desk: Desk | None = None) -> Breakdown:
    """Count a year of one desk, or of all together, with the parts where nothing happened."""
    with counting():
        counts = _counts(_AXES[axis], year, desk)
        parts = _parts(axis, year, desk, counts)
        total = _total(axis, year, desk)
    return Breakdown(axis, year, tuple(parts), total)


# What stands for the axis in a consultation.
_AXES: dict[Axis, Any] = {
    Axis.MONTH: "month",
    Axis.PLACE: "place",
    Axis.METHOD: "method",
    Axis.TOPIC: "topics__topic",
}


@dataclass(frozen=True, slots=True)
class _Counts:
    meetings: dict[Any, int]
    users: dict[Any, int]
    consultations: dict[Any, int]

    def part(self, key: Any, label: str, *, users: bool = True, days: int | None = None) -> Part:
        return Part(
            key,
            label,
            self.meetings.get(key, 0),
            self.users.get(key, 0) if users else None,
            self.consultations.get(key, 0),
            days,
        )

    @property
    def seen(self) -> set[Any]:
        return {*self.meetings, *self.consultations}


def _span(year: FiscalYear) -> tuple[datetime, datetime]:
    """From the first midnight in Japan to that of the next year: a range that an index can follow."""
    return (
        datetime.combine(year.start, time.min, tzinfo=TOKYO),
        datetime.combine(year.next.start, time.min, tzinfo=TOKYO),
    )


def _of_year(year: FiscalYear, desk: Desk | None) -> QuerySet[Consultation]:
    start, end = _span(year)
    found = Consultation.objects.filter(at__gte=start, at__lt=end)
    return found.filter(organisation=desk.id) if desk else found


def _topics_of_year(year: FiscalYear, desk: Desk | None) -> QuerySet[ConsultationTopic]:
    start, end = _span(year)
    found = ConsultationTopic.objects.filter(consultation__at__gte=start, consultation__at__lt=end)
    return found.filter(consultation__organisation=desk.id) if desk else found


def _days_of_year(year: FiscalYear, desk: Desk | None) -> QuerySet[DeskDay]:
    found = DeskDay.objects.filter(day__range=(year.start, year.end))
    return found.filter(place__organisation=desk.id) if desk else found


def _counts(axis: str, year: FiscalYear, desk: Desk | None) -> _Counts:
    meetings = _of_year(year, desk)
    topics = _topics_of_year(year, desk)
    if axis == "month":
        meetings = meetings.annotate(month=TruncMonth("at", tzinfo=TOKYO, output_field=DateField()))
        topics = topics.annotate(month=TruncMonth("consultation__at", tzinfo=TOKYO, output_field=DateField()))
    in_topics = {"month": "month", "topics__topic": "topic"}.get(axis, f"consultation__{axis}")
    by_meeting = list(meetings.values_list(axis).annotate(n=Count("id"), people=Sum("people_count")))
    return _Counts(
        meetings={key: n for key, n, _people in by_meeting},
        users={key: people for key, _n, people in by_meeting},
        consultations=dict(topics.values_list(in_topics).annotate(n=Count("id"))),
    )


def _parts(axis: Axis, year: FiscalYear, desk: Desk | None, counts: _Counts) -> list[Part]:
    if axis is Axis.MONTH:
        return _months(year, desk, counts)
    if axis is Axis.PLACE:
        return _places(year, desk, counts)
    if axis is Axis.METHOD:
        return [counts.part(method.value, str(method.label)) for method in Method]
    return _topics(counts)


def _months(year: FiscalYear, desk: Desk | None, counts: _Counts) -> list[Part]:
    opened = (
        _days_of_year(year, desk)
        .annotate(month=TruncMonth("day"))
        .values_list("month", "place__organisation")
        .annotate(days=Count("day", distinct=True))
    )
    days = dict.fromkeys(year.months, 0)
    for month, _organisation, number in opened:
        days[month] += number
    return [
        counts.part(month, date_format(month, pgettext("format of a month", "n月")), days=days[month])
        for month in year.months
    ]


def _places(year: FiscalYear, desk: Desk | None, counts: _Counts) -> list[Part]:
    """Every place that is open, and every closed one where something was counted."""
    days = dict(_days_of_year(year, desk).values_list("place").annotate(days=Count("day")))
    places = ConsultationPlace.objects.select_related("organisation").order_by(
        "-organisation__is_desk", "organisation__name_kana", "position", "name_kana", "id"
    )
    if desk:
        places = places.filter(organisation=desk.id)
    return [
        counts.part(
            place.id,
            place.name if desk else f"{place.name}（{place.organisation.name}）",
            days=days.get(place.id, 0),
        )
        for place in places
        if not place.is_closed or place.id in counts.seen or place.id in days
    ]


def _topics(counts: _Counts) -> list[Part]:
    """What was asked, most first. People are not counted here: one person brings several topics."""
    names = names_of_topics()
    # A consultation that was saved without a topic has no key; it is no 相談件数 either.
    found = [counts.part(key, names.get(key, key), users=False) for key in counts.seen if key is not None]
    return sorted(found, key=lambda part: (-part.consultations, part.key == OTHER_TOPIC, part.label))


def _total(axis: Axis, year: FiscalYear, desk: Desk | None) -> Part:
    """The year as a whole, counted by itself: the parts must add up to it."""
    meetings = _of_year(year, desk).aggregate(n=Count("id"), people=Sum("people_count"))
    opened = (
        _days_of_year(year, desk)
        .values_list("place__organisation")
        .annotate(days=Count("day", distinct=True))
        .values_list("days", flat=True)
    )
    return Part(
        None,
        _("合計"),
        meetings["n"],
        meetings["people"] or 0,
        _topics_of_year(year, desk).count(),
        sum(opened) if axis in {Axis.MONTH, Axis.PLACE} else None,
    )


def years_with_records(*, desk: Desk | None, at: datetime) -> list[FiscalYear]:
    """The fiscal years to choose from: from the first consultation to the year of `at`, newest first."""
    with counting():
        found = Consultation.objects.filter(organisation=desk.id) if desk else Consultation.objects.all()
        span = found.aggregate(first=Min("at"), last=Max("at"))
    return years_between(span["first"], span["last"], at)
