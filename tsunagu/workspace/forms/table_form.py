"""A table of open data as it is handed over: the file, and whose it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.actions.open_data.runs import LARGEST_FILE
from tsunagu.directory.models.open_data import Decision
from tsunagu.directory.queries.open_data_columns import READABLE


class TableForm(forms.Form):
    """The source is asked for: without it nobody can say later where a listing came from."""

    file = forms.FileField(
        label=_("CSVファイル"),
        help_text=_("新しい様式でも前の様式でも読めます。UTF-8でもShift_JISでも構いません。"),
        error_messages={"required": _("CSVファイルを選んでください。"), "empty": _("ファイルが空です。")},
    )
    data_set = forms.ChoiceField(label=_("一覧の種類"), required=False)
    source_name = forms.CharField(
        label=_("だれが出した一覧か"),
        max_length=120,
        help_text=_("例：上越市こども課"),
        error_messages={"required": _("だれが出した一覧かを書いてください。")},
    )
    source_on = forms.DateField(
        label=_("いつの一覧か"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    licence = forms.CharField(
        label=_("利用条件"), max_length=60, required=False, help_text=_("例：CC BY 4.0")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["data_set"]
        kinds.choices = [("", _("見出しから決める")), *((one.key, one.name) for one in READABLE.values())]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("ファイルが大きすぎます（%(most)sMBまで）。") % {"most": LARGEST_FILE // 1024 // 1024}
            )
        return file


class DecisionForm(forms.Form):
    """What a person says of a row: `same:<service>`, `new` or `leave`."""

    decision = forms.CharField(max_length=60)

    def clean_decision(self) -> tuple[Decision, str]:
        word, _colon, service_id = self.cleaned_data["decision"].partition(":")
        if word not in Decision.values or not word:
            raise forms.ValidationError(_("どれかを選んでください。"))
        return Decision(word), service_id
