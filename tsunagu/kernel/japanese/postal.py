"""Postal codes of Japan: seven digits, shown as 943-0832."""

import re
import unicodedata

from tsunagu.kernel.japanese.misread import Misread


class BadPostalCode(Misread):
    """The text is no postal code; the message is for the person who typed it."""


def read_postal_code(text: str) -> str:
    """Return 「943-0832」 for a code in any width, with or without 〒 and hyphen, or raise BadPostalCode."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("〒").strip()
    digits = re.sub(r"[-‐‑‒–—―−ー─~〜\s]", "", plain)
    if not re.fullmatch(r"[0-9]+", digits):
        raise BadPostalCode("「%(text)s」は郵便番号として読めません（例：943-0832）。", text=text.strip())
    if len(digits) == 6:
        raise BadPostalCode(
            "「%(text)s」は6けたです。先頭の0が消えていないか確かめてください。", text=text.strip()
        )
    if len(digits) != 7:
        raise BadPostalCode(
            "「%(text)s」は%(count)sけたです。郵便番号は7けたです。", text=text.strip(), count=len(digits)
        )
    return f"{digits[:3]}-{digits[3:]}"
