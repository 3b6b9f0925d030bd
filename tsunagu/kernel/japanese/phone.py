"""Telephone numbers of Japan: what is shown, and what a phone dials (RFC 3966)."""

import re
import unicodedata
from dataclasses import dataclass

from tsunagu.kernel.japanese.misread import Misread

# Free or special numbers that people are told by heart; # numbers reach the nearest desk of a prefecture.
SHORT_NUMBERS = {
    "110": "警察", "118": "海上保安庁", "119": "消防・救急", "171": "災害用伝言ダイヤル",
    "188": "消費者ホットライン", "189": "児童相談所虐待対応ダイヤル",
    "#7119": "救急安心センター", "#8000": "こども医療電話相談", "#8008": "DV相談ナビ",
    "#8103": "性犯罪被害相談", "#8891": "性犯罪・性暴力被害者支援", "#9110": "警察相談",
}  # fmt: skip
_ELEVEN_DIGITS = ("050", "070", "080", "090", "020", "0800")
_KNOWN_GROUPS = (
    (re.compile(r"0800\d{7}"), (4, 3, 4)),
    (re.compile(r"0[5789]0\d{8}"), (3, 4, 4)),
    (re.compile(r"0(?:120|570)\d{6}"), (4, 3, 3)),
    (re.compile(r"0[36]\d{8}"), (2, 4, 4)),
)
_DASHES = re.compile(r"[-‐‑‒–—―−ー─~〜.・]|の")
_EXTENSION = re.compile(r"[(\s]*(?:内線|EXT\.?|#)\s*:?\s*(\d{1,6})\)?$", re.IGNORECASE)


class BadPhoneNumber(Misread):
    """The text is no telephone number of Japan; the message is for the person who typed it."""


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number to read and to dial. `digits` has no hyphens and is the key for comparing."""

    digits: str
    display: str
    extension: str = ""

    @property
    def tel(self) -> str:
        """The address of a tel: link; # is escaped, an extension is passed on."""
        dialled = self.digits.replace("#", "%23")
        return f"tel:{dialled};ext={self.extension}" if self.extension else f"tel:{dialled}"

    @property
    def is_short(self) -> bool:
        """Whether it is one of the three-digit or # numbers."""
        return self.digits in SHORT_NUMBERS

    @property
    def label(self) -> str:
        """「025-526-5111（内線 123）」."""
        return f"{self.display}（内線 {self.extension}）" if self.extension else self.display


def read_phone(text: str) -> PhoneNumber:
    """Return the number written in any width, with hyphens, brackets, +81 or 内線.

    Hyphens stay where they were typed when that is plausible. A landline typed without them is shown
    without: only a table of all area codes could place them. Raises BadPhoneNumber with the reason.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"^(?:TEL|電話)\s*[:.]?\s*", "", plain, flags=re.IGNORECASE)
    if plain.replace(" ", "") in SHORT_NUMBERS:
        return PhoneNumber(plain.replace(" ", ""), plain.replace(" ", ""))
    extension = _EXTENSION.search(plain)
    if extension:
        plain = plain[: extension.start()]
    groups = _groups(plain)
    digits = "".join(groups)
    _check(digits, text)
    return PhoneNumber(digits, _display(groups, digits), extension[1] if extension else "")


def _groups(plain: str) -> list[str]:
    plain = re.sub(r"^\+81[-\s]?(?:\(0\))?0?", "0", plain)
    return [group for group in re.split(r"[-()\s]+", _DASHES.sub("-", plain)) if group]


def _check(digits: str, text: str) -> None:
    if not re.fullmatch(r"[0-9]+", digits):
        raise BadPhoneNumber(
            "「%(text)s」は電話番号として読めません（例：025-526-5111）。", text=text.strip()
        )
    if not digits.startswith("0"):
        raise BadPhoneNumber("「%(text)s」は市外局番から、0で始まる番号を入れてください。", text=text.strip())
    expected = 11 if digits.startswith(_ELEVEN_DIGITS) else 10
    if len(digits) != expected:
        raise BadPhoneNumber(
            "「%(text)s」は%(count)sけたです。%(expected)sけたの番号を入れてください。",
            text=text.strip(),
            count=len(digits),
            expected=expected,
        )


def _display(groups: list[str], digits: str) -> str:
    if _is_plausible(groups):
        return "-".join(groups)
    for pattern, lengths in _KNOWN_GROUPS:
        if pattern.fullmatch(digits):
            first, second, _ = lengths
            return f"{digits[:first]}-{digits[first : first + second]}-{digits[first + second :]}"
    return digits


def _is_plausible(groups: list[str]) -> bool:
    if len(groups) != 3:
        return False
    area, exchange, line = (len(group) for group in groups)
    return 2 <= area <= 5 and 1 <= exchange <= 4 and 3 <= line <= 4
