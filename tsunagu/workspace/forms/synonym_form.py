"""Words that search takes for one another, typed one after another."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

# A space between Latin letters stands inside an expression: 「gửi trẻ」.
_LATIN = "A-Za-zÀ-ɏḀ-ỿ'"
SEPARATORS = re.compile(rf"[、,，　]+|\s*[\r\n]\s*|(?<![{_LATIN}])\s+|\s+(?![{_LATIN}])")
LONGEST_WORD = 60


class WordsField(forms.CharField):
    """Words separated by 「、」, commas, spaces or lines; an expression in Latin letters may have spaces."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: str | None) -> list[str]:  # type: ignore[override]  # a list is what words are
        words = [word.strip() for word in SEPARATORS.split(super().to_python(value) or "") if word.strip()]
        if any(len(word) > LONGEST_WORD for word in words):
            raise forms.ValidationError(_("ひとつの言葉は60文字までにしてください。"))
        return words

    def prepare_value(self, value: object) -> object:
        return "、".join(value) if isinstance(value, list) else value


class SynonymForm(forms.Form):
    """A group: words of the same meaning, or words that lead to others."""

    terms = WordsField(
        label=_("言葉"), help_text=_("「、」か改行で区切ります。例：一時預かり、一時保育、預かってほしい")
    )
    leads_to = WordsField(
        label=_("こちらも探す言葉"),
        required=False,
        help_text=_("書くと、上の言葉からこの言葉への一方通行になります。例：夜泣き → 育児相談"),
    )
