"""One row's cells, taken one by one; whatever is read otherwise than written is remembered."""

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.kernel.dates.wareki import from_excel_serial, read_date
from tsunagu.kernel.exports.cells import GUARD, is_formula
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.japanese.numbers import read_number
from tsunagu.kernel.japanese.postal import read_postal_code

# How tables say that there is nothing to say.
_BLANKS = frozenset(
    {
        "-",
        "--",
        "---",
        "‐",
        "–",
        "—",
        "―",
        "−",
        "ー",
        "─",
        "/",
        "…",
        "...",
        "なし",
        "無し",
        "ナシ",
        "不明",
        "未定",
        "該当なし",
        "記載なし",
        "n/a",
        "na",
        "null",
        "none",
        "nan",
        "#n/a",
        "#ref!",
        "#value!",
        "#name?",
        "#div/0!",
    }
)
_YES = frozenset({"有", "有り", "あり", "○", "〇", "◯", "◎", "●", "1", "true", "yes", "y", "可", "可能"})
_NO = frozenset({"無", "無し", "なし", "×", "✕", "x", "0", "false", "no", "n", "不可"})
# 「なし」 is an answer there, and no blank.
_ANSWERS = frozenset({"parking", "barrier_free", "after_hours", "care_fee"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u200b\ufeff\ufffe\uffff]")
_EXCEL_DAYS = range(10_000, 73_415)
_WEB = re.compile(r"https?://[^\s<>\"']+", re.ASCII)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
YES, NO = "有", "無"
LONGEST_CELL = 4000


class RefusedRow(Misread):
    """The row cannot be taken; the message says why."""


@dataclass(slots=True)
class Cells:
    """A row by our names of its columns."""

    written: dict[str, str]
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, message: str, **places: object) -> None:
        self.remarks.append(_remark(message, **places))

    def read_as(self, written: str, value: str) -> None:
        self.remark(
            gettext_noop("「%(written)s」を「%(value)s」と読みました。"), written=written, value=value
        )

    def left_out(self, heading: str, written: str) -> None:
        self.remark(
            gettext_noop("%(heading)sの「%(written)s」は読めないので空けました。"),
            heading=heading,
            written=written,
        )

    def text(self, name: str, *, most: int = 0) -> str:
        """A text in one line; what only says that there is nothing is nothing."""
        written = self.written.get(name, "")
        if not written:
            return ""
        text, remarks = _in_one_line(written)
        self.remarks += remarks
        if self._is_blank(name, text):
            if text:
                self.remark(gettext_noop("「%(text)s」を空きと読みました。"), text=text)
            return ""
        if most and len(text) > most:
            raise RefusedRow(
                gettext_noop("「%(start)s…」は長すぎます（%(most)s文字まで）。"), start=text[:20], most=most
            )
        return text

    def plain(self, name: str, *, most: int = 0) -> str:
        """A text of figures and letters, in half width."""
        text = self.text(name, most=most)
        plain = unicodedata.normalize("NFKC", text)
        if plain != text:
            self.read_as(text, plain)
        return plain

    def short(self, name: str, heading: str, most: int) -> str:
        """A text that may be left out when it is too long for its field."""
        text = self.text(name)
        if len(text) <= most:
            return text
        self.left_out(heading, text)
        return ""

    def yes_or_no(self, name: str, heading: str) -> str:
        """「有」 or 「無」."""
        if not self.written.get(name):
            return ""
        written = " ".join(_CONTROL.sub("", self.written[name]).split())
        plain = unicodedata.normalize("NFKC", written).casefold()
        if plain in _YES or plain in _NO:
            value = YES if plain in _YES else NO
            if written != value:
                self.read_as(written, value)
            return value
        text = self.text(name)
        if text:
            self.left_out(heading, text)
        return ""

    def number(self, name: str, heading: str) -> str:
        """A whole number as its figures; 「百二十名」 is 「120」."""
        text = self.text(name)
        if not text:
            return ""
        try:
            value = read_number(text)
        except Misread:
            self.left_out(heading, text)
            return ""
        if value is None or value < 0 or value != int(value):
            self.left_out(heading, text)
            return ""
        if text != str(int(value)):
            self.read_as(text, str(int(value)))
        return str(int(value))

    def day(self, name: str, heading: str) -> str:
        """A day as 2026-04-01; 和暦 and a spreadsheet's number of a day are read."""
        text = self.text(name)
        if not text:
            return ""
        plain = unicodedata.normalize("NFKC", text)
        try:
            if plain.isdecimal() and len(plain) == 5 and int(plain) in _EXCEL_DAYS:
                day = from_excel_serial(int(plain))
            else:
                day = read_date(re.sub(r"[T ]0{1,2}:00(:00)?$", "", plain))
        except Misread:
            self.left_out(heading, text)
            return ""
        if text != day.isoformat():
            self.read_as(text, day.isoformat())
        return day.isoformat()

    def postal_code(self) -> str:
        text = self.text("postal_code")
        if not text:
            return ""
        try:
            code = read_postal_code(text)
        except Misread:
            self.left_out("郵便番号", text)
            return ""
        if code != text:
            self.read_as(text, code)
        return code

    def web(self, name: str, heading: str, most: int) -> str:
        """An address of a page; one without http:// gets it."""
        text = self.text(name)
        if not text:
            return ""
        plain = unicodedata.normalize("NFKC", text).replace(" ", "")
        if re.match(r"www\.|[a-z0-9-]+(\.[a-z0-9-]+)*\.jp(/|$)", plain):
            plain = f"http://{plain}"
        match = _WEB.match(plain)
        if not match or len(match[0]) > most:
            self.left_out(heading, text)
            return ""
        if match[0] != text:
            self.read_as(text, match[0])
        return match[0]

    def mail(self) -> str:
        text = self.text("email")
        if not text:
            return ""
        plain = unicodedata.normalize("NFKC", text).replace("[at]", "@").replace("(at)", "@").replace(" ", "")
        match = _MAIL.search(plain)
        if not match or len(match[0]) > 254 or ".." in match[0]:
            self.left_out("連絡先メールアドレス", text)
            return ""
        if match[0] != text:
            self.read_as(text, match[0])
        return match[0]

    def _is_blank(self, name: str, text: str) -> bool:
        if not text:
            return True
        plain = unicodedata.normalize("NFKC", text).casefold()
        if name in _ANSWERS and "なし" in plain:
            return False
        return plain in _BLANKS


