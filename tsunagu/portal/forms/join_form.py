"""A family writes to a circle. Only the circle reads it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.portal.forms.board_forms import trap


def _letter(label: object, hint: object) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("ひとことでも書いてください。"),
            "max_length": _("2000文字までで書いてください。"),
        },
    )


class JoinForm(forms.Form):
    """What to ask, and what to be called."""

    text = _letter(_("聞きたいこと"), _("例：2歳の子と参加したいです。見学できますか。"))
    display_name = forms.CharField(
        label=_("呼んでほしい名前"),
        help_text=_("本名でなくてもかまいません。"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    email = forms.EmailField(
        label=_("返事が届いたことを知らせるメールアドレス"),
        help_text=_(
            "サークルには見えません。やりとりが終わったら消します。なくても、受付番号で返事を読めます。"
        ),
        required=False,
        error_messages={"invalid": _("メールアドレスの形になっていません。@の前後を見てください。")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    trap = trap()


class AgainForm(forms.Form):
    """Another line."""

    text = _letter(_("続けて書く"), "")
