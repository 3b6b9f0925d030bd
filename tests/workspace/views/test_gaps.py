"""The queue of what was not found, and its table of the year."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_term
from tests.factories.kernel import make_posting, make_user
from tsunagu.directory.actions.gaps import note_gap
from tsunagu.directory.choices import GapKind, Scheme
from tsunagu.directory.models import GapDecision, Language, SearchGap, SynonymGroup
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, DESK_MANAGER

QUEUE = "/joetsu/work/gaps/"


def asked(text: str, *filters: str, kind: GapKind = GapKind.NOTHING) -> None:
    """By several people, yesterday and today."""
    for days in (-1, 0):
        for _time in range(2):
            note_gap(kind=kind, text=text, filters=filters, at=TODAY_10AM + timedelta(days=days))


@pytest.fixture
def manager(in_joetsu: Municipality, client: Client) -> Client:
    make_term(Scheme.NEED, "leave_child", "預けたい")
    user = make_user()
    make_posting(user, make_desk().id, DESK_MANAGER)
    client.force_login(user)
    return client


def test_a_row_tells_what_was_asked_how_often_and_the_ways_to_help(manager: Client) -> None:
    asked("森のようちえん")
    Language.objects.create(code="vi", name="ベトナム語")
    asked("", "need:leave_child", "day:6", "language:vi", kind=GapKind.FILTERED)

    html = manager.get(QUEUE).content.decode()

    assert "「森のようちえん」" in html
    assert "4回・2日" in html
    assert "日曜日・ベトナム語・預けたい" in html
    assert "/joetsu/work/synonyms/new/?terms=%E6%A3%AE" in html


def test_a_filter_that_was_made_up_is_not_shown(manager: Client) -> None:
    asked("", "need:<script>", kind=GapKind.FILTERED)
    asked("", "day:9", kind=GapKind.FILTERED)
    asked("", "language:xx", kind=GapKind.FILTERED)

    assert "<article" not in manager.get(QUEUE).content.decode()


def test_a_row_that_is_settled_leaves_the_queue(manager: Client) -> None:
    asked("森のようちえん")

    manager.post(QUEUE, {"question": "森のようちえん", "choice": "fine", "note": "市の外の園"})

    decision = GapDecision.objects.get()
    assert (decision.question, decision.choice, decision.note) == ("森のようちえん", "fine", "市の外の園")
    assert "<article" not in manager.get(QUEUE).content.decode()


@pytest.mark.parametrize("posted", [{}, {"choice": "fine"}, {"question": "x", "choice": "?"}])
def test_what_is_posted_by_hand_settles_nothing(manager: Client, posted: dict[str, str]) -> None:
    assert manager.post(QUEUE, posted).status_code == 302
    assert GapDecision.objects.count() == 0


def test_adding_the_synonym_settles_the_row(manager: Client) -> None:
    asked("森のようちえん")
    form = "/joetsu/work/synonyms/new/?terms=森のようちえん"

    shown = manager.get(form).content.decode()
    answer = manager.post(form, {"terms": "森のようちえん、自然保育", "leads_to": ""})

    assert "森のようちえん</textarea>" in shown.replace("\n", "")
    assert answer["Location"] == QUEUE
    assert SynonymGroup.objects.get().terms == ["森のようちえん", "自然保育"]
    assert "<article" not in manager.get(QUEUE).content.decode()


def test_the_year_has_its_months_and_comes_as_a_file(manager: Client) -> None:
    asked("森のようちえん")

    html = manager.get(f"{QUEUE}year/").content.decode()
    answer = manager.get(f"{QUEUE}year.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert "「森のようちえん」" in html
    assert lines[0].startswith("種類,さがされたこと,4月,5月")
    assert lines[1] == "検索,「森のようちえん」,0,0,0,0,0,0,0,4,0,0,0,0,4"


def test_who_keeps_neither_words_nor_register_does_not_enter(in_joetsu: Municipality, client: Client) -> None:
    user = make_user()
    make_posting(user, make_desk().id, CONSULTATION_WORKER)
    client.force_login(user)

    assert [client.get(f"{QUEUE}{page}").status_code for page in ("", "year/", "year.csv")] == [403] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_as_often_for_one_as_for_three(
    manager: Client, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(count):
        asked(f"森のようちえん{number}")
    manager.get(QUEUE)

    with django_assert_num_queries(15):
        html = manager.get(QUEUE).content.decode()

    assert html.count("<article") == count == SearchGap.objects.values("question").distinct().count()
