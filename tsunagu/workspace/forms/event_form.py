"""An event as its writers type it: days in 和暦, times in full width, a round by its weekdays."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tsunagu.directory.actions.duty_file.clock_times import (
    BadClockTime,
    clock_words,
    read_clock,
    read_span,
)
from tsunagu.directory.choices import Cost
from tsunagu.directory.models import District, Event, Location, Organisation, Service
from tsunagu.kernel.dates.months_text import months_text, read_months
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.dates.recurrence import LAST, BadRecurrence, Recurrence, Round
from tsunagu.kernel.dates.wareki import read_date, wareki
from tsunagu.kernel.japanese.phone import read_phone
from tsunagu.kernel.japanese.words import reading_of
from tsunagu.kernel.ui.typed import read_or_refuse
from tsunagu.kernel.ui.words import refusal_words
from tsunagu.workspace.queries.events import (
    Keepers,
    districts_to_choose,
    locations_to_choose,
    organisations_to_write_for,
    services_to_choose,
)

ONCE = "once"
_REPEATS = (
    (ONCE, _("1回だけ")),
    (Round.WEEKLY.value, _("毎週など、曜日で")),
    (Round.MONTHLY_WEEKDAY.value, _("毎月、第何曜日で")),
    (Round.MONTHLY_DAY.value, _("毎月、日にちで")),
)
_WEEKDAYS = (
    (0, pgettext_lazy("letter of a weekday", "月")),
    (1, pgettext_lazy("letter of a weekday", "火")),
    (2, pgettext_lazy("letter of a weekday", "水")),
    (3, pgettext_lazy("letter of a weekday", "木")),
    (4, pgettext_lazy("letter of a weekday", "金")),
    (5, pgettext_lazy("letter of a weekday", "土")),
    (6, pgettext_lazy("letter of a weekday", "日")),
)
_NTH = (
    (1, pgettext_lazy("weekday of a month", "第1")),
    (2, pgettext_lazy("weekday of a month", "第2")),
    (3, pgettext_lazy("weekday of a month", "第3")),
    (4, pgettext_lazy("weekday of a month", "第4")),
    (5, pgettext_lazy("weekday of a month", "第5")),
    (LAST, pgettext_lazy("weekday of a month", "最後の")),
)
_NOT_FIGURES = re.compile(r"[^0-9]+")
_TRAILING = re.compile(r"[-~〜～―ー]+$")
_PLAIN = (
    "name", "name_kana", "name_en", "summary", "summary_easy", "summary_en", "description", "place_text",
    "age_text", "cost", "cost_text", "how_to_join", "phone", "url",
)  # fmt: skip
# Which control a rule's mistake belongs to.
_ASKED_BY = {
    Round.WEEKLY: "weekdays",
    Round.MONTHLY_WEEKDAY: "nth",
    Round.MONTHLY_DAY: "days",
}


class EventForm(forms.Form):
    """One entry of the calendar."""

    organisation = forms.ModelChoiceField(
        label=_("主催"),
        queryset=Organisation.objects.none(),
        empty_label=_("選んでください"),
        error_messages={"required": _("主催を選んでください。")},
    )
    name = forms.CharField(
        label=_("行事の名前"), max_length=120, error_messages={"required": _("行事の名前を書いてください。")}
    )
    name_kana = forms.CharField(
        label=_("フリガナ"),
        max_length=200,
        required=False,
        help_text=_("書かないと、辞書の読みを入れます。"),
    )
    first_on = forms.CharField(
        label=_("日にち"),
        max_length=40,
        help_text=_("くり返すときは最初の日。例：令和8年12月5日、R8.12.5、2026/12/5"),
        error_messages={"required": _("日にちを書いてください。")},
    )
    times = forms.CharField(
        label=_("時間"),
        max_length=40,
        required=False,
        help_text=_("例：14:00〜16:00、9時半〜11時、10時から。決まっていないときは空けておきます。"),
    )
    repeats = forms.ChoiceField(label=_("くり返し"), choices=_REPEATS, initial=ONCE, widget=forms.RadioSelect)
    interval = forms.TypedChoiceField(
        label=_("いくつごと"),
        choices=[(number, number) for number in range(1, 13)],
        coerce=int,
        required=False,
        empty_value=1,
        help_text=_("2にすると、2週間ごと・2か月ごとになります。"),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("曜日"),
        choices=_WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nth = forms.TypedMultipleChoiceField(
        label=_("第何週の曜日か"),
        choices=_NTH,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.CharField(label=_("毎月の日"), max_length=80, required=False, help_text=_("例：5日、20日"))
    until = forms.CharField(
        label=_("いつまでくり返すか"),
        max_length=40,
        required=False,
        help_text=_("くり返すときは必ず書きます（400日先まで）。年度の終わりなら、令和9年3月31日。"),
    )
    location = forms.ModelChoiceField(
        label=_("場所"),
        queryset=Location.objects.none(),
        required=False,
        empty_label=_("名簿にない・まだ決まっていない"),
    )
    place_text = forms.CharField(
        label=_("場所の言い方"),
        max_length=200,
        required=False,
        help_text=_("部屋や、名簿にない場所。例：2階 和室"),
    )
    district = forms.ModelChoiceField(
        label=_("地区"), queryset=District.objects.none(), required=False, empty_label=_("町全体・場所の地区")
    )
    minimum_age = forms.CharField(
        label=_("何歳から"), max_length=20, required=False, help_text=_("例：0歳、6か月、1歳6か月")
    )
    maximum_age = forms.CharField(
        label=_("何歳まで"), max_length=20, required=False, help_text=_("例：2歳（3歳の誕生日の前の日まで）")
    )
    age_text = forms.CharField(
        label=_("対象の言い方"), max_length=120, required=False, help_text=_("例：初めてのお子さんとご家族")
    )
    cost = forms.ChoiceField(label=_("費用"), choices=Cost.choices, initial=Cost.UNKNOWN)
    cost_text = forms.CharField(
        label=_("費用の言い方"), max_length=160, required=False, help_text=_("例：材料費300円")
    )
    how_to_join = forms.CharField(
        label=_("申し込み"),
        max_length=300,
        required=False,
        help_text=_("例：申し込みは要りません。12月1日から電話で"),
    )
    phone = forms.CharField(label=_("問い合わせの電話"), max_length=40, required=False)
    url = forms.URLField(label=_("ウェブサイト"), max_length=300, required=False, assume_scheme="https")
    summary = forms.CharField(label=_("ひとこと"), max_length=200, required=False)
    summary_easy = forms.CharField(label=_("ひとこと（やさしい日本語）"), max_length=300, required=False)
    summary_en = forms.CharField(label=_("ひとこと（英語）"), max_length=300, required=False)
    name_en = forms.CharField(label=_("行事の名前（英語）"), max_length=160, required=False)
    description = forms.CharField(
        label=_("くわしい内容"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    service = forms.ModelChoiceField(
        label=_("もとになるサービス"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("なし"),
        help_text=_("選ぶと、そのサービスの困りごとや種類でも見つかります。"),
    )

    def __init__(self, *args: Any, keepers: Keepers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_to_write_for(keepers)
        self.fields["service"].queryset = services_to_choose(keepers)
        self.fields["location"].queryset = locations_to_choose()
        self.fields["district"].queryset = districts_to_choose()
        self.recurrence: Recurrence | None = None
        if keepers is not None and len(keepers) == 1:
            [self.fields["organisation"].initial] = keepers

    @classmethod
    def initial_of(cls, event: Event) -> dict[str, Any]:
        """What the form shows of an entry."""
        rule = event.rule
        shown = {name: getattr(event, name) for name in _PLAIN} | {
            "organisation": event.organisation_id,
            "service": event.service_id,
            "location": event.location_id,
            "district": event.district_id,
            "first_on": wareki(event.first_on),
            "times": _times_words(event.starts, event.ends),
            "minimum_age": _age_words(event.minimum_age_months, until=False),
            "maximum_age": _age_words(event.maximum_age_months, until=True),
        }
        if rule is None:
            return shown | {"repeats": ONCE}
        return shown | {
            "repeats": rule.round.value,
            "interval": rule.interval,
            "weekdays": list(rule.weekdays),
            "nth": list(rule.nth),
            "days": "、".join(f"{day}日" for day in rule.days),
            "until": wareki(rule.until),
        }

    def clean_first_on(self) -> date:
        return read_or_refuse(read_date, self.cleaned_data["first_on"])

    def clean_until(self) -> date | None:
        typed = self.cleaned_data["until"]
        return read_or_refuse(read_date, typed) if typed else None

    def clean_times(self) -> tuple[int | None, int | None]:
        typed = self.cleaned_data["times"]
        return read_or_refuse(_read_times, typed) if typed else (None, None)

    def clean_days(self) -> tuple[int, ...]:
        figures = _NOT_FIGURES.split(unicodedata.normalize("NFKC", self.cleaned_data["days"]))
        return tuple(sorted({int(each) for each in figures if each and len(each) < 4}))

    def clean_minimum_age(self) -> int | None:
        typed = self.cleaned_data["minimum_age"]
        return read_or_refuse(read_months, typed) if typed else None

    def clean_maximum_age(self) -> int | None:
        typed = self.cleaned_data["maximum_age"]
        return read_or_refuse(lambda text: read_months(text, until=True), typed) if typed else None

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        return read_or_refuse(read_phone, typed).display if typed else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        youngest, oldest = given.get("minimum_age"), given.get("maximum_age")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("maximum_age", _("「何歳まで」が「何歳から」より小さくなっています。"))
        if given.get("repeats", ONCE) != ONCE:
            self._read_rule(given)
        return given

    def _read_rule(self, given: dict[str, Any]) -> None:
        if given.get("until") is None:
            if "until" not in self.errors:
                self.add_error("until", _("いつまでくり返すかを書いてください。"))
            return
        kind = Round(given["repeats"])
        try:
            self.recurrence = Recurrence(
                round=kind,
                until=given["until"],
                interval=given.get("interval") or 1,
                weekdays=() if kind is Round.MONTHLY_DAY else tuple(given.get("weekdays", ())),
                nth=tuple(given.get("nth", ())) if kind is Round.MONTHLY_WEEKDAY else (),
                days=given.get("days", ()) if kind is Round.MONTHLY_DAY else (),
            )
        except BadRecurrence as reason:
            lacks_weekday = kind is not Round.MONTHLY_DAY and not given.get("weekdays")
            self.add_error("weekdays" if lacks_weekday else _ASKED_BY[kind], refusal_words(reason))

    def told(self) -> dict[str, Any]:
        """What the actions take, the organisation aside."""
        given = self.cleaned_data
        starts, ends = given["times"]
        return {name: given[name] for name in _PLAIN} | {
            "name_kana": given["name_kana"] or reading_of(given["name"]),
            "first_on": given["first_on"],
            "starts": starts,
            "ends": ends,
            "recurrence": self.recurrence,
            "minimum_age_months": given["minimum_age"],
            "maximum_age_months": given["maximum_age"],
            "service": given["service"],
            "location": given["location"],
            "district": given["district"],
        }

    def days_between(self, start: date, end: date) -> list[date]:
        """The days that would come of what was typed."""
        first = self.cleaned_data["first_on"]
        if self.recurrence is None:
            return [first] if start <= first <= end else []
        return list(self.recurrence.dates(first, start, end))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, error_messages={"required": _("理由を書いてください。")}
    )


class DayForm(forms.Form):
    """One day that goes otherwise."""

    on = forms.CharField(
        label=_("どの日"),
        max_length=40,
        help_text=_("例：令和8年12月8日、2026/12/8"),
        error_messages={"required": _("どの日かを書いてください。")},
    )
    to = forms.CharField(
        label=_("変わった先の日"),
        max_length=40,
        required=False,
        help_text=_("空けておくと、その日は中止になります。"),
    )
    reason = forms.CharField(
        label=_("理由"), max_length=200, error_messages={"required": _("理由を書いてください。")}
    )

    def clean_on(self) -> date:
        return read_or_refuse(read_date, self.cleaned_data["on"])

    def clean_to(self) -> date | None:
        typed = self.cleaned_data["to"]
        return read_or_refuse(read_date, typed) if typed else None


def _read_times(text: str) -> tuple[int, int | None]:
    """「14:00〜16:00」, or a beginning alone: 「14時から」.

    Raises:
        BadClockTime: it is neither.
    """
    begun = _TRAILING.sub("", text.strip())
    try:
        starts, ends = read_clock(begun), None
    except BadClockTime:
        starts, ends = read_span(text)
        ends = ends + DAY_MINUTES if ends <= starts else ends
    if starts >= DAY_MINUTES:
        raise BadClockTime("はじまりの時刻は、その日の0:00から23:59までです。")
    return starts, ends


def _times_words(starts: int | None, ends: int | None) -> str:
    if starts is None:
        return ""
    return f"{clock_words(starts)}〜{clock_words(ends)}" if ends is not None else f"{clock_words(starts)}から"


def _age_words(months: int | None, *, until: bool) -> str:
    return "" if months is None else months_text(months, until=until)
