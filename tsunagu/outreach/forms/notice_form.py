"""A notice as colleagues write it, and the moment for it to go out."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.directory.models import District, Event
from tsunagu.kernel.dates.wareki import read_date, wareki
from tsunagu.kernel.ui.typed import read_or_refuse
from tsunagu.kernel.ui.words import month_day_weekday
from tsunagu.outreach.actions.composing import MOST_ITEMS, Told
from tsunagu.outreach.choices import Reach, Subject
from tsunagu.outreach.models import Notice
from tsunagu.outreach.models.notice import MOST_MONTHS
from tsunagu.outreach.queries.segments import Segment

_PAGE = re.compile(r"/(?:services|events)/([0-9a-f-]{36})/")
_HOURS = tuple((hour, f"{hour}:00") for hour in range(7, 21))


class WrittenDay(forms.CharField):
    """A day in 和暦 or 西暦, in any width."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}), **more)

    def prepare_value(self, value: Any) -> Any:
        return wareki(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        written = super().to_python(value)
        return read_or_refuse(read_date, written) if written else None


class NoticeForm(forms.Form):
    """The words twice, whom they are for, what they quote, and until when they hold."""

    title = forms.CharField(label=gettext_lazy("題名"), max_length=80)
    body = forms.CharField(
        label=gettext_lazy("本文"),
        help_text=gettext_lazy("どの家庭のことも書かないでください。届いた人みんなが同じものを読みます。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    title_easy = forms.CharField(label=gettext_lazy("題名（やさしい日本語）"), max_length=80)
    body_easy = forms.CharField(
        label=gettext_lazy("本文（やさしい日本語）"),
        help_text=gettext_lazy("短い文で、漢字には読みがなをつけます。英語の人にも、この文が届きます。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("何について"),
        choices=Subject.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("何についてのお知らせかを、一つは選んでください。")},
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("だれに"), choices=Reach.choices, initial=Reach.EVERYBODY, widget=forms.RadioSelect
    )
    months_from = forms.IntegerField(
        label=gettext_lazy("何か月から"),
        help_text=gettext_lazy(
            "月齢のときは生まれてからの月数、これから生まれる家庭のときは予定月までの月数です。"
        ),
        required=False,
        min_value=0,
        max_value=MOST_MONTHS,
    )
    months_to = forms.IntegerField(
        label=gettext_lazy("何か月まで"), required=False, min_value=0, max_value=MOST_MONTHS
    )
    districts = forms.MultipleChoiceField(
        label=gettext_lazy("地区"),
        help_text=gettext_lazy("選ばないと、町全体に届きます。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("載せる行事"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pages = forms.CharField(
        label=gettext_lazy("載せる場所・サービス"),
        help_text=gettext_lazy(
            "町のページのアドレスを、1行に一つずつ貼ってください。中身は、読まれる日のものが出ます。"
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ends_on = WrittenDay(
        label=gettext_lazy("いつまでのお知らせか"),
        help_text=gettext_lazy("この日を過ぎると、町のページからも消えます。例：令和8年12月20日"),
    )

    def __init__(
        self, *args: Any, districts: Sequence[District], events: Sequence[Event], today: date, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._today = today
        self.fields["districts"].choices = [(str(one.id), one.name) for one in districts]
        self.fields["events"].choices = [
            (str(one.id), f"{month_day_weekday(max(one.first_on, today))}　{one.name}") for one in events
        ]

    @staticmethod
    def told_before(notice: Notice, items: Sequence[UUID], events: Sequence[Event]) -> dict[str, Any]:
        """What the form begins with when a notice is written on."""
        among = {one.id for one in events}
        return {
            **{
                name: getattr(notice, name)
                for name in (
                    "title", "body", "title_easy", "body_easy", "subjects", "reach", "months_from",
                    "months_to", "ends_on",
                )
            },
            "districts": [str(one) for one in notice.districts],
            "events": [str(one) for one in items if one in among],
            "pages": "\n".join(f"/services/{one}/" for one in items if one not in among),
        }  # fmt: skip

    def clean_pages(self) -> list[UUID]:
        lines = [line.strip() for line in self.cleaned_data["pages"].splitlines() if line.strip()]
        found = [_PAGE.search(line) for line in lines]
        for line, match in zip(lines, found, strict=True):
            if match is None:
                raise forms.ValidationError(
                    _("「%(line)s」は、町のサービスや行事のページではありません。") % {"line": line}
                )
        return [UUID(match[1]) for match in found if match]

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day < self._today:
            raise forms.ValidationError(_("今日より前の日です。"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reach") == Reach.EVERYBODY:
            cleaned["months_from"] = cleaned["months_to"] = None
        else:
            self._check_months(cleaned)
        if len([*cleaned.get("events", ()), *cleaned.get("pages", ())]) > MOST_ITEMS:
            self.add_error(
                "pages", _("行事と合わせて、%(most)s件までにしてください。") % {"most": MOST_ITEMS}
            )
        return cleaned

    def _check_months(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("months_from"), cleaned.get("months_to")
        for name, value in (("months_from", first), ("months_to", last)):
            if value is None and name not in self.errors:
                self.add_error(name, _("月数を書いてください。"))
        if first is not None and last is not None and first > last:
            self.add_error("months_to", _("「何か月から」より小さい数です。"))

    def told(self) -> Told:
        """The notice as it shall read from now on; call it on a valid form."""
        cleaned = self.cleaned_data
        return Told(
            title=cleaned["title"],
            body=cleaned["body"],
            title_easy=cleaned["title_easy"],
            body_easy=cleaned["body_easy"],
            ends_on=cleaned["ends_on"],
            items=[*map(UUID, cleaned["events"]), *cleaned["pages"]],
            segment=self.segment(),
        )

    def segment(self) -> Segment:
        cleaned = self.cleaned_data
        return Segment(
            subjects=cleaned["subjects"],
            reach=cleaned["reach"],
            months_from=cleaned["months_from"],
            months_to=cleaned["months_to"],
            districts=[UUID(one) for one in cleaned["districts"]],
        )


class ScheduleForm(forms.Form):
    """When it goes out; left empty, at once. Not in the night: a telephone beside a cot makes a noise."""

    day = WrittenDay(
        label=gettext_lazy("送る日"), help_text=gettext_lazy("書かないと、すぐに送ります。"), required=False
    )
    hour = forms.TypedChoiceField(label=gettext_lazy("送る時刻"), choices=_HOURS, initial=10, coerce=int)

    def send_at(self, *, at: datetime) -> datetime:
        day: date | None = self.cleaned_data["day"]
        return make_aware(datetime.combine(day, time(self.cleaned_data["hour"]))) if day else at

    def is_past(self, *, at: datetime) -> bool:
        return bool(self.cleaned_data["day"]) and self.cleaned_data["day"] < localdate(at)


class RemarkForm(forms.Form):
    """What a colleague wants to be changed."""

    remark = forms.CharField(
        label=gettext_lazy("直してほしいこと"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("何を直すとよいかを、ひとことでも書いてください。")},
    )


class AddressForm(forms.Form):
    """An address that a family told on the telephone."""

    email = forms.EmailField(
        label=gettext_lazy("止めるメールアドレス"),
        help_text=gettext_lazy("聞いたとおりに書いてください。どこにも残りません。"),
        error_messages={
            "required": gettext_lazy("メールアドレスを書いてください。"),
            "invalid": gettext_lazy("メールアドレスの形になっていません。@の前後を見てください。"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
