"""The opening-rule editor: a week, nth weekdays, holidays, 年末年始, exceptions, and words for the rest.

Every part is a plain control with a name, so that the page works without a script. What is typed becomes one
opening rule; what the editor does not show (from when until when a rule holds) stays as it is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.kernel.dates.opening_json import WEEKDAY_KEYS, rule_from_json, rule_to_json
from tsunagu.kernel.dates.opening_rule import (
    CLOSED,
    LAST,
    BadOpeningRule,
    DateException,
    HolidayPolicy,
    Hours,
    NthWeekday,
    OpeningRule,
    YearlyRange,
    read_hours,
)
from tsunagu.kernel.dates.opening_words import describe_hours
from tsunagu.network.forms.seen import SeenForm

OPEN, SHUT, UNKNOWN = "open", "closed", "unknown"
DAY_STATES = (
    (OPEN, gettext_lazy("開く")),
    (SHUT, gettext_lazy("休み")),
    (UNKNOWN, gettext_lazy("わからない")),
)
WEEKDAY_NAMES = tuple(gettext_lazy(name) for name in ("月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜"))
WEEKS = (
    ("1", gettext_lazy("第1")),
    ("2", gettext_lazy("第2")),
    ("3", gettext_lazy("第3")),
    ("4", gettext_lazy("第4")),
    ("5", gettext_lazy("第5")),
    (str(LAST), gettext_lazy("最終")),
)
HOLIDAYS = (
    (HolidayPolicy.AS_USUAL, gettext_lazy("いつもどおり（曜日のとおり）")),
    (HolidayPolicy.CLOSED, gettext_lazy("休み")),
    (HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY, gettext_lazy("休み。次の平日も休み")),
    (HolidayPolicy.OPEN, gettext_lazy("祝日も開く")),
    (HolidayPolicy.DAY_OFF_MOVES, gettext_lazy("休みの曜日が祝日なら開いて、次の平日が休み")),
)
EMPTY_NTH, EMPTY_EXCEPTIONS = 1, 2
_AROUND_DASH = re.compile(r"\s*([-~〜–―−ー])\s*")
_SPLIT = re.compile(r"[、,，\s/／]+")


def hours_text(hours: Hours) -> str:
    """「9:00–12:00、13:00–16:00」; empty when closed or unknown."""
    return describe_hours(hours) if hours else ""


@dataclass(frozen=True, slots=True)
class Row:
    """Fields that stand in one line of the editor."""

    title: str
    fields: tuple[forms.BoundField, ...]


class OpeningForm(SeenForm):
    """When a service is open."""

    holidays = forms.ChoiceField(
        label=gettext_lazy("祝日は"),
        choices=HOLIDAYS,
        widget=forms.RadioSelect,
        initial=HolidayPolicy.AS_USUAL,
    )
    holiday_hours = forms.CharField(
        label=gettext_lazy("祝日の時間"),
        help_text=gettext_lazy("祝日に開くときだけ。空けておくと、その曜日の時間です。"),
        required=False,
        max_length=120,
    )
    rests_at_new_year = forms.BooleanField(label=gettext_lazy("年末年始は休み"), required=False)
    new_year_from = forms.CharField(
        label=gettext_lazy("年末年始の休みの初日"), required=False, max_length=10, initial="12/29"
    )
    new_year_to = forms.CharField(
        label=gettext_lazy("年末年始の休みの最終日"), required=False, max_length=10, initial="1/3"
    )
    rule_note = forms.CharField(
        label=gettext_lazy("決まりに書けないこと"),
        help_text=gettext_lazy("例：西館の休館日は休み"),
        required=False,
        max_length=200,
    )
    opening_text = forms.CharField(
        label=gettext_lazy("開いているときの言い方"),
        help_text=gettext_lazy("上の決まりで言いつくせないときに、言葉で。"),
        required=False,
        max_length=200,
    )
    # Which rule the preview showed: a rule that nobody has looked at is shown first.
    looked_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        values: dict[str, Any],
        proposed: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        rule = rule_from_json({**values, **(proposed or {})}.get("opening"))
        self.kept = rule
        nth = len(rule.nth) if rule else 0
        exceptions = len(rule.exceptions) if rule else 0
        if data is not None:
            nth = max(nth, sum(name.startswith("nth_day_") for name in data) - EMPTY_NTH)
            exceptions = max(
                exceptions, sum(name.startswith("except_from_") for name in data) - EMPTY_EXCEPTIONS
            )
        self.nth_count, self.exception_count = min(nth, 8) + EMPTY_NTH, min(exceptions, 40) + EMPTY_EXCEPTIONS
        super().__init__(data, values=values, proposed=proposed, initial=_initial_of(rule), **kwargs)
        self.fields.update(_row_fields(self.nth_count, self.exception_count))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return ("opening", "opening_text")

    def shown(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"opening_text": values.get("opening_text", "")}

    @property
    def week_rows(self) -> Iterator[Row]:
        for key, name in zip(WEEKDAY_KEYS, WEEKDAY_NAMES, strict=True):
            yield Row(str(name), (self[f"day_{key}"], self[f"hours_{key}"]))

    @property
    def nth_rows(self) -> Iterator[Row]:
        for n in range(self.nth_count):
            yield Row(
                _("第何曜日 %(number)s") % {"number": n + 1}, self._row("nth", n, ("weeks", "day", "hours"))
            )

    @property
    def exception_rows(self) -> Iterator[Row]:
        for n in range(self.exception_count):
            names = ("from", "to", "hours", "note", "only")
            yield Row(_("臨時の日 %(number)s") % {"number": n + 1}, self._row("except", n, names))

    @property
    def digest(self) -> str:
        """What was typed, in short: two equal rules have equal digests."""
        return repr((self.cleaned_data.get("opening"), self.cleaned_data.get("opening_text")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                cleaned["opening"] = rule_to_json(self._rule())
            except BadOpeningRule as error:
                self.add_error(None, str(error))
        return cleaned

    def _row(self, kind: str, n: int, names: tuple[str, ...]) -> tuple[forms.BoundField, ...]:
        return tuple(self[f"{kind}_{name}_{n}"] for name in names)

    def _rule(self) -> OpeningRule | None:
        typed, kept = self.cleaned_data, self.kept
        mon, tue, wed, thu, fri, sat, sun = (self._day(key) for key in WEEKDAY_KEYS)
        policy = HolidayPolicy(typed["holidays"])
        rule = OpeningRule(
            weekly=(mon, tue, wed, thu, fri, sat, sun),
            nth=tuple(self._nth()),
            holidays=policy,
            holiday_hours=self._read("holiday_hours") or None,
            year_end=self._new_year(),
            exceptions=tuple(self._exceptions()),
            valid_from=kept.valid_from if kept else None,
            valid_until=kept.valid_until if kept else None,
            note=typed["rule_note"],
        )
        # Nothing at all is known: then there is no rule, which is not a rule that says closed.
        return None if rule == OpeningRule(weekly=(None,) * 7) else rule

    def _day(self, key: str) -> Hours:
        state = self.cleaned_data[f"day_{key}"]
        if state == UNKNOWN:
            return None
        if state == SHUT:
            return CLOSED
        hours = self._read(f"hours_{key}")
        if not hours:
            name = WEEKDAY_NAMES[WEEKDAY_KEYS.index(key)]
            self.add_error(f"hours_{key}", _("%(day)sの時間を書いてください。例：9:00-16:30") % {"day": name})
        return hours

    def _nth(self) -> Iterator[NthWeekday]:
        for n in range(self.nth_count):
            weeks, day = self.cleaned_data[f"nth_weeks_{n}"], self.cleaned_data[f"nth_day_{n}"]
            if weeks and not day:
                self.add_error(f"nth_day_{n}", _("曜日を選んでください。"))
            elif day and not weeks:
                self.add_error(f"nth_weeks_{n}", _("第何週かを選んでください。"))
            elif day:
                hours = self._read(f"nth_hours_{n}")
                yield NthWeekday(WEEKDAY_KEYS.index(day), tuple(int(week) for week in weeks), hours)

    def _exceptions(self) -> Iterator[DateException]:
        for n in range(self.exception_count):
            first, last = self.cleaned_data[f"except_from_{n}"], self.cleaned_data[f"except_to_{n}"]
            if first is None:
                continue
            yield DateException(
                first=first,
                last=last or first,
                hours=self._read(f"except_hours_{n}"),
                note=self.cleaned_data[f"except_note_{n}"],
                open_days_only=self.cleaned_data[f"except_only_{n}"],
            )

    def _new_year(self) -> YearlyRange | None:
        if not self.cleaned_data["rests_at_new_year"]:
            return None
        return YearlyRange(self._month_day("new_year_from"), self._month_day("new_year_to"))

    def _month_day(self, name: str) -> tuple[int, int]:
        numbers = re.findall(r"\d+", self.cleaned_data[name])
        if len(numbers) != 2:
            raise BadOpeningRule(_("年末年始は「12/29」のように書いてください。"))
        return int(numbers[0]), int(numbers[1])

    def _read(self, name: str) -> Hours:
        """Hours typed as 「9:00-12:00、13:00-16:00」; nothing typed means closed."""
        return self._mistyped(name, lambda: read_hours([part for part in self._parts(name) if part]))

    def _parts(self, name: str) -> list[str]:
        text = _AROUND_DASH.sub(r"\1", self.cleaned_data[name].strip())
        return ["0:00-24:00"] if text == "24時間" else [] if text == "休み" else _SPLIT.split(text)

    def _mistyped(self, name: str, read: Callable[[], Hours]) -> Hours:
        try:
            return read()
        except BadOpeningRule as error:
            self.add_error(name, str(error))
            return CLOSED


def _row_fields(nth_count: int, exception_count: int) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for key, name in zip(WEEKDAY_KEYS, WEEKDAY_NAMES, strict=True):
        fields[f"day_{key}"] = forms.ChoiceField(label=name, choices=DAY_STATES)
        fields[f"hours_{key}"] = _hours(_("%(day)sの時間") % {"day": name})
    for n in range(nth_count):
        days = [("", "―"), *zip(WEEKDAY_KEYS, WEEKDAY_NAMES, strict=True)]
        fields[f"nth_weeks_{n}"] = forms.MultipleChoiceField(
            label=_("第何週"), choices=WEEKS, required=False, widget=forms.CheckboxSelectMultiple
        )
        fields[f"nth_day_{n}"] = forms.ChoiceField(label=_("曜日"), choices=days, required=False)
        fields[f"nth_hours_{n}"] = _hours(_("その日の時間（空けておくと休み）"))
    for n in range(exception_count):
        fields[f"except_from_{n}"] = _date(_("初日"))
        fields[f"except_to_{n}"] = _date(_("最終日（1日だけなら空ける）"))
        fields[f"except_hours_{n}"] = _hours(_("その日の時間（空けておくと休み）"))
        fields[f"except_note_{n}"] = forms.CharField(label=_("わけ"), required=False, max_length=60)
        fields[f"except_only_{n}"] = forms.BooleanField(
            label=_("開いている日だけに当てはめる"), required=False
        )
    return fields


def _hours(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=120)


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _initial_of(rule: OpeningRule | None) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    weekly = rule.weekly if rule else (None,) * 7
    for key, hours in zip(WEEKDAY_KEYS, weekly, strict=True):
        initial[f"day_{key}"] = UNKNOWN if hours is None else OPEN if hours else SHUT
        initial[f"hours_{key}"] = hours_text(hours)
    if rule is None:
        return initial
    for n, each in enumerate(rule.nth):
        initial[f"nth_weeks_{n}"] = [str(week) for week in each.nth]
        initial[f"nth_day_{n}"] = WEEKDAY_KEYS[each.weekday]
        initial[f"nth_hours_{n}"] = hours_text(each.hours)
    for n, exception in enumerate(rule.exceptions):
        initial[f"except_from_{n}"] = exception.first
        initial[f"except_to_{n}"] = _other_day(exception.first, exception.last)
        initial[f"except_hours_{n}"] = hours_text(exception.hours)
        initial[f"except_note_{n}"] = exception.note
        initial[f"except_only_{n}"] = exception.open_days_only
    year_end = rule.year_end
    return initial | {
        "holidays": rule.holidays.value,
        "holiday_hours": hours_text(rule.holiday_hours),
        "rests_at_new_year": year_end is not None,
        **(
            {"new_year_from": _slashed(year_end.first), "new_year_to": _slashed(year_end.last)}
            if year_end
            else {}
        ),
        "rule_note": rule.note,
    }


def _other_day(first: date, last: date) -> date | None:
    return last if last != first else None


def _slashed(day: tuple[int, int]) -> str:
    return f"{day[0]}/{day[1]}"
