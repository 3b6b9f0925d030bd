"""How far a demo has come: the first day, April, a whole busy year, or the end of one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.timezone import localdate

from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.municipality.acting import acting
from tsunagu.project.demo.board import talk_on_board
from tsunagu.project.demo.calendar import Window, extra_opening_days, is_open_by_rule, year_before
from tsunagu.project.demo.first_day import FirstDay
from tsunagu.project.demo.founding import found_town, note_built
from tsunagu.project.demo.listings import keep_listings
from tsunagu.project.demo.living import Tell, carry_letters, live
from tsunagu.project.demo.neighbours import meet_neighbours
from tsunagu.project.demo.notices import tell_families
from tsunagu.project.demo.stories import scenes
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.upkeep import keep_up
from tsunagu.project.demo.year import HEISEI_29, SPRING, Totals, Year, YearWish, plan_year

# The town whose document tells a year in figures; the others stay at their first day.
LIVED_IN = "joetsu"
SPRING_DAYS = 28
# Families of the present 年度 are numbered apart from those of the last.
THIS_YEARS = 2000
# People and questions of an average day of the seed's 平成29年度, times what April brings.
SPRING_PEOPLE_A_DAY, SPRING_QUESTIONS_A_DAY = 4.0, 5.5


class Stage(StrEnum):
    OPENING = "opening"
    SPRING = "spring"
    BUSY = "busy"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True)
class Wish:
    """What kind of demo is wanted."""

    stage: Stage
    seed: int
    now: datetime
    scale: float = 1.0

    @property
    def today(self) -> date:
        return localdate(self.now)


def build_town(slug: str, wish: Wish, *, tell: Tell) -> Town:
    """Found the town and let it live as far as the stage goes."""
    town = found_town(slug, now=wish.now)
    years = plans(wish) if slug == LIVED_IN else []
    for year in years:
        days = [day.day for day in year.days]
        tell(
            f"{days[0]:%Y-%m-%d}から{days[-1]:%Y-%m-%d}まで、開設{len(days)}日"
            f"（うち休みの火曜の臨時開設{len(extra_opening_days(days))}日）"
        )
        live(town, year, seed=wish.seed, tell=tell)
    with acting(town.system(wish.now)):
        FirstDay(town, scenes()[slug], seed=wish.seed).play(with_handovers=not years)
        keep_listings(town)
        keep_up(town)
        tell_families(town)
        talk_on_board(town)
        meet_neighbours(town)
        carry_letters(wish.now)
    note_built(town, wish.stage)
    return town


def plans(wish: Wish) -> list[Year]:
    """What was lived before today, oldest first."""
    match wish.stage:
        case Stage.OPENING:
            return []
        case Stage.SPRING:
            return [_spring(wish)]
        case Stage.BUSY:
            return [plan_year(YearWish(year_before(wish.today), wish.seed, scale=wish.scale))]
        case Stage.YEAR_END:
            return _last_year_and_since(wish)


def _spring(wish: Wish) -> Year:
    """Four weeks like those of April, up to yesterday."""
    window = Window(wish.today - timedelta(days=SPRING_DAYS), wish.today - timedelta(days=1))
    days = sum(is_open_by_rule(day) for day in window.days)
    totals = Totals(days, round(days * SPRING_PEOPLE_A_DAY), round(days * SPRING_QUESTIONS_A_DAY))
    return plan_year(YearWish(window, wish.seed, totals, wish.scale, often=SPRING))


def _last_year_and_since(wish: Wish) -> list[Year]:
    """The last 年度, complete, with the seed's figures; then this one at the same pace, up to yesterday."""
    present = FiscalYear.of(wish.today)
    last = Window(present.previous.start, present.previous.end)
    since = Window(present.start, wish.today - timedelta(days=1))
    is_first_of_april = wish.today == present.start
    years = [plan_year(YearWish(last, wish.seed, scale=wish.scale, stands=is_first_of_april))]
    if is_first_of_april:
        return years
    days = sum(is_open_by_rule(day) for day in since.days)
    pace = days / HEISEI_29.days
    totals = Totals(days, round(HEISEI_29.people * pace), round(HEISEI_29.questions * pace))
    return [*years, plan_year(YearWish(since, wish.seed + 1, totals, wish.scale, first_family=THIS_YEARS))]
