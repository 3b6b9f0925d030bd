"""Who is on duty: around a day, in a month, and one entry."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Max, Min
from django.utils.timezone import localdate

from tsunagu.directory.models import DutyRota
from tsunagu.kernel.dates.opening import JST

WEEK = timedelta(days=7)
# How far ahead the next duty is looked for when nobody is on duty within the week.
AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class DutyTime:
    """An entry of the rota with its beginning and end as moments."""

    entry: DutyRota
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, entry: DutyRota) -> "DutyTime":
        midnight = datetime.combine(entry.day, time(0), JST)
        return cls(
            entry,
            midnight + timedelta(minutes=entry.from_minute),
            midnight + timedelta(minutes=entry.until_minute),
        )

    def is_now(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


def duties_around(at: datetime) -> list[DutyTime]:
    """What is not over yet, yesterday's nights included, for the coming weeks; one statement."""
    today = localdate(at)
    rows = DutyRota.objects.filter(day__range=(today - timedelta(days=1), today + AHEAD))
    in_order = rows.order_by("day", "from_minute", "name", "id")
    return [one for one in map(DutyTime.of, in_order) if one.ends_at > at]


def duties_of_month(first: date) -> list[DutyRota]:
    """The rota of a month, in order; one statement."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    rows = DutyRota.objects.filter(day__gte=first, day__lt=after).select_related("organisation")
    return list(rows.order_by("day", "from_minute", "name", "id"))


def months_with_duties() -> tuple[date, date] | None:
    """The first and the last day that the rota names; nothing while it is empty."""
    ends = DutyRota.objects.aggregate(first=Min("day"), last=Max("day"))
    return (ends["first"], ends["last"]) if ends["first"] else None


def duty_entry(entry_id: UUID) -> DutyRota | None:
    """One entry of the rota."""
    return DutyRota.objects.filter(id=entry_id).first()
