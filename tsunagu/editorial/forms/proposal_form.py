"""A column or a report from a member, in four fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.editorial.choices import ProposalKind


class ProposalForm(forms.Form):
    kind = forms.ChoiceField(label=_("種類"), choices=ProposalKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("題名"), max_length=120)
    signed = forms.CharField(
        label=_("公開する名前"), max_length=60, help_text=_("団体の名前や、筆名でもかまいません。")
    )
    text = forms.CharField(
        label=_("文章"),
        max_length=6000,
        widget=forms.Textarea,
        help_text=_("家庭や子どもがだれかわかることは書かないでください。窓口が読んでから公開します。"),
    )


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=_("見送る理由（送った人に伝わります）"), max_length=500, widget=forms.Textarea
    )
