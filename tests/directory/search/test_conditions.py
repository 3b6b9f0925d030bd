"""Fewer lexemes, the same entries: what a shorter way finds anyway need not be asked."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TODAY_10AM
from tests.directory.search.conftest import listed, names
from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models.search_lookup import MOST_CONDITIONS, NEXT_CONDITION, NEXT_TIER
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.directory.queries.search.analysis import Analysis, Group
from tsunagu.directory.queries.search.conditions import ConditionWriter, telling_ways
from tsunagu.directory.queries.search.modifiers import Modifiers
from tsunagu.directory.queries.search.tiers import Tier, needles_of, tiers_of, understand
from tsunagu.directory.queries.search.town_words import kept_words, read_words
from tsunagu.kernel.municipality.models import Municipality

_PAIRS = ("産後", "後け", "けあ", "相談")
_LEXEMES = st.sampled_from([kind + pair for kind in "gnw" for pair in _PAIRS])
_WAYS = st.lists(st.frozensets(_LEXEMES, min_size=1, max_size=4), max_size=8)


@st.composite
def _entries(draw: st.DrawFn) -> frozenset[str]:
    """What stands in a name stands in the texts, as the index has it."""
    has = draw(st.frozensets(_LEXEMES))
    return has | {"g" + lexeme[1:] for lexeme in has if lexeme[0] == "n"}


def _asked_of_the_index(query: SearchQuery) -> list[Tier]:
    return tiers_of(understand(query.text, read_words(), "1a2b"), query, "1a2b", TODAY_10AM)


@given(ways=_WAYS, entry=_entries())
def test_leaving_out_ways_loses_no_entry(ways: list[frozenset[str]], entry: frozenset[str]) -> None:
    told = telling_ways(ways)

    assert any(way <= entry for way in told) == any(way <= entry for way in ways)


def test_a_longer_way_beside_a_shorter_one_is_left_out() -> None:
    care, after_birth = frozenset({"n産後", "nけあ"}), frozenset({"g産後"})

    assert telling_ways([care, after_birth]) == [after_birth]


def test_nothing_in_a_lexeme_ends_it_or_its_condition() -> None:
    written = ConditionWriter("1a2b").fact("need", f"a'b\\c{NEXT_CONDITION}d{NEXT_TIER}e\0")

    assert written == "'1a2bfneed:a''b\\\\cde'"


def test_narrow_conditions_are_asked_before_wide_ones(in_joetsu: Municipality) -> None:
    asked = SearchQuery(text="疲れた 預かってほしい", district=UUID(int=7), age_months=(8, 8))

    widths = [[condition.count("|") for condition in tier] for tier in _asked_of_the_index(asked)]

    assert max(map(len, widths)) == 4
    assert widths == [sorted(each) for each in widths]


def test_more_filters_than_the_lookup_takes_are_all_asked(in_joetsu: Municipality) -> None:
    asked = SearchQuery(
        text="疲れた 預かってほしい",
        needs=("care",),
        district=UUID(int=7),
        age_months=(8, 8),
        weekday=2,
        free=True,
    )

    tiers = _asked_of_the_index(asked)

    assert max(map(len, tiers)) == MOST_CONDITIONS
    for tier in tiers:
        whole = " ".join(tier)
        assert all(f"1a2bf{filter_}:" in whole for filter_ in ("need", "district", "age", "day", "cost"))


def test_a_name_is_looked_for_to_the_letter() -> None:
    analysis = Analysis(key="50%_", groups=[Group("50%_"), Group("a\\b")], modifiers=Modifiers())

    assert needles_of(analysis) == ["%50\\%\\_%", "%a\\\\b%"]


def test_a_need_with_odd_letters_is_simply_not_found(in_joetsu: Municipality) -> None:
    listed("産後ケア")

    found = search(SearchQuery(needs=(f"x{NEXT_CONDITION}'y",)), TODAY_10AM)

    assert names(found) == []


def test_a_question_is_taken_apart_once_and_anew_with_new_words(in_joetsu: Municipality) -> None:
    listed("産後ケア")
    search(SearchQuery(text="産後"), TODAY_10AM)
    before = kept_words()
    assert before is not None
    first = before.understood["産後"]
    search(SearchQuery(text="産後"), TODAY_10AM)
    again = before.understood["産後"]
    note_change("synonym.changed", record_id=None, by=None, at=TODAY_10AM)
    search(SearchQuery(text="産後"), TODAY_10AM)
    after = kept_words()

    assert again is first
    assert after is not None
    assert after.understood["産後"] is not first
