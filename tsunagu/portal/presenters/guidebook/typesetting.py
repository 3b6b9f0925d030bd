"""From the book as data to a PDF: tagged (PDF/UA-1), for the archive (PDF/A-2a), with its fonts inside.

The templates are ours and fixed; everything from the register goes in as data and is never read as markup.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

PRESS = Path(__file__).parent / "press.py"
# A whole town takes a second or two; a press that is silent for so long will not speak again.
PATIENCE_SECONDS = 300
_FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold", "manimgx_fonts")
_REFUSED = 2
_WITHOUT_A_SIGN = re.compile(r'(?:text `"(?P<text>.+?)"` could not|codepoint `"(?P<code>.+?)"`)', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


class CannotBePrinted(Exception):
    """No font at hand has a sign for this; `where` names what it stands in."""

    def __init__(self, text: str, where: tuple[str, ...]) -> None:
        super().__init__(text, where)
        self.text, self.where = text, where


class PressFailed(Exception):
    """The press stopped for a reason that no listing can mend; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished book."""

    content: bytes
    pages: int


def typeset(book: dict[str, Any], *, at: datetime) -> Printed:
    """Make the PDF.

    Raises:
        CannotBePrinted: a letter would come out as an empty box.
        PressFailed: anything else.
    """
    [content] = _press("pdf", book, at)
    return Printed(content, page_count(content))


def pictures(book: dict[str, Any], *, at: datetime) -> list[bytes]:
    """Each page as PNG, for eyes and for pictures in the documentation."""
    return _press("png", book, at)


def page_count(content: bytes) -> int:
    """How many pages a PDF of ours has: its page tree says so in plain text."""
    return max(int(count) for count in re.findall(rb"/Type\s*/Pages.*?/Count\s+(\d+)", content, re.DOTALL))


def press_command(kind: str, at: datetime) -> list[str]:
    """The program that prints, as it is started."""
    folders = [str(files(name)) for name in _FONT_PACKAGES]
    # Isolated: no module of the directory it is started in can stand in for one of the library's.
    return [sys.executable, "-I", str(PRESS), kind, str(int(at.timestamp())), *folders]


def _press(kind: str, book: dict[str, Any], at: datetime) -> list[bytes]:
    said = json.dumps(book, ensure_ascii=False).encode()
    try:
        done = subprocess.run(
            press_command(kind, at), input=said, capture_output=True, timeout=PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PressFailed(f"no answer in {PATIENCE_SECONDS} seconds") from error
    if done.returncode == _REFUSED:
        message = json.loads(done.stderr)["message"]
        if text := _letters_without_a_sign(message):
            raise CannotBePrinted(text, tuple(_names_with(text, book)))
        raise PressFailed(message)
    if done.returncode:
        raise PressFailed(done.stderr.decode(errors="replace")[-500:])
    return _parts(done.stdout)


def _parts(made: bytes) -> list[bytes]:
    """What the press wrote, each part behind its length."""
    parts = []
    while made:
        length = int.from_bytes(made[:8], "big")
        parts.append(made[8 : 8 + length])
        made = made[8 + length :]
    return parts


def _letters_without_a_sign(message: str) -> str:
    found = _WITHOUT_A_SIGN.search(message)
    if not found:
        return ""
    return _CODE.sub(lambda code: chr(int(code[1], 16)), found["text"] or found["code"])


def _names_with(text: str, book: dict[str, Any]) -> list[str]:
    """The listings and the written chapters in which the letters stand, so that somebody can mend them."""
    sections = [section for chapter in book["chapters"] for section in chapter["sections"]]
    blocks = [block for section in sections for block in section["blocks"]]
    named = [(block["name"], block) for block in blocks] + [(one["title"], one) for one in book["written"]]
    return [name for name, part in named if text in json.dumps(part, ensure_ascii=False)]
