"""The receipt code, as it was written down."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _


class ReceiptForm(forms.Form):
    """One code: full-width, lower-case, with or without hyphens."""

    code = forms.CharField(
        label=_("受付番号"),
        help_text=_("大文字と小文字、ハイフンのちがいは気にしなくて大丈夫です。"),
        max_length=40,
        error_messages={"required": _("受付番号を入れてください。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["code"]).strip().upper()
