"""Which language a text is in, said to screen readers and to the choice of a font (WCAG 3.1.2)."""

import re

from django.utils.translation import get_language
from markupsafe import Markup

from tsunagu.kernel.municipality.languages import tag_of

_LETTER = r"[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff9f]"
JAPANESE = re.compile(_LETTER)
# From the first Japanese letter to the last, with the figures before it and the NPO in its middle; English
# words beside it stand apart from it by a space or a quotation mark.
_RUN = re.compile(
    rf"(?:\d[\d,.:–-]*)?{_LETTER}"  # with the figures before it
    rf"(?:(?:[^A-Za-z]|(?<![A-Za-z\s])[A-Za-z]+(?![A-Za-z\s]))*{_LETTER})?"  # to the last one
)
KANA = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff\uff66-\uff9f]")
# On a Chinese page a run ends where a mark of punctuation stands: the sentence around it is Han as well.
_WORD = re.compile(r"[0-9A-Za-z\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]+")


class Written(str):
    """A text that knows its language, where its letters do not tell: English on a Portuguese page."""

    tag: str

    def __new__(cls, text: str, tag: str) -> "Written":
        made = super().__new__(cls, text)
        made.tag = tag
        return made


def foreign_tag(text: object) -> str:
    """The tag of a text in another language than its page; empty when it is the page's own.

    Markup is marked already; what is no text (a number, nothing) has no language.
    """
    page = tag_of(get_language())
    if not isinstance(text, str) or isinstance(text, Markup):
        return ""
    if isinstance(text, Written):
        return text.tag if text and text.tag != page else ""
    return "ja" if page != "ja" and _is_japanese(text, page) else ""


def as_written(text: str) -> str:
    """Text of the register, marked as a whole."""
    tag = foreign_tag(text)
    return Markup('<span lang="{}">{}</span>').format(tag, text) if tag else text


def marked(text: str) -> str:
    """A sentence of ours with the Japanese that it quotes marked."""
    if not foreign_tag(text) or isinstance(text, Written):
        return as_written(text)
    runs = _WORD if tag_of(get_language()) == "zh-Hans" else _RUN
    out, end = Markup(), 0
    for run in runs.finditer(text):
        out += Markup.escape(text[end : run.start()]) + as_written(run[0])
        end = run.end()
    return out + Markup.escape(text[end:])


def _is_japanese(text: str, page: str) -> bool:
    if page != "zh-Hans":
        return JAPANESE.search(text) is not None
    # Kana, or a form of a character that simplified Chinese does not write (広, 県). 上越市 reads in both.
    return KANA.search(text) is not None or any(_is_no_simplified(one) for one in JAPANESE.findall(text))


def _is_no_simplified(letter: str) -> bool:
    if not "\u3400" <= letter <= "\u9fff":
        return False
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
