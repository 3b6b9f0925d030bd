"""Staff edit what means the same; the next question already knows."""

from collections.abc import Callable

import pytest

from tests.conftest import TODAY_10AM
from tests.directory.search.conftest import listed, names
from tests.factories.kernel import make_user
from tsunagu.directory.actions.edit_synonyms import (
    TooFewWords,
    add_synonyms,
    change_synonyms,
    load_synonyms,
    remove_synonyms,
)
from tsunagu.directory.models import SynonymGroup
from tsunagu.directory.queries.search import ReasonKind, SearchResult

Find = Callable[..., SearchResult]
pytestmark = pytest.mark.usefixtures("in_joetsu")


def test_a_new_synonym_works_at_once_and_both_ways(find: Find):
    listed("ねんねルーム")
    listed("すやすや広場")
    assert names(find("ねんね")) == ["ねんねルーム"]

    add_synonyms(terms=["ねんね", "すやすや"], by=make_user(), at=TODAY_10AM)

    assert names(find("ねんね")) == ["ねんねルーム", "すやすや広場"]
    assert names(find("すやすや")) == ["すやすや広場", "ねんねルーム"]


def test_a_synonym_says_that_it_was_one(find: Find):
    listed("すやすや広場")
    add_synonyms(terms=["ぐっすり", "すやすや"], by=make_user(), at=TODAY_10AM)

    reasons = find("ぐっすり").hits[0].reasons

    assert (reasons[0].kind, reasons[0].text, reasons[0].detail) == (
        ReasonKind.SYNONYM,
        "ぐっすり",
        "すやすや",
    )


def test_words_that_lead_elsewhere_do_not_come_back(find: Find):
    listed("ねんねルーム")
    listed("すやすや広場")

    add_synonyms(terms=["ねんね"], leads_to=["すやすや"], by=make_user(), at=TODAY_10AM)

    assert names(find("ねんね")) == ["ねんねルーム", "すやすや広場"]
    assert names(find("すやすや")) == ["すやすや広場"]


def test_a_changed_and_a_removed_group_stop_working_at_once(find: Find):
    user = make_user()
    listed("すやすや広場")
    group = add_synonyms(terms=["ぐっすり", "すやすや"], by=user, at=TODAY_10AM)
    assert names(find("ぐっすり")) == ["すやすや広場"]

    change_synonyms(group=group, terms=["うとうと", "すやすや"], by=user, at=TODAY_10AM)
    after_change = (names(find("ぐっすり")), names(find("うとうと")))
    remove_synonyms(group=group, by=user, at=TODAY_10AM)
    after_removal = names(find("うとうと"))

    assert after_change == ([], ["すやすや広場"])
    assert after_removal == []


@pytest.mark.parametrize("terms", [[], ["ねんね"], ["ネンネ", "ねんね"], ["  ", "ねんね"]])
def test_a_group_that_links_nothing_is_refused(terms: list[str]):
    with pytest.raises(TooFewWords):
        add_synonyms(terms=terms, by=make_user(), at=TODAY_10AM)


def test_shipped_synonyms_never_overwrite_a_towns_own():
    add_synonyms(terms=["ねんね", "すやすや"], by=make_user(), at=TODAY_10AM)

    taken = load_synonyms({"synonyms": [{"kind": "equivalent", "terms": ["あ", "い"]}]}, at=TODAY_10AM)

    assert taken == 0
    assert list(SynonymGroup.objects.values_list("terms", flat=True)) == [["ねんね", "すやすや"]]
