"""A year of desk work, planned without a database: so many days, people and questions, exactly.

The figures are those of the seed's 平成29年度. 利用者 are people, 件数 are questions, as
`desk.models.consultation` says that the table counts: most talks are with one person about one thing, some
with two people, many with several questions.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tsunagu.desk.choices import Asker, Method, NextActionKind
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.project.demo.calendar import Window, opening_days
from tsunagu.project.demo.chance import dice, one_of
from tsunagu.project.demo.names import FamilyRegister, InventedFamily
from tsunagu.project.demo.paths import PATHS, QUICK_PATHS, STANDING
from tsunagu.project.demo.stories import Story, stories

JST = ZoneInfo("Asia/Tokyo")
OUTREACH_PLACES = 14
AT_THE_DESK = 0
# One talk in twenty is with two people: 1,115 people in some 1,060 talks.
PAIRS_IN = 20
METHODS = {Method.COMES: 58, Method.PHONE: 27, Method.MAIL: 9, Method.VISIT: 4, Method.ONLINE: 2}
HOURS = {9: 6, 10: 16, 11: 14, 12: 5, 13: 11, 14: 15, 15: 12, 16: 3}
WORKERS = {"tsumugino": 6, "hidamariyama": 2, "komorebizawa": 2}
GOES_OUT = "komorebizawa"
# Of every hundred: who gives no name, who has been here before, who is handed on, who is called back.
ANONYMOUS, RETURNING, HANDED_ON, CALLED_BACK = 32, 45, 66, 18
OUT_OF_HUNDRED_ON_OUTREACH_DAYS = 24
NEXT_KINDS = {NextActionKind.CALL_BACK: 5, NextActionKind.WATCH: 3, NextActionKind.ASK_AROUND: 2}
# April: new places, new neighbours, back to work.
SPRING = {"nursery_choice": 4, "moved_here": 4, "after_school": 3, "sick_child": 3, "where_to_play": 2}
PAIRED = {Asker.MOTHER, Asker.FATHER, Asker.BOTH_PARENTS, Asker.EXPECTING}


@dataclass(frozen=True, slots=True)
class Totals:
    """What the yearly table says: 開設日数, 延べ利用者数, 相談件数."""

    days: int
    people: int
    questions: int

    def at_scale(self, scale: float) -> "Totals":
        """The same year, smaller; nothing is lost below one."""
        return Totals(*(max(1, round(each * scale)) for each in (self.days, self.people, self.questions)))


HEISEI_29 = Totals(days=343, people=1115, questions=1500)


@dataclass(frozen=True, slots=True)
class Talk:
    """One consultation to come."""

    at: datetime
    worker: str
    place: int
    method: Method
    story: Story
    asker: Asker
    minutes: int
    people: int = 1
    questions: int = 1
    family: InventedFamily | None = None
    next_kind: NextActionKind | None = None
    next_in_days: int = 0
    path: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        return self.story.topics[: self.questions]


@dataclass(frozen=True, slots=True)
class Day:
    """One day on which the desk is open; `outreach` is the place that it also goes out to."""

    day: date
    outreach: int = AT_THE_DESK
    talks: tuple[Talk, ...] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """The days of the plan, in order."""

    days: tuple[Day, ...] = field(default_factory=tuple)

    @property
    def talks(self) -> list[Talk]:
        return [talk for day in self.days for talk in day.talks]

    @property
    def totals(self) -> Totals:
        talks = self.talks
        return Totals(
            len(self.days), sum(talk.people for talk in talks), sum(len(talk.topics) for talk in talks)
        )


@dataclass(frozen=True, slots=True)
class YearWish:
    """Which year is wanted."""

    window: Window
    seed: int
    totals: Totals = HEISEI_29
    # A smaller year keeps the newest days, so that what is left still reaches to yesterday.
    scale: float = 1.0
    # Stories that are told so many times as often in this season.
    often: Mapping[str, int] = field(default_factory=dict)
    # Whether hand-overs of the last days are left in every state.
    stands: bool = True
    first_family: int = 0

    @property
    def scaled(self) -> Totals:
        return self.totals.at_scale(self.scale)


def plan_year(wish: YearWish) -> Year:
    """The window's days with talks that add up to exactly the totals wished for.

    Raises:
        NotThatManyDays: the window cannot have so many opening days.
    """
    days = opening_days(wish.window, wish.totals.days)[-wish.scaled.days :]
    outreach = _outreach(days)
    talks = _talks(wish, days, outreach)
    return Year(
        tuple(Day(day, outreach[day], tuple(talk for talk in talks if talk.at.date() == day)) for day in days)
    )


def _outreach(days: list[date]) -> dict[date, int]:
    """Every other weekday the desk also goes to one of the 14 places, in turn."""
    weekdays = [day for day in days if day.weekday() < 5]
    visits = {day: turn % OUTREACH_PLACES + 1 for turn, day in enumerate(weekdays[::2])}
    return {day: visits.get(day, AT_THE_DESK) for day in days}


def _talks(wish: YearWish, days: list[date], outreach: dict[date, int]) -> list[Talk]:
    rng, wanted, told = dice(wish.seed, "talks"), wish.scaled, stories()
    how_many = wanted.people - wanted.people // PAIRS_IN
    often = {key: story.often * wish.often.get(key, 1) for key, story in told.items()}
    moments = sorted(_moment(rng, days) for _ in range(how_many))
    talks = [_talk(rng, at, told[one_of(rng, often)], outreach[at.date()]) for at in moments]
    talks = _with_pairs(dice(wish.seed, "pairs"), talks, wanted.people - how_many)
    talks = _with_questions(dice(wish.seed, "questions"), talks, wanted.questions - how_many)
    talks = _with_families(dice(wish.seed, "families"), talks, wish.first_family)
    return _with_standing(talks, days) if wish.stands else talks


def _moment(rng: random.Random, days: list[date]) -> datetime:
    hour = one_of(rng, HOURS)
    return datetime.combine(rng.choice(days), time(hour, rng.randrange(0, 30 if hour == 16 else 60)), JST)


def _talk(rng: random.Random, at: datetime, story: Story, outreach: int) -> Talk:
    goes_out = outreach != AT_THE_DESK and rng.randrange(100) < OUT_OF_HUNDRED_ON_OUTREACH_DAYS
    return Talk(
        at=at,
        worker=GOES_OUT if goes_out else one_of(rng, WORKERS),
        place=outreach if goes_out else AT_THE_DESK,
        method=Method.OUTREACH if goes_out else one_of(rng, METHODS),
        story=story,
        asker=Asker.MOTHER if story.asker == Asker.BOTH_PARENTS else Asker(story.asker),
        minutes=rng.randrange(story.minutes[0], story.minutes[1] + 1, 5),
    )


def _with_pairs(rng: random.Random, talks: list[Talk], pairs: int) -> list[Talk]:
    """Some talks are with two people, mostly both parents."""
    able = [number for number, talk in enumerate(talks) if talk.asker in PAIRED]
    chosen = set(rng.sample(able, pairs))
    return [
        replace(talk, people=2, asker=Asker.BOTH_PARENTS) if number in chosen else talk
        for number, talk in enumerate(talks)
    ]


def _with_questions(rng: random.Random, talks: list[Talk], more: int) -> list[Talk]:
    """Spread the further questions over talks whose story has any left."""
    room = [number for number, talk in enumerate(talks) for _ in range(talk.story.more_topics)]
    added = rng.sample(room, more)
    counts: dict[int, int] = {}
    for number in added:
        counts[number] = counts.get(number, 0) + 1
    return [replace(talk, questions=1 + counts.get(number, 0)) for number, talk in enumerate(talks)]


def _with_families(rng: random.Random, talks: list[Talk], first_family: int) -> list[Talk]:
    """Who asks: nobody we know, somebody new, or a family that was here with the same trouble before."""
    register = FamilyRegister(rng, first_number=first_family)
    known: dict[str, list[InventedFamily]] = {}
    named = []
    for talk in talks:
        if talk.story.anonymous or rng.randrange(100) < ANONYMOUS:
            named.append(talk)
            continue
        before = known.setdefault(talk.story.key, [])
        if before and rng.randrange(100) < RETURNING:
            named.append(_with_next(rng, replace(talk, family=rng.choice(before))))
            continue
        family = register.family(talk.story, on=talk.at.date())
        before.append(family)
        path = _path(rng, talk.story) if rng.randrange(100) < HANDED_ON else ""
        named.append(_with_next(rng, replace(talk, family=family, path=path)))
    return named


def _path(rng: random.Random, story: Story) -> str:
    """What becomes of the hand-over; empty where the story needs none."""
    if not story.to:
        return ""
    return one_of(rng, QUICK_PATHS if story.urgent else PATHS)


def _with_standing(talks: list[Talk], days: list[date]) -> list[Talk]:
    """Let hand-overs stand in every state today: some of the newest talks get a day and a path to it."""
    talks, today = list(talks), days[-1] + timedelta(days=1)
    able = _able_to_stand(talks)
    for business_days, path in STANDING:
        if not able:
            break
        latest = add_business_days(today, -business_days)
        day = max((each for each in days if each <= latest), default=days[0])
        number = able.pop()
        at = datetime.combine(day, talks[number].at.time(), JST)
        talks[number] = replace(
            talks[number],
            at=at,
            place=AT_THE_DESK,
            method=Method.COMES,
            path=path,
            next_kind=None,
            next_in_days=0,
        )
    return sorted(talks, key=lambda talk: talk.at)


def _able_to_stand(talks: list[Talk]) -> list[int]:
    """Talks whose family is handed on with this talk or never: no family is handed on twice."""
    handed = {talk.family.number: number for number, talk in enumerate(talks) if talk.family and talk.path}
    first: dict[int, int] = {}
    for number, talk in enumerate(talks):
        if talk.family and talk.story.to and not talk.story.urgent and not talk.story.hidden:
            first.setdefault(talk.family.number, handed.get(talk.family.number, number))
    return sorted(first.values())


def _with_next(rng: random.Random, talk: Talk) -> Talk:
    if talk.path or rng.randrange(100) >= CALLED_BACK:
        return talk
    return replace(talk, next_kind=one_of(rng, NEXT_KINDS), next_in_days=rng.randrange(2, 15))
