"""Where a place is, typed, pasted from a map, or set by a pin."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DECIMAL = re.compile(r"-?\d{1,3}\.\d+|-?\d{1,3}")
# 35°41′22.5″N, 北緯35度41分22秒
_DEGREES = re.compile(
    r"(?P<degrees>\d{1,3})(?:°|度)(?P<minutes>\d{1,2})(?:['′]|分)(?:(?P<seconds>\d{1,2}(?:\.\d+)?)(?:[\"″]|''|秒))?"
)
_WORDS = re.compile(r"北緯|東経|緯度|経度|[NE:=\s()]", re.IGNORECASE)
_SIX_DIGITS = Decimal("0.000001")


class PositionForm(forms.Form):
    """Two numbers; both may be pasted into the first field as maps copy them."""

    latitude = forms.CharField(
        label=_("緯度"),
        max_length=80,
        help_text=_("例：35.699500。地図アプリから写した「35.6995, 139.5063」をそのまま貼っても構いません。"),
        error_messages={"required": _("緯度を書いてください。")},
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    longitude = forms.CharField(
        label=_("経度"),
        max_length=40,
        required=False,
        help_text=_("例：139.506300"),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, second = given.get("latitude"), given.get("longitude", "")
        if first is None:
            return given
        both = numbers_in(first) + numbers_in(second)
        if len(both) != 2:
            self.add_error("latitude", _("緯度と経度の、二つの数として読めません。"))
            return given
        given["latitude"], given["longitude"] = both
        if both[0] > both[1]:
            self.add_error("latitude", _("緯度と経度が入れかわっているようです。"))
        return given


def numbers_in(text: str) -> list[Decimal]:
    """The numbers of one or two coordinates, in degrees with six digits; none when anything else is there."""
    plain = unicodedata.normalize("NFKC", text).replace("′", "'").replace("″", '"')
    parts = [part for part in re.split(r"[,、;\t]+|(?<=[\d秒\"'NnEe])\s+(?=[\d北東])", plain) if part.strip()]
    found = []
    for part in parts:
        bare = _WORDS.sub("", part)
        match = _DEGREES.fullmatch(bare)
        if match:
            seconds = Decimal(match["minutes"]) * 60 + Decimal(match["seconds"] or 0)
            found.append((Decimal(match["degrees"]) + seconds / 3600).quantize(_SIX_DIGITS))
        elif _DECIMAL.fullmatch(bare):
            found.append(Decimal(bare).quantize(_SIX_DIGITS))
        else:
            return []
    return found
