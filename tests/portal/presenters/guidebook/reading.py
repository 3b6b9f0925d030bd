"""Reading a printed book back: its words, its pages, and what a screen reader is told."""

import io
import re
import unicodedata
from typing import Any

from pypdf import PdfReader


class PrintedBook:
    """A PDF as its reader meets it."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))
        self.pages = [without_breaks(page.extract_text()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    def pages_with(self, words: str) -> list[int]:
        """The numbers of the pages on which the words stand, as they are printed there."""
        wanted = without_breaks(words)
        return [number for number, page in enumerate(self.pages, start=1) if wanted in page]

    def page_of(self, listing: Any) -> int:
        """The number of the page on which a listing is printed."""
        return self.reader.get_destination_page_number(self.reader.named_destinations[str(listing.id)]) + 1

    @property
    def fonts(self) -> dict[str, Any]:
        """Every font of the book by its name, with what describes it."""
        used = [font for page in self.reader.pages for font in page["/Resources"].get("/Font", {}).values()]
        found = [font.get_object()["/DescendantFonts"][0].get_object() for font in used]
        return {str(one["/BaseFont"])[1:]: one["/FontDescriptor"].get_object() for one in found}

    @property
    def catalog(self) -> Any:
        return self.reader.trailer["/Root"]


def without_breaks(text: str) -> str:
    """The letters without where lines and long words were broken, and without the variants fonts make."""
    return re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", text))


def tags_of(book: PrintedBook) -> list[dict[str, Any]]:
    """The elements of the book's structure, in reading order: what a screen reader goes through."""
    return _tags(book.catalog["/StructTreeRoot"])


def alternatives(book: PrintedBook) -> list[str]:
    """What a screen reader is told of each picture."""
    return [str(tag["/Alt"]) for tag in tags_of(book) if "/Alt" in tag]


def _tags(element: Any) -> list[dict[str, Any]]:
    here = element.get_object()
    if isinstance(here, list):
        return [tag for each in here for tag in _tags(each)]
    if not hasattr(here, "keys"):
        return []
    below = _tags(here["/K"]) if "/K" in here else []
    return [here, *below] if "/S" in here else below
