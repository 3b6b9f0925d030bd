"""What a moderator says about a post. The writer reads the reason and the note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.community.choices import Reason


def _note(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SeenForm(forms.Form):
    """Which words were read before the press."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)


class AgainstForm(forms.Form):
    """Why it is not shown."""

    reason = forms.ChoiceField(
        label=_("理由"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("理由を一つ選んでください。書いた人が読みます。")},
    )
    note = _note(
        _("書いた人へのひとこと"), _("書いた人が受付番号で読みます。どう直せばよいかを書くと親切です。")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("note", "").strip():
            self.add_error("note", _("「そのほか」のときは、わけを書いてください。"))
        return cleaned


class AppealForm(forms.Form):
    """What came of the second look."""

    outcome = forms.ChoiceField(
        label=_("見直した結果"),
        choices=(("grant", _("異議を認めて、公開する")), ("refuse", _("決定は変わらない"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("どちらかを選んでください。")},
    )
    answer = _note(_("書いた人へのひとこと"), _("書いた人が受付番号で読みます。"))
