"""A place: what it is called, where it is, how to get there, and its point on the map."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.actions.places import LATITUDES, LONGITUDES
from tsunagu.directory.choices import LocationType
from tsunagu.directory.models import District, Location, Organisation
from tsunagu.kernel.japanese.kana import hira_to_kata
from tsunagu.workspace.forms.position_form import PositionForm

_TEXTS = (
    "name", "name_kana", "name_en", "location_type", "postal_code", "state_province", "city", "address_1",
    "address_2", "transportation", "url",
)  # fmt: skip
_POSTAL_CODE = re.compile(r"(\d{3})-?(\d{4})")


def _line(name: str, label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    longest = Location._meta.get_field(name).max_length
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=required)


class PlaceForm(PositionForm):
    """Everything of a place. Its position may stay unknown: then no map shows it."""

    name = _line("name", _("名称"), required=True)
    name_kana = _line("name_kana", _("名称（フリガナ）"), required=True)
    name_en = _line("name_en", _("名称（英語）"))
    location_type = forms.ChoiceField(label=_("形"), choices=LocationType.choices)
    organisation = forms.ModelChoiceField(
        label=_("だれの場所か"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("団体のものではない"),
    )
    district = forms.ModelChoiceField(
        label=_("地区"), queryset=District.objects.none(), required=False, empty_label=_("選んでいない")
    )
    postal_code = _line("postal_code", _("郵便番号"), _("例：943-0000"))
    state_province = _line("state_province", _("都道府県"))
    city = _line("city", _("市町村"))
    address_1 = _line("address_1", _("町名・番地"))
    address_2 = _line("address_2", _("建物・階"))
    transportation = _line("transportation", _("行きかた"), _("例：駅から歩いて5分。駐車場10台"))
    accessibility = forms.CharField(
        label=_("設備・バリアフリー"),
        help_text=_("一行に一つ。例：授乳室"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    url = forms.URLField(label=_("オンラインの場所"), required=False, max_length=300, assume_scheme="https")

    SECTIONS = (
        (_("名前"), ("name", "name_kana", "name_en", "location_type", "organisation")),
        (_("所在地"), ("district", "postal_code", "state_province", "city", "address_1", "address_2")),
        (_("行きかたと設備"), ("transportation", "accessibility", "url")),
    )

    def __init__(self, data: Any = None, *, place: Location | None = None, **kwargs: Any) -> None:
        initial = _initial_of(place) if place else {}
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["latitude"].required = False
        self.fields["organisation"].queryset = Organisation.objects.order_by("name_kana", "id")  # type: ignore[attr-defined]
        self.fields["district"].queryset = District.objects.order_by("position", "id")  # type: ignore[attr-defined]

    def clean_name_kana(self) -> str:
        return hira_to_kata(self.cleaned_data["name_kana"])

    def clean_postal_code(self) -> str:
        typed = unicodedata.normalize("NFKC", self.cleaned_data["postal_code"]).strip().lstrip("〒").strip()
        if not typed:
            return ""
        if found := _POSTAL_CODE.fullmatch(typed.replace("ー", "-").replace("−", "-")):
            return "-".join(found.groups())
        raise forms.ValidationError(_("郵便番号は「943-0000」のように、7けたで書いてください。"))

    def clean_accessibility(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["accessibility"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > 80 for line in found):
            raise forms.ValidationError(_("一行は80字までにしてください。"))
        return found

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("latitude") and not given.get("longitude") and "latitude" in given:
            given["latitude"] = given["longitude"] = None
        else:
            given = super().clean()
            self._check_position(given)
        if given.get("url") and given.get("location_type") != LocationType.VIRTUAL:
            self.add_error("url", _("ウェブの場所は、形が「オンライン」のときだけ書けます。"))
        return given

    def _check_position(self, given: dict[str, Any]) -> None:
        if "latitude" in self.errors:
            return
        (south, north), (west, east) = LATITUDES, LONGITUDES
        if not (south <= given["latitude"] <= north and west <= given["longitude"] <= east):
            self.add_error("latitude", _("日本の外の位置です。緯度は20から46、経度は122から154の間です。"))

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data


def _initial_of(place: Location) -> dict[str, Any]:
    names = (*_TEXTS, "organisation", "district", "latitude", "longitude")
    return {**{name: getattr(place, name) for name in names}, "accessibility": "\n".join(place.accessibility)}
