"""「この情報はちがう」: what is wrong, and where an answer may go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.network.choices import ReportKind


class WrongForm(forms.Form):
    """As short as it can be."""

    kind = forms.ChoiceField(
        label=_("何がちがいますか"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("何がちがうかを、一つ選んでください。")},
    )
    text = forms.CharField(
        label=_("くわしく教えてください"),
        help_text=_("名前や住所など、あなたやほかの人のことは書かないでください。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        label=_("返事がほしいときのメールアドレス"),
        help_text=_("返事を送ったあと、消します。"),
        required=False,
        error_messages={"invalid": _("メールアドレスの形になっていません。@の前後を見てください。")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # People do not see it; programs that fill in every field do.
    trap = forms.CharField(required=False, label=_("ここには書かないでください"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == ReportKind.OTHER and not cleaned.get("text", "").strip():
            self.add_error("text", _("何がちがうかを、ひとことでも書いてください。"))
        return cleaned
