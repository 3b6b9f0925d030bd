"""A notice as text for the city's LINE account, which the city sends itself: bubbles, and a table of them.

The account's own editor takes 500 characters in a bubble and three bubbles in a message; tools that feed it
take 1,000 or more. Characters are counted as LINE does, in UTF-16 units: an emoji counts two.
"""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tsunagu.kernel.exports.sheet import Column, Sheet
from tsunagu.outreach.choices import LetterLanguage
from tsunagu.outreach.models import Notice
from tsunagu.outreach.presenters.letters import shared_text, title_of
from tsunagu.outreach.presenters.notices import audience_words
from tsunagu.outreach.queries.segments import Segment

LIMITS = (500, 1000)
SENT_IN = (LetterLanguage.JAPANESE, LetterLanguage.EASY_JAPANESE)


def bubbles(text: str, *, limit: int) -> list[str]:
    """The text in pieces of at most `limit`, broken between lines; a longer line between its characters."""
    pieces: list[str] = []
    for line in text.split("\n"):
        for part in _parts(line, limit):
            joined = f"{pieces[-1]}\n{part}" if pieces else part
            if pieces and length(joined) <= limit:
                pieces[-1] = joined
            else:
                pieces.append(part)
    return [piece.strip("\n") for piece in pieces if piece.strip()]


def length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def line_text(notice: Notice, *, limit: int) -> str:
    """To be copied by hand: each bubble under its number, Japanese first."""
    blocks = []
    for language, parts in _by_language(notice, limit).items():
        for number, part in enumerate(parts, start=1):
            blocks.append(f"【{LetterLanguage(language).label} {number}/{len(parts)}】\n{part}")
    return "\n\n".join(blocks) + "\n"


def line_sheet(notice: Notice, districts: Mapping[UUID, str], *, limit: int) -> Sheet:
    """One row a bubble, with whom the city's account should send it to."""
    audience = [pair["value"] for pair in audience_words(Segment.of(notice), districts)]
    rows = [
        [LetterLanguage(language).label, number, part, length(part), *audience, notice.ends_on]
        for language, parts in _by_language(notice, limit).items()
        for number, part in enumerate(parts, start=1)
    ]
    labels = (
        _("言語"), _("番号"), _("本文"), _("文字数"), _("だれに"), _("地区"), _("何について"), _("いつまで"),
    )  # fmt: skip
    return Sheet(title=notice.title, columns=[Column(label) for label in labels], rows=rows)


def _by_language(notice: Notice, limit: int) -> dict[str, list[str]]:
    found = {}
    for language in SENT_IN:
        with override(language):
            text = f"{title_of(notice, language)}\n\n{shared_text(notice, language=language)}"
        found[str(language)] = bubbles(text, limit=limit)
    return found


def _parts(line: str, limit: int) -> list[str]:
    parts, start = [], 0
    for end in range(1, len(line) + 1):
        if length(line[start:end]) > limit:
            parts.append(line[start : end - 1])
            start = end - 1
    return [*parts, line[start:]]
