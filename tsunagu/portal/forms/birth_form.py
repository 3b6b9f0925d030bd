"""A child's birthday or the day it is expected: asked, answered, and kept nowhere."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.kernel.dates.age import age_on
from tsunagu.kernel.dates.wareki import read_date
from tsunagu.kernel.ui.typed import read_or_refuse

BORN, EXPECTED = "born", "expected"
# Children's services end with the eighteenth year; beyond it a parent's own birthday was typed.
GROWN_UP = 19
_LONGEST_WAIT = timedelta(days=300)
# Children come late: an expected day may lie a little behind us.
_OVERDUE = timedelta(days=21)


class BirthForm(forms.Form):
    """Which of the two, and the day, in 和暦 or 西暦 and in any width."""

    kind = forms.ChoiceField(
        label=gettext_lazy("どちらの日ですか"),
        choices=((BORN, gettext_lazy("生まれた日")), (EXPECTED, gettext_lazy("出産予定日"))),
        initial=BORN,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("生まれた日か、出産予定日かを選んでください。"),
            "invalid_choice": gettext_lazy("生まれた日か、出産予定日かを選んでください。"),
        },
    )
    day = forms.CharField(
        label=gettext_lazy("日にち"),
        help_text=gettext_lazy("例：2026年4月1日、R8.4.1、20260401"),
        max_length=40,
        error_messages={"required": gettext_lazy("日にちを入れてください。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_day(self) -> date:
        return read_or_refuse(read_date, self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, kind = cleaned.get("day"), cleaned.get("kind")
        if day and kind and (problem := self._problem_with(kind, day)):
            self.add_error("day", problem)
        return cleaned

    def _problem_with(self, kind: str, day: date) -> str:
        if kind == EXPECTED:
            if day > self._today + _LONGEST_WAIT:
                return _("出産予定日が先すぎます。日にちをもう一度見てください。")
            if day < self._today - _OVERDUE:
                return _("過ぎた日です。もう生まれていたら「生まれた日」を選んでください。")
        elif day > self._today:
            return _("まだ来ていない日です。これから生まれるときは「出産予定日」を選んでください。")
        elif age_on(day, self._today) >= GROWN_UP:
            return _("18歳までのお子さんの日にちを入れてください。")
        return ""
