"""Reading a page as a screen reader does: which words would be spoken in the wrong language?"""

import re
from html.parser import HTMLParser

# Kana, kanji, and the punctuation and figures of Japanese width.
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff9f]+")
# Chinese writes Han as well: there kana alone gives a forgotten sentence away, and every sentence has some.
KANA = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff]+")
SPOKEN_ATTRIBUTES = ("aria-label", "alt", "content", "placeholder", "title")
NEVER_CLOSED = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# What the reader typed stands in it.
TYPED_IN = {"textarea"}


class _Page(HTMLParser):
    """Texts of a page in two heaps: marked as Japanese, and not."""

    def __init__(self) -> None:
        super().__init__()
        self.language: str | None = None
        self.open: list[tuple[str, str | None]] = [("", None)]
        self.marked: list[str] = []
        self.unmarked: list[str] = []
        self.unmarkable: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        language = given.get("lang") or self.open[-1][1]
        if language != "ja":
            self.unmarkable += [given.get(name) or "" for name in SPOKEN_ATTRIBUTES]
        if tag == "html":
            self.language = language
        if tag not in NEVER_CLOSED:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        tag, language = self.open[-1]
        # A name in its own language, like those of the language menu, is neither.
        if tag in TYPED_IN:
            return
        if tag == "title":
            self.unmarkable.append(text)
        elif language == "ja":
            self.marked.append(text)
        elif language in (None, self.language):
            self.unmarked.append(text)


def japanese_by_accident(html: str) -> list[str]:
    """The Japanese on a page of another language that nothing marks as Japanese.

    An attribute and the page's title cannot hold a mark. They may name what stands marked on the page itself:
    a place of the register that has no English name, or the words that the reader searched for.
    """
    page = _Page()
    page.feed(html)
    shown = " ".join(page.marked)
    japanese = KANA if page.language == "zh-Hans" else JAPANESE
    quoted = [run for text in page.unmarkable for run in japanese.findall(text) if run not in shown]
    return [text.strip() for text in page.unmarked if japanese.search(text)] + quoted
