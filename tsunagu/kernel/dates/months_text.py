"""Ages as people write them in a form: 「6か月」「1歳6か月」「３才」「2歳半」, in months of life."""

import re
import unicodedata

from tsunagu.kernel.japanese.misread import Misread

_AGE = re.compile(r"(?:(?P<years>\d{1,2})[歳才](?P<half>半)?)?(?:(?P<months>\d{1,3})(?:[かカヵヶケ]月))?")


class BadAge(Misread):
    """The text is no age; the message is for the person who typed it."""


def read_months(text: str, *, until: bool = False) -> int:
    """The month of life; with `until` the last one: 2歳 goes on to the day before the third birthday.

    Raises:
        BadAge: it is no age.
    """
    plain = re.sub(r"\s|から|まで", "", unicodedata.normalize("NFKC", text)).replace("ヵ", "か")
    match = _AGE.fullmatch(plain)
    if not plain or match is None:
        raise BadAge("「%(text)s」は年齢として読めません（例：0歳、6か月、1歳6か月）。", text=text.strip())
    years, months = int(match["years"] or 0), int(match["months"] or 0)
    total = years * 12 + months + (6 if match["half"] else 0)
    return total + 11 if until and not match["months"] and not match["half"] else total


def months_text(months: int, *, until: bool = False) -> str:
    """What `read_months` reads as these months."""
    if until and months % 12 == 11:
        return f"{months // 12}歳"
    years, rest = divmod(months, 12)
    if not years:
        return f"{rest}か月"
    # 「2歳」 as an end means the whole year: its first month is written out.
    return f"{years}歳{rest}か月" if rest or until else f"{years}歳"
