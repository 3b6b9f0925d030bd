"""A number: whose it is, who answers and when."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.actions.phones import Owner
from tsunagu.directory.choices import Audience, PhoneKind
from tsunagu.directory.models import Location, Organisation, Phone, Service
from tsunagu.kernel.japanese.phone import read_phone
from tsunagu.kernel.ui.typed import read_or_refuse

_OWNERS = ("organisation", "service", "location")


class PhoneForm(forms.Form):
    """One number of one thing."""

    number = forms.CharField(
        label=_("電話番号"),
        max_length=40,
        help_text=_("例：025-526-5111。押すとすぐかかるように、数字だけを書きます。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    extension = forms.CharField(label=_("内線"), required=False, max_length=10)
    kind = forms.ChoiceField(label=_("種類"), choices=PhoneKind.choices)
    organisation = forms.ModelChoiceField(
        label=_("団体の番号なら"),
        help_text=_("団体・サービス・場所の、どれか一つを選びます。"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("団体の番号ではない"),
    )
    service = forms.ModelChoiceField(
        label=_("サービスの番号なら"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("サービスの番号ではない"),
    )
    location = forms.ModelChoiceField(
        label=_("場所の番号なら"),
        queryset=Location.objects.none(),
        required=False,
        empty_label=_("場所の番号ではない"),
    )
    hours_text = forms.CharField(
        label=_("受付時間"), help_text=_("例：平日 9時から17時"), required=False, max_length=120
    )
    note = forms.CharField(label=_("補足"), help_text=_("例：夜間"), required=False, max_length=120)
    audience = forms.ChoiceField(
        label=_("だれに見せるか"), choices=Audience.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, phone: Phone | None = None, **kwargs: Any) -> None:
        names = ("number", "extension", "kind", "hours_text", "note", "audience", *_OWNERS)
        initial = {name: getattr(phone, name) for name in names} if phone else {}
        initial = {"audience": Audience.RESIDENTS, **initial, **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        for name, model in zip(_OWNERS, (Organisation, Service, Location), strict=True):
            self.fields[name].queryset = model.objects.order_by("name_kana", "id")  # type: ignore[attr-defined]

    def clean_extension(self) -> str:
        typed = unicodedata.normalize("NFKC", self.cleaned_data["extension"]).strip()
        if typed and not typed.isdecimal():
            raise forms.ValidationError(_("内線は数字で書いてください。"))
        return typed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "number" in given:
            self._read_number(given)
        owners = [given[name] for name in _OWNERS if given.get(name)]
        if len(owners) != 1:
            self.add_error("organisation", _("団体・サービス・場所の、どれか一つだけを選んでください。"))
        return given

    def _read_number(self, given: dict[str, Any]) -> None:
        """「内線」 may be typed behind the number."""
        try:
            read = read_or_refuse(read_phone, given["number"])
        except forms.ValidationError as refusal:
            self.add_error("number", refusal)
            return
        given["number"] = read.display
        given["extension"] = given.get("extension") or read.extension

    @property
    def owner(self) -> Owner:
        return next(self.cleaned_data[name] for name in _OWNERS if self.cleaned_data[name])

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes beside the owner."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _OWNERS}
