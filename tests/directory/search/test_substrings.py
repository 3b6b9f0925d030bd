"""One and two characters of a name, a reading or a summary are never missed; reading all texts tells."""

from functools import lru_cache
from itertools import islice
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import TODAY_10AM
from tests.directory.search.conftest import listed
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.directory.queries.search.keys import grams, grams_to_find, text_key

TOWNS = Path(__file__).parents[3] / "tsunagu" / "directory" / "data" / "towns"
MANY = 60


@lru_cache(maxsize=1)
def _texts() -> tuple[tuple[str, str, str], ...]:
    rows = yaml.safe_load((TOWNS / "joetsu.yaml").read_text(encoding="utf-8"))["services"]
    return tuple((row["name"], row["name_kana"], row.get("summary", "")) for row in islice(rows, MANY))


def _pieces() -> list[str]:
    """Every one- and two-character piece with a letter in it."""
    found = {
        text[start : start + length]
        for texts in _texts()
        for text in texts
        for length in (1, 2)
        for start in range(len(text))
    }
    return sorted(piece for piece in found if text_key(piece))


def _containing(piece: str) -> set[str]:
    """The brute force: read every text."""
    wanted = [text_key(part) for part in piece.split()] or [text_key(piece)]
    return {
        texts[0]
        for texts in _texts()
        if all(any(part in text_key(text) for text in texts) for part in wanted)
    }


@pytest.mark.usefixtures("in_joetsu")
def test_every_short_piece_of_a_real_towns_texts_finds_every_listing_that_contains_it():
    for name, reading, summary in _texts():
        listed(name, reading, summary=summary)
    missed = {}

    for piece in _pieces()[::7]:
        result = search(SearchQuery(text=piece, page_size=MANY), TODAY_10AM)
        lacking = _containing(piece) - {hit.name for hit in result.hits}
        if lacking:
            missed[piece] = lacking

    assert missed == {}


letters = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x3041, max_codepoint=0x3096),
        st.characters(min_codepoint=0x30A1, max_codepoint=0x30FA),
        st.sampled_from("相談子育一時預辺邉崎﨑髙高ヶヵーｶﾀｶﾅＡａ１1々〆・〜～ 　（）"),
    ),
    min_size=1,
    max_size=30,
)


@given(text=letters, data=st.data())
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_the_lexemes_of_a_piece_are_among_the_lexemes_of_its_text(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    piece = text_key(text[start:end])

    if piece:
        assert set(grams_to_find(piece)) - set(grams(text_key(text))) == set()


@given(text=letters)
def test_the_key_of_a_key_is_itself(text: str):
    assert text_key(text_key(text)) == text_key(text)
