"""What was done about a search that came to nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.choices import GapChoice
from tsunagu.directory.models.gaps import LONGEST_FILTERS, LONGEST_QUESTION


class GapForm(forms.Form):
    """One row, settled."""

    question = forms.CharField(max_length=LONGEST_QUESTION, required=False, widget=forms.HiddenInput)
    filters = forms.CharField(max_length=LONGEST_FILTERS, required=False, widget=forms.HiddenInput)
    need = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    choice = forms.ChoiceField(label=_("したこと"), choices=GapChoice.choices)
    note = forms.CharField(label=_("メモ"), max_length=200, required=False)
