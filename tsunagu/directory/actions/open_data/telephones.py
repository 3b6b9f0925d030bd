"""Numbers as tables give them: several in a cell, with remarks, without area code or first zero."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.open_data.cells import Cells
from tsunagu.directory.choices import PhoneKind
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.japanese.phone import PhoneNumber, read_phone

_NUMBER = re.compile(r"[+(]?\d[\d\-‐‑‒–—―−ー()]{7,16}\d")
_EXTENSION = re.compile(r"[(\s]*(?:内線|EXT\.?)\s*:?\s*([0-9]{1,6})\)?", re.IGNORECASE)
_AROUND = " ()、,/;・:"
_NOTE, _FEWEST = 120, 9


def read_phones(cells: Cells) -> list[dict[str, Any]]:
    """The row's telephone numbers, then its FAX numbers."""
    extension = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", cells.text("extension")))[:10]
    voices = _numbers(cells, "phone", "電話番号", PhoneKind.VOICE)
    if voices and extension and not voices[0]["extension"]:
        voices[0]["extension"] = extension
    return voices + _numbers(cells, "fax", "FAX番号", PhoneKind.FAX)


def _numbers(cells: Cells, name: str, heading: str, kind: PhoneKind) -> list[dict[str, Any]]:
    written = cells.text(name)
    if not written:
        return []
    try:
        found, note = [read_phone(written)], ""
    except Misread:
        found, note = _out_of(written)
    if not found:
        cells.remark(
            gettext_noop("%(heading)sの「%(written)s」は、市外局番からの番号として読めないので空けました。"),
            heading=heading,
            written=written,
        )
        return []
    if [one.display for one in found] != [written]:
        shown = "、".join(one.label for one in found)
        cells.read_as(written, f"{shown} {note}".strip())
    once = {one.display: one for one in found}
    return [
        {
            "number": one.display,
            "extension": one.extension if one.extension.isascii() else "",
            "kind": kind.value,
            "note": note if not place else "",
        }
        for place, one in enumerate(once.values())
    ]


def _out_of(written: str) -> tuple[list[PhoneNumber], str]:
    """The numbers in a longer text, and what else it says; none when any of them cannot be read."""
    plain = unicodedata.normalize("NFKC", written)
    extension = _EXTENSION.search(plain)
    if extension:
        plain = plain[: extension.start()] + plain[extension.end() :]
    found = []
    for match in _NUMBER.finditer(plain):
        number = _one(match[0])
        if number is None:
            return [], ""
        found.append(number)
    if extension and len(found) == 1:
        found = [PhoneNumber(found[0].digits, found[0].display, extension[1])]
    note = " ".join(part.strip(_AROUND) for part in _NUMBER.split(plain) if part.strip(_AROUND))
    return found, note if len(note) <= _NOTE else ""


def _one(written: str) -> PhoneNumber | None:
    digits = re.sub(r"\D", "", written)
    # A spreadsheet takes the first zero of what looks to it like a number.
    likely = (
        [written, f"0{written}"] if digits == written and len(digits) in (_FEWEST, _FEWEST + 1) else [written]
    )
    for each in likely:
        try:
            return read_phone(each.strip("()") if each.count("(") != each.count(")") else each)
        except Misread:
            continue
    return None
