"""What a family types finds what helps, among the first five, on the demo towns' own resources."""

from pathlib import Path

import pytest

from tests.conftest import TODAY_10AM
from tests.search.judgements import BLIND, IN_OTHER_LANGUAGES, OURS, judge_all
from tsunagu.directory.queries.search import SearchQuery, search_everywhere
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.municipality.queries import all_towns


@pytest.mark.parametrize(("file", "ndcg"), [(OURS, 0.9), (BLIND, 0.8)], ids=["ours", "blind"])
@pytest.mark.usefixtures("demo_towns")
def test_nineteen_of_twenty_questions_find_help_among_the_first_five(file: Path, ndcg: float):
    judged = list(judge_all(file))

    missed = [(each.query, each.town, each.found[:5]) for each in judged if not each.hits_in_five]

    assert len(judged) >= 120
    assert len(missed) <= 0.05 * len(judged), missed
    assert sum(each.ndcg for each in judged) / len(judged) >= ndcg


@pytest.mark.usefixtures("demo_towns")
def test_so_do_questions_in_other_languages_with_accents_and_without():
    judged = list(judge_all(IN_OTHER_LANGUAGES))

    missed = [(each.query, each.town, each.found[:5]) for each in judged if not each.hits_in_five]

    assert len(judged) >= 60
    assert len(missed) <= 0.05 * len(judged), missed


UNRELATED = ("ラーメン", "車検", "パスポート", "天気予報", "確定申告", "くぁwせdrftgy", "プロ野球の結果")


@pytest.mark.parametrize("query", UNRELATED)
@pytest.mark.usefixtures("demo_towns")
def test_a_question_about_something_else_finds_nothing(query: str):
    with acting(Acting(moment=TODAY_10AM)):
        found = search_everywhere(
            SearchQuery(text=query), TODAY_10AM, towns=[town.id for town in all_towns()]
        )

    assert [hit.name for _, hit in found] == []
