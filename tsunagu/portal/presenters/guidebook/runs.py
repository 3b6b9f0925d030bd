"""An editor's text for the press: paragraphs and lists of runs, each with its reading, weight and address."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from tsunagu.directory.presenters.language import is_easy
from tsunagu.kernel.japanese.ruby import Piece, with_readings, without_marks

# The address of a page or a document of ours by its number; empty: there is none to follow.
AddressOf = Callable[[str, int], str]
Run = dict[str, Any]
_OUTWARD = ("https://", "http://", "mailto:", "tel:")


def runs_of(text: str, *, bold: bool = False, address: str = "") -> list[Run]:
    """Words with readings above them for readers of easy Japanese, and without for everybody else."""
    pieces = with_readings(text) if is_easy() else [Piece(without_marks(text))] if text else []
    runs: list[Run] = []
    for piece in pieces:
        if runs and not piece.reading and not runs[-1]["reading"]:
            runs[-1]["text"] += piece.text
        else:
            runs.append({"text": piece.text, "reading": piece.reading, "bold": bold, "address": address})
    return runs


def parts_of(html: str, address_of: AddressOf) -> list[dict[str, Any]]:
    """The paragraphs and lists of a text as Wagtail keeps it. Wagtail lets through no other tags."""
    reader = _Reader(address_of)
    reader.feed(html)
    reader.close()
    return [part for part in reader.parts if _says_something(part)]


def _says_something(part: dict[str, Any]) -> bool:
    if part["kind"] == "list":
        return bool(part["items"])
    return any(run["text"].strip() for run in part["words"])


class _Reader(HTMLParser):
    """Puts words where the tags around them say that they belong."""

    def __init__(self, address_of: AddressOf) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[dict[str, Any]] = []
        self._address_of = address_of
        # The lists that are open, the innermost last; and the words of the line that is being read.
        self._lists: list[dict[str, Any]] = []
        self._line: list[Run] | None = None
        self._is_bold, self._address, self._linked = False, "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self._open_list(is_numbered=tag == "ol")
        elif tag == "li" and self._lists:
            self._lists[-1]["items"].append({"words": [], "below": []})
            self._line = self._lists[-1]["items"][-1]["words"]
        elif tag == "p":
            self._line = None
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "b":
            self._is_bold = True
        elif tag == "a":
            self._address, self._linked = self._leads_to(dict(attributes)), ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
            self._line = None
        elif tag == "b":
            self._is_bold = False
        elif tag == "a":
            self._write_out_address()

    def handle_data(self, data: str) -> None:
        if self._line is None:
            if not data.strip():
                return
            self._line = []
            self.parts.append({"kind": "text", "words": self._line})
        self._linked += data
        self._line += runs_of(data, bold=self._is_bold, address=self._address)

    def _open_list(self, *, is_numbered: bool) -> None:
        opened = {"kind": "list", "is_numbered": is_numbered, "items": []}
        around = self._lists[-1]["items"] if self._lists else []
        (around[-1]["below"] if around else self.parts).append(opened)
        self._lists.append(opened)

    def _leads_to(self, link: dict[str, str | None]) -> str:
        kind, number = link.get("linktype") or "", link.get("id") or ""
        if kind in {"page", "document"} and number.isdigit():
            return self._address_of(kind, int(number))
        address = link.get("href") or ""
        return address if address.startswith(_OUTWARD) else ""

    def _write_out_address(self) -> None:
        """Nobody can press on paper: the address stands beside the words, unless they are the address."""
        shown = self._address.removeprefix("mailto:").removeprefix("tel:")
        if shown and self._line is not None and shown not in self._linked:
            self._line.append({"text": f"（{shown}）", "reading": "", "bold": False, "address": ""})
        self._address = ""
