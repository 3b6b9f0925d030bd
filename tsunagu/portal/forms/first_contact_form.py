"""First contact, as a family writes it. Only what the desk needs to answer, and nothing twice."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.desk.choices import ReachBy
from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone
from tsunagu.portal.queries.choices import service_to_ask_for

AVOID = (
    ("no_phone", _("電話はしないで")),
    ("no_mail", _("メールはしないで")),
    ("no_letter", _("郵便は送らないで")),
    ("no_visit", _("家に来ないで")),
)
NEEDED_TO_ANSWER = {
    ReachBy.PHONE: ("phone", "no_phone", _("電話でのお返事を選んだので、電話番号を書いてください。")),
    ReachBy.MAIL: ("email", "no_mail", _("メールでのお返事を選んだので、メールアドレスを書いてください。")),
}


class FirstContactForm(forms.Form):
    """The one form of the front door."""

    asked = forms.CharField(
        label=_("どんなことで困っていますか"),
        help_text=_("ひとことでも、まとまっていなくても大丈夫です。例：夜泣きがつづいて眠れない。"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("困っていることを、ひとことでも書いてください。"),
            "max_length": _("4000文字までで書いてください。つづきは、お返事のときに聞かせてください。"),
        },
    )
    reach_by = forms.ChoiceField(
        label=_("お返事の方法"),
        choices=(
            (ReachBy.PHONE, _("電話してほしい")),
            (ReachBy.MAIL, _("メールしてほしい")),
            (ReachBy.RECEIPT, _("連絡しないで。受付番号で自分で見ます")),
        ),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("お返事の方法を一つ選んでください。"),
            "invalid_choice": _("お返事の方法を一つ選んでください。"),
        },
    )
    phone = forms.CharField(
        label=_("電話番号"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        error_messages={"invalid": _("メールアドレスの形になっていません。@の前後を見てください。")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    reach_when = forms.CharField(
        label=_("連絡してよい時間"),
        help_text=_("例：平日の昼間、子どもの昼寝中の1時から3時"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    avoid = forms.MultipleChoiceField(
        label=_("してほしくない連絡"), required=False, choices=AVOID, widget=forms.CheckboxSelectMultiple
    )
    contact_prohibited = forms.CharField(
        label=_("連絡してはいけない時間・方法"),
        help_text=_("例：夫が家にいる夜は電話しないで。留守番電話に残さないで。必ず守ります。"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    name = forms.CharField(
        label=_("呼んでほしい名前"),
        help_text=_("本名でなくてもかまいません。"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    service = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # People do not see it; programs that fill in every field do.
    trap = forms.CharField(required=False, label=_("ここには書かないでください"))

    def clean_service(self) -> UUID | None:
        """A listing that may not be asked for is quietly left out: the question still counts."""
        service = self.cleaned_data["service"]
        return service if service and service_to_ask_for(service) else None

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            return read_phone(typed).display
        except BadPhoneNumber:
            raise forms.ValidationError(_("電話番号の数字を、もう一度見てください。")) from None

    def clean(self) -> dict[str, Any]:
        """The way the answer should come must be open."""
        cleaned = super().clean() or self.cleaned_data
        needed = NEEDED_TO_ANSWER.get(cleaned.get("reach_by", ""))
        if needed is None:
            return cleaned
        field, closed, message = needed
        if field not in self.errors and not cleaned.get(field):
            self.add_error(field, message)
        if closed in cleaned.get("avoid", ()):
            self.add_error("avoid", _("お返事の方法と食いちがっています。どちらかを直してください。"))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What the desk is told, under the desk's names."""
        cleaned = self.cleaned_data
        written = {key: value for key, value in cleaned.items() if key not in {"avoid", "service"}}
        avoided = {key: key in cleaned["avoid"] for key, _label in AVOID}
        return written | avoided | {"service_id": cleaned["service"]}
