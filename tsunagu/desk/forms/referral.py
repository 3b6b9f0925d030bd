"""What people fill in for each step of a hand-over."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tsunagu.desk.models import referral_choices as c
from tsunagu.desk.queries.referrals import organisations_to_ask
from tsunagu.directory.models import Organisation
from tsunagu.kernel.municipality.acting import moment


def _chosen(reasons: tuple[c.StatusReason, ...]) -> list[tuple[str, str]]:
    return [(reason.value, reason.label) for reason in reasons]


def _later_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"})
    )


def _text(label: Any, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=400,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StepForm(forms.Form):
    """A step that asks nothing. `by_link`: somebody without an account, who therefore gives a name."""

    def __init__(self, *args: Any, by_link: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_link = by_link

    def _day_from_today(self, name: str) -> date | None:
        day = self.cleaned_data[name]
        today = timezone.localdate(moment())
        if day is not None and day < today:
            raise forms.ValidationError(_("今日より前の日は選べません。"))
        if day is not None and day > today + timedelta(days=366):
            raise forms.ValidationError(_("1年より先の日は選べません。"))
        return day

    def clean_next_on(self) -> date | None:
        return self._day_from_today("next_on")

    def clean_review_on(self) -> date | None:
        return self._day_from_today("review_on")

    def clean_contact_on(self) -> date | None:
        return self._day_from_today("contact_on")


class NamedStepForm(StepForm):
    """A step by which somebody answers for the organisation."""

    name = forms.CharField(label=_("あなたの名前"), max_length=60, help_text=_("依頼元と家族に伝わります。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.by_link:
            del self.fields["name"]


class AcceptForm(NamedStepForm):
    contact_on = _later_day(_("家庭に連絡する日"), help_text=_("この日までに最初の連絡をします。"))


class DeclineForm(NamedStepForm):
    declined_by = forms.ChoiceField(
        label=_("だれの意向ですか"), choices=c.DeclinedBy.choices, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label=_("理由"), choices=_chosen(c.DECLINE_REASONS), widget=forms.RadioSelect)
    text = _text(_("理由の補足"), help_text=_("家族の名前や事情は書かないでください。"))
    suggested = forms.ModelChoiceField(
        label=_("代わりに頼めそうな所"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("（選ばない）"),
    )
    suggested_text = forms.CharField(label=_("名簿にない所なら、その名前"), max_length=200, required=False)
    none_known = forms.BooleanField(label=_("代わりの所は思いあたらない"), required=False)

    def __init__(self, *args: Any, besides: tuple[Any, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suggested"].queryset = organisations_to_ask(besides=besides)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        named = bool(values.get("suggested") or values.get("suggested_text"))
        if named and values.get("none_known"):
            self.add_error("none_known", _("代わりの所を書いたときは、ここを外してください。"))
        if values.get("declined_by") == c.DeclinedBy.PROVIDER and not named and not values.get("none_known"):
            self.add_error("suggested", _("代わりに頼めそうな所か、「思いあたらない」を選んでください。"))
        is_familys = values.get("declined_by") == c.DeclinedBy.FAMILY
        if (
            (values.get("reason") == c.StatusReason.FAMILY_DECLINED)
            and values.get("declined_by")
            and not is_familys
        ):
            self.add_error("declined_by", _("「家族が望まない」のときは「家族の希望で」を選んでください。"))
        return values


class NextDayForm(StepForm):
    next_on = _later_day(_("次に動く日"))


class HoldForm(StepForm):
    reason = forms.ChoiceField(
        label=_("何を待っていますか"), choices=_chosen(c.HOLD_REASONS), widget=forms.RadioSelect
    )
    review_on = _later_day(_("見直す日"))
    text = _text(_("補足"))


class ScheduleForm(StepForm):
    meets_at = forms.DateTimeField(
        label=_("約束の日時"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def clean_meets_at(self) -> datetime:
        meets_at: datetime = self.cleaned_data["meets_at"]
        if meets_at <= moment():
            raise forms.ValidationError(_("これからの日時を選んでください。"))
        return meets_at


_RETOLD = forms.TypedChoiceField(
    label=_("家族に事情を聞き直しましたか"),
    choices=[("no", _("いいえ。届いた内容で足りた")), ("yes", _("はい。もう一度話してもらった"))],
    coerce=lambda value: value == "yes",
    widget=forms.RadioSelect,
    help_text=_("同じ話を何度もさせないための記録です。"),
)


class CompleteForm(StepForm):
    outcome = forms.ChoiceField(label=_("結果"), choices=c.Outcome.choices, widget=forms.RadioSelect)
    text = _text(_("結果の補足"))
    story_retold = _RETOLD


class FailForm(StepForm):
    reason = forms.ChoiceField(label=_("理由"), choices=_chosen(c.FAIL_REASONS), widget=forms.RadioSelect)
    declined_by = forms.ChoiceField(
        label=_("だれの意向ですか"),
        choices=[("", _("どちらでもない")), *c.DeclinedBy.choices],
        required=False,
    )
    text = _text(_("補足"))
    none_known = forms.BooleanField(label=_("代わりの所は思いあたらない"), required=False)
    story_retold = _RETOLD


class CancelForm(StepForm):
    reason = forms.ChoiceField(label=_("理由"), choices=_chosen(c.CANCEL_REASONS), widget=forms.RadioSelect)
    text = _text(_("補足"))


class MistakeForm(StepForm):
    text = _text(_("何が間違いでしたか"))


class CloseForm(forms.Form):
    """The desk ends a need without an outcome."""

    closing = forms.ChoiceField(
        label=_("終わり方"),
        choices=[choice for choice in c.Closing.choices if choice[0] != c.Closing.COMPLETED],
        widget=forms.RadioSelect,
    )
    text = _text(_("補足"))


class DeskPersonForm(forms.Form):
    """Who at the desk is in charge."""

    person = forms.ModelChoiceField(label=_("窓口の担当"), queryset=None, empty_label=_("選んでください"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("確認番号"),
        max_length=6,
        min_length=6,
        help_text=_("いま送ったメールに書かれた6けたの数字"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
