"""What the desk and the organisations type besides a listing's words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.choices import Capacity, ListingPart
from tsunagu.network.choices import CallResult
from tsunagu.network.models import ConfirmationItem


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class ClosureForm(forms.Form):
    """Days off that nobody could foresee."""

    first = _day(_("休みの初日"))
    last = _day(_("休みの最終日"), _("1日だけなら空けておきます。"), required=False)
    note = forms.CharField(label=_("わけ"), help_text=_("例：大雪のため"), required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first = cleaned.get("first")
        cleaned["last"] = cleaned.get("last") or first
        if first and cleaned["last"] < first:
            self.add_error("last", _("初日より前の日になっています。"))
        return cleaned


class CapacityForm(forms.Form):
    """Whether another family can be taken on now."""

    status = forms.ChoiceField(label=_("受け入れの状況"), choices=Capacity.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("補足"), help_text=_("支援者だけが見ます。"), required=False, max_length=200
    )


class PartsForm(forms.Form):
    """Which parts of a listing are still true."""

    groups = forms.MultipleChoiceField(
        label=_("正しいと確かめたところ"),
        choices=ListingPart.choices,
        initial=[group.value for group in ListingPart],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("確かめたところを、一つは選んでください。")},
    )


class DeclineForm(forms.Form):
    """Why a change does not go onto the page; its author reads it."""

    reason = forms.CharField(
        label=_("載せない理由"),
        help_text=_("送った人が読みます。"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("理由を書いてください。送った人が読みます。")},
    )


class CallForm(forms.Form):
    """What came of a call."""

    result = forms.ChoiceField(label=_("結果"), choices=CallResult.choices, widget=forms.RadioSelect)
    services = forms.MultipleChoiceField(
        label=_("話に出たサービス"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("「確認できた」「変わった」「やめた」のときに選びます。"),
    )
    spoke_with = forms.CharField(label=_("話した人"), required=False, max_length=60)
    note = forms.CharField(
        label=_("メモ"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = _day(_("次にかける日"), _("空けておくと、町の決まりの日です。"), required=False)

    def __init__(self, data: Any = None, *, items: list[ConfirmationItem], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.services = {str(item.service_id): item.service for item in items}
        self.fields["services"].choices = [(key, one.name) for key, one in self.services.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        spoke = {CallResult.CONFIRMED, CallResult.CHANGED, CallResult.ENDED}
        if cleaned.get("result") in spoke and not cleaned.get("services"):
            self.add_error("services", _("どのサービスのことかを選んでください。"))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        return {
            **cleaned,
            "result": CallResult(cleaned["result"]),
            "services": tuple(self.services[key] for key in cleaned["services"]),
        }


class AnswerReportForm(forms.Form):
    """What the reader who reported is told."""

    answer = forms.CharField(
        label=_("知らせてくれた人への返事"),
        help_text=_("メールの宛先があるときだけ、送られます。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ask_the_owner = forms.BooleanField(label=_("団体にも、正しいかどうかを聞く"), required=False)


class EndForm(forms.Form):
    """An organisation says that a service is no more."""

    note = forms.CharField(
        label=_("窓口へのひとこと"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name_of_author = forms.CharField(label=_("あなたの名前"), required=False, max_length=60)


class RenewalForm(forms.Form):
    """A yearly renewal: for what, and until when."""

    name = forms.CharField(
        label=_("名前"), help_text=_("手紙に書かれます。例：2027年度版ガイドブックの更新"), max_length=60
    )
    deadline = _day(_("締め切り"))

    def __init__(self, data: Any = None, *, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(data, **kwargs)

    def clean_deadline(self) -> date:
        deadline: date = self.cleaned_data["deadline"]
        if deadline <= self.today:
            raise forms.ValidationError(_("締め切りは、明日より後の日にしてください。"))
        return deadline
