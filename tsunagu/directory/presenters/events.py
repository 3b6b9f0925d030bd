"""An event as families and its keepers read it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tsunagu.directory.choices import Cost
from tsunagu.directory.models import Event
from tsunagu.directory.presenters.language import in_language, is_easy, weekday_label
from tsunagu.directory.presenters.reasons import MOST_ON_A_CHIP, Reason, age_label
from tsunagu.directory.queries.events import Happens, Occurrence
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.dates.recurrence import LAST, Recurrence, Round
from tsunagu.kernel.ui.words import (
    family_day_words,
    joined,
    month_day_weekday,
    speaks_japanese,
    with_remark,
)


@dataclass(frozen=True, slots=True)
class DayLine:
    """What becomes of an event on one day. `sign` is 中止 and the like; empty when it is as usual."""

    day: str
    sign: str = ""
    # Why, and where it went or came from.
    remark: str = ""
    takes_place: bool = True


def name_of_event(event: Event) -> str:
    return in_language(event.name, english=event.name_en)


def summary_of_event(event: Event) -> str:
    return in_language(event.summary, easy=event.summary_easy, english=event.summary_en)


def organisation_of_event(event: Event) -> str:
    return in_language(event.organisation.name, english=event.organisation.name_en)


def time_words(starts: int | None, ends: int | None) -> str:
    """「10:00–11:30」「10:00から」「22:00–翌6:00」; unknown is said so."""
    if starts is None:
        return _("時間は確認中")
    if ends is None:
        return _("%(time)sから") % {"time": clock(starts)}
    return f"{clock(starts)}–{clock(ends)}"


def clock(minute: int) -> str:
    """9:05; past midnight 翌1:00."""
    shown = f"{minute % DAY_MINUTES // 60}:{minute % 60:02}"
    if minute == DAY_MINUTES:
        return "24:00"
    return pgettext("time of day", "翌%(time)s") % {"time": shown} if minute > DAY_MINUTES else shown


def place_of_event(event: Event) -> str:
    """The place by its name, or as the source tells of it; empty when unknown."""
    if event.location is not None:
        name = in_language(event.location.name, english=event.location.name_en)
        return with_remark(name, event.place_text)
    return event.place_text


def district_of_event(event: Event) -> str:
    district = event.district or (event.location.district if event.location else None)
    return in_language(district.name, english=district.name_en) if district else ""


def cost_of_event(event: Event) -> str:
    """In the source's words; empty when unknown."""
    return event.cost_text or {Cost.FREE.value: _("無料"), Cost.PAID.value: _("有料")}.get(event.cost, "")


def ages_of_event(event: Event) -> str:
    """For whom by age; empty when unknown."""
    ages = age_label(event.minimum_age_months, event.maximum_age_months)
    return ages if is_easy() or not speaks_japanese() else event.age_text or ages


def event_reasons(event: Event) -> tuple[Reason, ...]:
    """The chips of a line in the calendar. What nobody has told is marked, for it hides nothing."""
    ages = age_label(event.minimum_age_months, event.maximum_age_months) or event.age_text
    if len(ages) > MOST_ON_A_CHIP:
        ages = f"{ages[: MOST_ON_A_CHIP - 1]}…"
    chips = [
        Reason(ages) if ages else Reason(_("年齢は確認中"), unknown=True),
        {
            Cost.FREE.value: Reason(_("無料"), warm=True),
            Cost.PAID.value: Reason(_("有料")),
        }.get(event.cost, Reason(_("費用は確認中"), unknown=True)),
    ]
    if not place_of_event(event) and not event.district_id:
        chips.append(Reason(_("場所は確認中"), unknown=True))
    return tuple(chips)


def day_line(occurrence: Occurrence) -> DayLine:
    """One day with its sign and the reason."""
    other = month_day_weekday(occurrence.other_day) if occurrence.other_day else ""
    words = month_day_weekday(occurrence.day)
    match occurrence.happens:
        case Happens.OFF:
            return DayLine(words, _("中止"), occurrence.reason, takes_place=False)
        case Happens.MOVED_AWAY:
            sign = _("%(day)sに変わりました") % {"day": other}
            return DayLine(words, sign, occurrence.reason, takes_place=False)
        case Happens.MOVED_HERE:
            return DayLine(words, _("%(day)sから変わりました") % {"day": other}, occurrence.reason)
        case _:
            return DayLine(words)


def when_words(event: Event) -> str:
    """「2026年12月5日」「毎週火曜日（2027年3月30日まで）」."""
    rule = event.rule
    if rule is None:
        return family_day_words(event.first_on)
    until = pgettext("end of a round", "%(day)sまで") % {"day": family_day_words(event.last_on)}
    return with_remark(round_words(rule), until)


def round_words(rule: Recurrence) -> str:
    """「毎週火曜日・木曜日」「毎月第2・第4火曜日」「2か月ごとの5日」, “every month on the 2nd Tuesday”."""
    weekdays = joined([weekday_label(day) for day in rule.weekdays], "・")
    if rule.round is Round.WEEKLY:
        if rule.interval == 1:
            return _("毎週%(days)s") % {"days": weekdays}
        return _("%(count)s週間ごとの%(days)s") % {"count": rule.interval, "days": weekdays}
    if rule.round is Round.MONTHLY_WEEKDAY:
        counts = joined([nth_words(each) for each in rule.nth], "・")
        days = pgettext("weekday of a month", "%(nth)s%(days)s") % {"nth": counts, "days": weekdays}
    else:
        each_day = [pgettext("day of a month", "%(day)s日") % {"day": day} for day in rule.days]
        days = joined(each_day, "・")
    if rule.interval == 1:
        return _("毎月%(days)s") % {"days": days}
    return _("%(count)sか月ごとの%(days)s") % {"count": rule.interval, "days": days}


def nth_words(nth: int) -> str:
    """第2, 最後の."""
    return {
        1: pgettext("weekday of a month", "第1"),
        2: pgettext("weekday of a month", "第2"),
        3: pgettext("weekday of a month", "第3"),
        4: pgettext("weekday of a month", "第4"),
        5: pgettext("weekday of a month", "第5"),
        LAST: pgettext("weekday of a month", "最後の"),
    }[nth]
