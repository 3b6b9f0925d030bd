"""The shipped words of other languages: each leads to a need, and none stands in the way of romaji."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tsunagu.directory.queries.search.keys import is_latin, phrase_key, text_key
from tsunagu.directory.queries.search.vocabulary import Term, Vocabulary, build

DATA = Path(__file__).parents[2] / "tsunagu" / "directory" / "data"
SHORTEST = 4
SCHEMES = {"needs": "need", "situations": "situation", "kinds": "kind", "access": "access"}


def read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def terms(scheme: str, rows: list[dict[str, Any]], parent: str = "") -> Iterator[Term]:
    for row in rows:
        said = tuple(map(str, row.get("words", ())))
        others = (row["name_en"], *row.get("names", {}).values())
        yield Term(scheme, row["key"], row["name"], said, parent, other_names=others)
        yield from terms(scheme, row.get("children", []), row["key"])


def groups() -> list[tuple[list[str], list[str]]]:
    rows = read("synonyms.yaml")["synonyms"]
    return [(list(map(str, row.get("from") or row["terms"])), list(row.get("to", ()))) for row in rows]


def foreign_groups() -> list[tuple[list[str], list[str]]]:
    """Those in which somebody says it in four languages."""
    return [
        (words, to)
        for words, to in groups()
        if any(is_latin(text_key(word)) and not word.isascii() for word in words)
    ]


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    taxonomy = read("taxonomy.yaml")
    every = [term for key, scheme in SCHEMES.items() for term in terms(scheme, taxonomy.get(key, []))]
    return build(version=1, town_name="", terms=every, synonyms=groups(), districts=[])


def test_some_forty_needs_are_said_in_four_languages() -> None:
    found = foreign_groups()

    assert len(found) >= 40
    for said, _to in found:
        accented = [word for word in said if is_latin(text_key(word)) and not word.isascii()]
        assert any(word.isascii() for word in said), said
        assert any(not is_latin(text_key(word)) for word in said), said
        assert accented, said


def test_each_word_leads_somewhere(words: Vocabulary) -> None:
    lost = [
        word for said, _to in foreign_groups() for word in said if not words.phrases[phrase_key(word)].leads
    ]

    assert lost == []


def test_no_word_is_so_short_that_it_begins_one_in_romaji() -> None:
    short = [
        word
        for said, _to in foreign_groups()
        for word in said
        if is_latin(text_key(word)) and len(text_key(word)) < SHORTEST
    ]

    assert short == []
