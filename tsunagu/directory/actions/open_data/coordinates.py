"""Where a place is, as tables say it: degrees, degrees and minutes, swapped, in one cell, or nonsense."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.open_data.cells import Cells, figures
from tsunagu.directory.actions.places import LATITUDES, LONGITUDES

Point = tuple[Decimal, Decimal]
_DEGREES = re.compile(
    r"[NE北緯東経]*(\d{1,3})[°度](\d{1,2})['′分](?:(\d{1,2}(?:\.\d+)?)(?:[\"″”秒]|′′|'')?)?[NE]?"
)
_DOTTED = re.compile(r"(\d{2,3})\.(\d{1,2})\.(\d{1,2}(?:\.\d+)?)")
_RUN = re.compile(r"(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)")
_DECIMAL = re.compile(r"[-+]?\d{1,3}(?:\.\d+)?")
_SIXTY = 60
_SECOND = Decimal("0.000001")


def read_point(cells: Cells) -> Point | None:
    """Return latitude and longitude with six digits; None when the row does not tell, or not where."""
    latitude, longitude = cells.text("latitude"), cells.text("longitude")
    if latitude and not longitude:
        latitude, longitude = _out_of_one_cell(cells, latitude)
    if not latitude and not longitude:
        return None
    first, second = _degrees(cells, latitude), _degrees(cells, longitude)
    if first is None or second is None:
        cells.left_out("緯度・経度", f"{latitude} {longitude}".strip())
        return None
    if _is_in_japan(second, first):
        cells.remark(gettext_noop("入れ替わっていた緯度と経度を直しました。"))
        first, second = second, first
    if not _is_in_japan(first, second):
        cells.remark(
            gettext_noop(
                "緯度「%(latitude)s」・経度「%(longitude)s」は日本の中の場所ではないので空けました。"
            ),
            latitude=latitude,
            longitude=longitude,
        )
        return None
    return Decimal(figures(first)), Decimal(figures(second))


def _out_of_one_cell(cells: Cells, written: str) -> tuple[str, str]:
    parts = [part for part in re.split(r"[,、/;\s]+", unicodedata.normalize("NFKC", written)) if part]
    if len(parts) != 2:
        return written, ""
    cells.remark(gettext_noop("一つのセルにあった緯度と経度「%(written)s」を分けました。"), written=written)
    return parts[0], parts[1]


def _degrees(cells: Cells, written: str) -> Decimal | None:
    plain = "".join(unicodedata.normalize("NFKC", written).split())
    if _DECIMAL.fullmatch(plain):
        value = _number(plain)
        if plain != written:
            cells.read_as(written, plain)
        return value
    match = _DEGREES.fullmatch(plain) or _DOTTED.fullmatch(plain) or _RUN.fullmatch(plain)
    if not match or int(match[2]) >= _SIXTY or Decimal(match[3] or 0) >= _SIXTY:
        return None
    value = Decimal(match[1]) + Decimal(match[2]) / _SIXTY + Decimal(match[3] or 0) / _SIXTY / _SIXTY
    cells.read_as(written, figures(value))
    return value.quantize(_SECOND)


def _number(plain: str) -> Decimal | None:
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _is_in_japan(latitude: Decimal, longitude: Decimal) -> bool:
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
