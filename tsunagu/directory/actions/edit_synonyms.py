"""Keep the words that search takes for one another. The next question knows of a change."""

import contextlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models.search import SynonymGroup
from tsunagu.directory.queries.search.keys import text_key
from tsunagu.kernel.accounts.models import User


class TooFewWords(Exception):
    """A group needs two words that differ for search, or one word and one that it leads to."""


@transaction.atomic
def add_synonyms(
    *, terms: Iterable[str], leads_to: Iterable[str] = (), by: User, at: datetime
) -> SynonymGroup:
    """Let these words find one another; with `leads_to`, let them find those.

    Raises:
        TooFewWords: nothing would be linked.
    """
    group = SynonymGroup.objects.create(**_cleaned(terms, leads_to), updated_at=at)
    note_change("directory.synonyms_added", record_id=group.id, by=by, at=at)
    return group


@transaction.atomic
def change_synonyms(
    *, group: SynonymGroup, terms: Iterable[str], leads_to: Iterable[str] = (), by: User, at: datetime
) -> SynonymGroup:
    """Replace the words of a group.

    Raises:
        TooFewWords: nothing would be linked.
    """
    for name, value in _cleaned(terms, leads_to).items():
        setattr(group, name, value)
    group.updated_at = at
    group.save(update_fields=["terms", "leads_to", "updated_at"])
    note_change("directory.synonyms_changed", record_id=group.id, by=by, at=at)
    return group


@transaction.atomic
def remove_synonyms(*, group: SynonymGroup, by: User, at: datetime) -> None:
    """Let the words of a group go their own ways again."""
    group_id = group.id
    group.delete()
    note_change("directory.synonyms_removed", record_id=group_id, by=by, at=at)


@transaction.atomic
def load_synonyms(data: Mapping[str, Any], *, at: datetime) -> int:
    """Read the shipped synonyms into a town that has none; a town's own edits are never overwritten."""
    if SynonymGroup.objects.exists():
        return 0
    rows = []
    for written in data["synonyms"]:
        one_way = written["kind"] == "one_way"
        terms = written["from"] if one_way else written["terms"]
        # Spellings that folding unites already need no group.
        with contextlib.suppress(TooFewWords):
            words = _cleaned(map(str, terms), map(str, written["to"] if one_way else ()))
            rows.append(SynonymGroup(**words, updated_at=at))
    SynonymGroup.objects.bulk_create(rows)
    note_change("directory.synonyms_loaded", record_id=None, by=None, at=at, groups=len(rows))
    return len(rows)


def _cleaned(terms: Iterable[str], leads_to: Iterable[str]) -> dict[str, list[str]]:
    """Trimmed, without empty ones and without words that search cannot tell apart."""
    kept, targets = _distinct(terms), _distinct(leads_to)
    if not kept or (len(kept) < 2 and not targets):
        raise TooFewWords
    return {"terms": kept, "leads_to": targets}


def _distinct(words: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for word in words:
        if text_key(word):
            found.setdefault(text_key(word), word.strip())
    return list(found.values())
