"""The bytes of a file as lines of text, a piece at a time: a file of any size takes the same room."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext_noop

from tsunagu.kernel.japanese.misread import Misread

# The file, from its beginning, as often as it is asked for.
Pieces = Callable[[], Iterable[bytes]]
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Longer than any row of a table, shorter than what would fill the room.
LONGEST_LINE = 200_000
_LINE_END = re.compile(r"\r\n|\n|\r(?=.)", re.DOTALL)


class UnreadableFile(Misread):
    """There is no table in the file; the message is for the person who gave it."""


def encoding_of(pieces: Pieces) -> str:
    """The encoding in which the whole file can be read.

    Raises:
        UnreadableFile: it is no text, or text of a kind that nobody here writes.
    """
    start = _start_of(pieces)
    if start.startswith(_WORKBOOKS):
        raise UnreadableFile(gettext_noop("Excelのファイルです。「CSV UTF-8」で保存し直してください。"))
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    likely = [marked] if marked else [*_unmarked_utf16(start), "utf-8", "cp932"]
    for encoding in likely:
        if _decodes(pieces, encoding):
            return encoding
    raise UnreadableFile(gettext_noop("文字コードが分かりません（UTF-8 か Shift_JIS で保存してください）。"))


def lines_of(pieces: Pieces, encoding: str) -> Iterator[str]:
    """The lines of the text, each with its end; Windows', Unix's and old Macintosh's ends are all ends.

    Raises:
        UnreadableFile: a line is too long to be a row of a table.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    rest = ""
    for piece in pieces():
        rest += decoder.decode(piece)
        # A carriage return at the end of a piece may be half of a line's end.
        *whole, rest = _split(rest)
        yield from whole
        if len(rest) > LONGEST_LINE:
            raise UnreadableFile(gettext_noop("1行が長すぎます。表ではないようです。"))
    rest += decoder.decode(b"", final=True)
    yield from (line for line in _split(rest) if line)


def _split(text: str) -> list[str]:
    """Whole lines, and what is left."""
    lines: list[str] = []
    start = 0
    for end in _LINE_END.finditer(text):
        lines.append(text[start : end.end()])
        start = end.end()
    return [*lines, text[start:]]


def _start_of(pieces: Pieces) -> bytes:
    start = b""
    for piece in pieces():
        start += piece
        if len(start) >= 1024:
            break
    return start[:1024]


def _unmarked_utf16(start: bytes) -> list[str]:
    """Spreadsheets' 「Unicode テキスト」 without its mark: every other byte of a comma or a digit is zero."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if not start or max(even, odd) * 8 < len(start):
        return []
    return ["utf-16-be" if even > odd else "utf-16-le"]


def _decodes(pieces: Pieces, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces():
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
