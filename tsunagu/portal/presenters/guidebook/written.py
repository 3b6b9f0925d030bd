"""The chapters that the town's editors wrote, as the book prints them: headings and paragraphs."""

from collections.abc import Iterable
from html.parser import HTMLParser

from tsunagu.directory.presenters.language import is_easy
from tsunagu.editorial.models import Chapter
from tsunagu.kernel.japanese.ruby import without_marks


def written_of(chapters: Iterable[Chapter]) -> list[dict[str, object]]:
    """Each chapter's title and parts. What it asks of the directory the rest of the book answers."""
    return [
        {"title": without_marks((is_easy() and each.easy_title) or each.title), "parts": parts}
        for each in chapters
        if (parts := _parts(each))
    ]


def _parts(chapter: Chapter) -> list[dict[str, str]]:
    body = chapter.easy_body if is_easy() and chapter.easy_body else chapter.body
    parts = []
    for block in body.raw_data:
        if block["type"] == "heading":
            parts.append({"kind": "heading", "text": without_marks(block["value"])})
        elif block["type"] == "text":
            lines = _Lines.of(block["value"])
            parts += [{"kind": "text", "text": without_marks(line)} for line in lines]
    return parts


class _Lines(HTMLParser):
    """The paragraphs and points of an editor's text, without tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]

    @classmethod
    def of(cls, html: str) -> list[str]:
        reader = cls()
        reader.feed(html)
        reader.close()
        return [line.strip() for line in reader.lines if line.strip("・ \n")]

    def handle_starttag(self, tag: str, *_attributes: object) -> None:
        if tag in {"p", "br"}:
            self.lines.append("")
        elif tag == "li":
            self.lines.append("・")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data
