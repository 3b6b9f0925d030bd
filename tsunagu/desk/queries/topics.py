"""The topics of a consultation: the needs of the town's taxonomy, and 「その他」."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tsunagu.desk.choices import OTHER_TOPIC
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import TaxonomyTerm
from tsunagu.kernel.japanese.fold import fold

_BREAKS = re.compile(r"[\s,、，.。・/／]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. Top ones carry the number that is typed for them; finer ones are typed by their words."""

    key: str
    name: str
    number: int | None = None
    words: tuple[str, ...] = ()


class UnknownTopic(ValueError):
    """A number or word that leads to no topic; the message is for the person who typed it."""


def all_topics() -> list[Topic]:
    """Top needs with their numbers, 「その他」 as 0, then the finer needs; one statement."""
    rows = list(TaxonomyTerm.objects.filter(scheme=Scheme.NEED).order_by("position", "key"))
    top = [row for row in rows if row.parent_id is None]
    numbered = [_topic(row, number) for number, row in enumerate(top, start=1)]
    finer = [_topic(row, None) for row in rows if row.parent_id is not None]
    return [*numbered, Topic(OTHER_TOPIC, _("その他"), 0, ("そのほか", "ほか", "その他")), *finer]


def _topic(row: TaxonomyTerm, number: int | None) -> Topic:
    words = (row.name, row.name_kana, *row.words)
    return Topic(row.key, row.name, number, tuple(word for word in words if word))


def names_of_topics() -> dict[str, str]:
    """What each key is called; a key whose term is gone keeps itself as its name where it is shown."""
    return {topic.key: topic.name for topic in all_topics()}


def read_topics(text: str, topics: list[Topic]) -> list[str]:
    """Read 「1 3」「1、あずけたい」 into keys, in the order typed.

    Raises:
        UnknownTopic: a part of it leads nowhere, or to several.
    """
    parts = [part for part in _BREAKS.split(unicodedata.normalize("NFKC", text)) if part]
    return list(dict.fromkeys(_read_one(part, topics) for part in parts))


def _read_one(part: str, topics: list[Topic]) -> str:
    if part.isdecimal():
        for topic in topics:
            if topic.number == int(part):
                return topic.key
        raise UnknownTopic(_("「%(part)s」番の種類はありません。") % {"part": part})
    for topic in topics:
        if topic.key == part:
            return topic.key
    key = fold(part)
    exact = [topic.key for topic in topics if any(fold(word) == key for word in topic.words)]
    begun = [topic.key for topic in topics if any(fold(word).startswith(key) for word in topic.words)]
    # The coarser needs come first in the list: a word of both means the coarser one.
    found = exact or begun
    if not found:
        words = _("「%(part)s」という種類は見つかりません。番号か、別の言葉で入れてください。")
        raise UnknownTopic(words % {"part": part})
    return found[0]
