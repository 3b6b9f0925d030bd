"""Where a facility stands, taken apart into prefecture, town and the rest; and keys to compare by."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.open_data.cells import Cells, RefusedRow
from tsunagu.kernel.japanese.fold import fold
from tsunagu.kernel.japanese.numbers import NotANumber, read_kanji_number

_PREFECTURE = re.compile(r"(?:北海道|東京都|(?:京都|大阪)府|[一-龥ヶヵ]{2,3}県)")
_DASHES = re.compile(r"(?<=\d)[-‐‑‒–—―−ー─－](?=\d)")
_KE = re.compile(r"(?<=[ぁ-ヿ一-鿿々〇\d])[ヶヵケカがけか](?=[一-鿿々])")
_BLOCK = re.compile(r"([〇一二三四五六七八九十百千]+)(?=丁目|番|号)")
_UNITS = re.compile(r"丁目|番地の?|番|号|の(?=\d)")
_CODE_WEIGHTS = (6, 5, 4, 3, 2)
_PREFECTURES = 47


@dataclass(frozen=True, slots=True)
class TownNames:
    """What must be known of the town to tell its addresses from others'."""

    code: str
    name: str
    prefecture: str


def read_address(cells: Cells, town: TownNames) -> dict[str, str]:
    """Return the parts of the address as far as they are said.

    Raises:
        RefusedRow: the facility stands in another town.
    """
    check_code(cells, town)
    place = {
        "postal_code": cells.postal_code(),
        "address_2": cells.plain("building", most=120),
    }
    whole = whole_address(cells)
    if whole:
        street = _street(cells, whole, town)
        if len(street) > 160:
            raise RefusedRow(
                gettext_noop("「%(start)s…」は長すぎます（%(most)s文字まで）。"), start=street[:20], most=160
            )
        place |= {"state_province": town.prefecture, "city": town.name, "address_1": street}
    return {name: value for name, value in place.items() if value}


@lru_cache(maxsize=1024)
def address_key(street: str) -> str:
    """What stays of an address when it is compared: 「本城町８番１号」 and 「本城町8-1」 are one."""
    plain = _KE.sub("け", unicodedata.normalize("NFKC", street))
    plain = _UNITS.sub("-", _BLOCK.sub(_figures, plain))
    return re.sub(r"ー+", "ー", fold(plain)).replace(" ", "").strip("ー")


@lru_cache(maxsize=1024)
def name_key(name: str) -> str:
    """What stays of a facility's name when it is compared."""
    return fold(_KE.sub("け", unicodedata.normalize("NFKC", name))).replace(" ", "")


def read_code(written: str, known: str) -> str:
    """Return a municipality's code with six digits; empty when it is none, or could be two.

    A spreadsheet takes the first zero (`92011`), and many leave the check digit away (`15222`): both have
    five digits, and the check digit tells which of the two it is.
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if not re.fullmatch(r"[0-9]{4,6}", plain):
        return ""
    likely = (
        {plain}
        if len(plain) == 6
        else {f"0{plain}", _checked(plain)}
        if len(plain) == 5
        else {_checked(f"0{plain}")}
    )
    sound = [code for code in likely if _checked(code[:5]) == code and 1 <= int(code[:2]) <= _PREFECTURES]
    return known if known in sound else sound[0] if len(sound) == 1 else ""


def _checked(five: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(five, _CODE_WEIGHTS, strict=True))
    check = 11 - total if total < 11 else 11 - total % 11
    return f"{five}{check % 10}"


def check_code(cells: Cells, town: TownNames) -> None:
    """Refuse a row of another town.

    Raises:
        RefusedRow: the row's code is another town's.
    """
    for name, heading in (
        ("address_code", "所在地_全国地方公共団体コード"),
        ("code", "全国地方公共団体コード"),
    ):
        written = cells.text(name)
        if not written:
            continue
        code = read_code(written, town.code)
        # A prefecture's own code says who keeps the list, not where the facility stands.
        is_prefecture = code[2:5] == "000" and code[:2] == town.code[:2]
        if not code:
            cells.left_out(heading, written)
        elif code != town.code and not is_prefecture:
            raise RefusedRow(gettext_noop("ほかの市区町村（%(code)s）の行です。"), code=code)
        elif code != written:
            cells.read_as(written, code)


def whole_address(cells: Cells) -> str:
    """The address in one piece: as given, or put together from its parts."""
    whole = cells.plain("address", most=300)
    if whole:
        return _DASHES.sub("-", whole)
    parts = [cells.plain(name, most=200) for name in ("prefecture", "city", "town", "street")]
    return _DASHES.sub("-", "".join(parts))


def _street(cells: Cells, whole: str, town: TownNames) -> str:
    """The address without prefecture and town.

    Raises:
        RefusedRow: it names another prefecture or town.
    """
    match = _PREFECTURE.match(whole)
    rest = whole[match.end() :].strip() if match else whole
    if match and match[0] != town.prefecture:
        raise RefusedRow(
            gettext_noop("住所が%(prefecture)sの外です（%(written)s）。"),
            prefecture=town.prefecture,
            written=whole,
        )
    county = re.match(r"[一-鿿ヶ]{1,6}郡(?=.{1,6}[町村])", rest)
    after_county = rest[county.end() :] if county else rest
    if after_county.startswith(town.name):
        return after_county[len(town.name) :].strip()
    if match or county:
        raise RefusedRow(
            gettext_noop("住所が%(town)sの外です（%(written)s）。"), town=town.name, written=whole
        )
    cells.remark(gettext_noop("市区町村名のない住所を、%(town)sの住所と読みました。"), town=town.name)
    return rest


def _figures(run: re.Match[str]) -> str:
    try:
        return str(read_kanji_number(run[1]))
    except NotANumber:
        return run[1]