@lru_cache(maxsize=1024)
def _in_one_line(written: str) -> tuple[str, tuple[Remark, ...]]:
    """The text of a cell, and what was done to it. Much of a table stands in every row of it."""
    remarks = []
    whole = unicodedata.normalize("NFC", written)
    if len(whole) > LONGEST_CELL:
        raise RefusedRow(
            gettext_noop("「%(start)s…」は長すぎます（%(most)s文字まで）。"),
            start=whole[:20],
            most=LONGEST_CELL,
        )
    cleaned = _CONTROL.sub("", whole)
    if cleaned != whole:
        remarks.append(_remark(gettext_noop("見えない文字を取りました。")))
    # What spreadsheets would have run left some house with a guard before it.
    if cleaned.startswith(GUARD) and is_formula(cleaned[1:]):
        cleaned = cleaned[1:]
    text = " ".join(cleaned.split())
    if len(cleaned.strip().splitlines()) > 1:
        remarks.append(_remark(gettext_noop("「%(text)s」の改行を空白にしました。"), text=text[:30]))
    return text, tuple(remarks)


def _remark(message: str, **places: object) -> Remark:
    return Remark(message, {name: str(place)[:80] for name, place in places.items()})


def figures(value: Decimal) -> str:
    """A coordinate with the six digits that are kept."""
    return f"{value.quantize(Decimal('0.000001')):f}"
