"""Which pages of results count as a gap, and which never do."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.directory import make_term
from tests.portal.conftest import Town
from tsunagu.directory.choices import GapKind, Scheme
from tsunagu.directory.models.gaps import SearchGap
from tsunagu.directory.queries.search import Reason, ReasonKind, SearchHit, SearchResult
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal.forms.search_filters import SearchFilters
from tsunagu.portal.views.gaps import kind_of_gap, may_be_missed


def counted(town: Municipality) -> list[tuple[str, str, str, int]]:
    with as_system(town.id):
        return list(SearchGap.objects.order_by("id").values_list("kind", "question", "filters", "times"))


def test_words_that_find_nothing_are_counted(client: Client, town: Town, joetsu: Municipality) -> None:
    client.get("/joetsu/search/?q=ゼゼゼ")

    assert counted(joetsu) == [("nothing", "ぜぜぜ", "", 1)]


MISSED = "この中にない"


def test_what_was_found_and_not_looked_for_is_counted_without_whoever_said_it(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    assert MISSED in client.get("/joetsu/search/?q=ほほえみ&free=1").content.decode()
    answer = client.post("/joetsu/search/missed/", {"q": "ほほえみ", "free": "1"})

    assert (answer.status_code, answer["Location"], answer.cookies) == (302, "/joetsu/search/missed/", {})
    assert client.get(answer["Location"]).status_code == 200
    assert counted(joetsu) == [("wrong_way", "ほほえみ", "free", 1)]


@pytest.mark.parametrize("words", ["", "DV", "090-1234-5678"])
def test_nothing_is_counted_of_what_could_tell_of_somebody(
    client: Client, town: Town, joetsu: Municipality, words: str
) -> None:
    client.post("/joetsu/search/missed/", {"q": words})

    assert counted(joetsu) == []


@pytest.mark.parametrize("ask", ["get of nothing found", "get of danger", "post"])
def test_where_nothing_would_be_counted_nothing_is_asked(client: Client, town: Town, ask: str) -> None:
    answers = {
        "get of nothing found": lambda: client.get("/joetsu/search/?q=ゼゼゼ"),
        "get of danger": lambda: client.get("/joetsu/search/?q=DV"),
        "post": lambda: client.post("/joetsu/search/", {"q": "ほほえみ"}),
    }

    assert MISSED not in answers[ask]().content.decode()


@pytest.mark.parametrize(
    ("filters", "may"),
    [
        (SearchFilters(q="ほほえみ", open_now=True), True),
        (SearchFilters(free=True), True),
        (SearchFilters(open_now=True), False),
        (SearchFilters(language="vi"), True),
    ],
)
def test_only_what_can_be_counted_may_be_missed(filters: SearchFilters, may: bool) -> None:
    assert may_be_missed(filters) is may


def test_filters_that_leave_nothing_are_counted_with_their_marks(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    client.get("/joetsu/search/?q=ほほえみ&day=6&free=1&situation=twins&language=vi")

    assert counted(joetsu) == [("filtered", "ほほえみ", "day:6 free language:vi situation:twins", 1)]


def test_a_need_that_nobody_serves_is_counted(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        make_term(Scheme.NEED, "move_house", "引っ越し")
    client.get("/joetsu/needs/move_house/")

    assert counted(joetsu) == [("filtered", "", "need:move_house", 1)]


def hit(*kinds: ReasonKind) -> SearchHit:
    reasons = tuple(Reason(kind) for kind in kinds)
    return SearchHit(new_id(), "", "", "", 1.0, is_partial=False, supporters_only=False, reasons=reasons)


@pytest.mark.parametrize(
    ("hits", "kind"),
    [
        ([hit(ReasonKind.SIMILAR, ReasonKind.FREE), hit(ReasonKind.SIMILAR)], GapKind.SIMILAR),
        ([hit(ReasonKind.SIMILAR), hit(ReasonKind.SIMILAR, ReasonKind.NAME)], None),
        ([hit(ReasonKind.SYNONYM)], None),
        ([], GapKind.NOTHING),
    ],
)
def test_an_answer_that_only_looks_alike_falls_short(hits: list[SearchHit], kind: GapKind | None) -> None:
    found = SearchResult(hits=tuple(hits), total=len(hits))

    assert kind_of_gap(SearchFilters(q="どろんこ"), found) == kind


def test_a_misspelt_word_that_finds_its_likeness_is_counted_as_such(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    html = client.get("/joetsu/search/?q=はほえみ").content.decode()

    assert "ほほえみ一時預かり" in html
    assert counted(joetsu) == [("similar", "はほえみ", "", 1)]


@pytest.mark.parametrize(
    "query",
    ["q=ほほえみ", "", "q=DV ゼゼゼ", "q=たたいてしまう ゼゼゼ", "need=child_protection&free=1&day=6",
     "q=ゼゼゼ&open_now=1", "q=ゼゼゼ&page=2"],
)  # fmt: skip
def test_what_is_found_sensitive_or_of_the_hour_is_not_counted(
    client: Client, town: Town, joetsu: Municipality, query: str
) -> None:
    assert client.get(f"/joetsu/search/?{query}").status_code == 200
    assert counted(joetsu) == []


def test_a_question_that_leaves_no_trace_leaves_none_here(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    client.post("/joetsu/search/", {"q": "ゼゼゼ"})

    assert counted(joetsu) == []


def test_a_kept_page_counts_once(client: Client, town: Town, joetsu: Municipality) -> None:
    for _time in range(3):
        client.get("/joetsu/search/?q=ゼゼゼ", HTTP_ACCEPT_ENCODING="gzip")

    assert counted(joetsu) == [("nothing", "ぜぜぜ", "", 1)]


def test_only_an_empty_page_writes_and_with_one_statement(client: Client, town: Town) -> None:
    def counting(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/joetsu/search/?q={query}")
        return sum("directory_note_gap" in one["sql"] for one in asked)

    assert (counting("ほほえみ"), counting("ゼゼゼ")) == (0, 1)
