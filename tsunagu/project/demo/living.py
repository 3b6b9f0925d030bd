"""A planned year, lived day by day: one transaction a day, everything in the order of time."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate

from tsunagu.desk.actions.record_consultation import open_desk_day
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.notify.letters import deliver
from tsunagu.kernel.notify.models import Letter, LetterState
from tsunagu.project.demo.handovers import HandOvers
from tsunagu.project.demo.talks import Talks
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.worries import Worries
from tsunagu.project.demo.year import AT_THE_DESK, JST, Day, Year

Tell = Callable[[str], None]
OPENS_AT = time(9)
CLOSES_AT = time(17, 30)
CARRIED_AFTER = timedelta(minutes=1)


def live(town: Town, year: Year, *, seed: int, tell: Tell) -> None:
    """Play the year's days, then what they left to happen after them."""
    talks, handovers, worries = Talks(town), HandOvers(town, seed), Worries(town)
    planned = {each.day: each for each in year.days}
    morning_after = max(planned) + timedelta(days=1)
    month = None
    for day in _calendar(min(planned), localdate(town.now)):
        if day > morning_after and not handovers.are_under_way and not talks.promised:
            break
        if month != (month := (day.year, day.month)):
            tell(f"{day.year}年{day.month}月")
        closing = min(datetime.combine(day, CLOSES_AT, JST), town.now)
        with acting(town.system(closing)):
            handovers.wind_clock(day)
            talks.keep_promises(day)
            if day in planned:
                _play_day(planned[day], town, talks, handovers)
                worries.play(day)
            handovers.play_until(closing)
            carry_letters(closing)


def carry_letters(at: datetime) -> None:
    """The postman of the past: letters are carried when they were written, not when the demo was made."""
    for letter in Letter.objects.filter(state=LetterState.WAITING).order_by("written_at", "id"):
        deliver(letter=letter, at=min(letter.written_at + CARRIED_AFTER, at))


def _play_day(day: Day, town: Town, talks: Talks, handovers: HandOvers) -> None:
    """The desk opens, also when nobody comes."""
    opens = datetime.combine(day.day, OPENS_AT, JST)
    for place in {AT_THE_DESK, day.outreach}:
        open_desk_day(place=town.places[place], day=day.day, by=None, at=opens)
    for talk in day.talks:
        handovers.play_until(talk.at)
        consultation = talks.play(talk)
        if talk.path and talk.family:
            handovers.begin(talk, consultation, talks.households[talk.family.number])


def _calendar(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
