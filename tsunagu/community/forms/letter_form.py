"""What a circle answers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """The family reads it with its receipt code."""

    text = forms.CharField(
        label=_("返事"),
        help_text=_("集まる日と場所、持ち物などを書きます。相手にメールアドレスは見えません。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("返事を書いてください。"),
            "max_length": _("2000文字までで書いてください。"),
        },
    )
