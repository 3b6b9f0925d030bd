"""The page of a child's way: the seed's own path, bad days, and nothing kept."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.portal.conftest import Town
from tests.portal.views.test_search import names
from tests.search.conftest import load_demo_towns
from tsunagu.kernel.municipality.models import Municipality

PAGE = "/joetsu/path/"
# The pages' clock is the wall's.
TODAY = TODAY_10AM.date()


@pytest.fixture
def nagaoka_as_it_is(db: None) -> None:
    load_demo_towns()


def test_the_path_of_nagaoka_appears_by_itself(client: Client, nagaoka_as_it_is: None) -> None:
    html = client.post(
        "/nagaoka/path/", {"kind": "born", "day": str(TODAY - timedelta(days=20))}
    ).content.decode()

    way = ("産後デイケアる～む ままりら", "ままのまカフェ", "子育ての駅")
    first, second, third = (names(html).index(name) for name in way)
    assert first < second < third


def test_before_the_birth_the_next_place_stands_under_the_expected_day(
    client: Client, nagaoka_as_it_is: None
) -> None:
    expected = TODAY + timedelta(days=50)
    html = client.post("/nagaoka/path/", {"kind": "expected", "day": str(expected)}).content.decode()

    assert html.index("産後デイケアる～む ままりら") < html.index("生まれたら") < html.index("ままのまカフェ")
    assert f"{expected.year}年{expected.month}月{expected.day}日から" in html


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        ("born", "", "日にちを入れてください。"),
        ("born", "2026/13/40", "2026/13/40"),
        ("born", str(TODAY + timedelta(days=1)), "まだ来ていない日です。"),
        ("born", "1990-01-01", "18歳までのお子さんの日にちを入れてください。"),
        ("expected", str(TODAY + timedelta(days=301)), "出産予定日が先すぎます。"),
        ("expected", str(TODAY - timedelta(days=60)), "もう生まれていたら"),
        ("mother", "2026-09-01", "生まれた日か、出産予定日かを選んでください。"),
    ],
)
def test_a_bad_day_is_answered_beside_its_field(
    client: Client, town: Town, kind: str, day: str, said: str
) -> None:
    answer = client.post(PAGE, {"kind": kind, "day": day})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert f'value="{day}"' in html or not day


def test_nothing_of_the_day_is_kept_or_stands_in_an_address(client: Client, town: Town) -> None:
    answer = client.post(PAGE, {"kind": "born", "day": "2025-04-01"})

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert "2025-04-01" not in re.sub(r"<form.*?</form>", "", answer.content.decode(), flags=re.DOTALL)


def test_a_town_without_such_services_says_so(client: Client, joetsu: Municipality) -> None:
    html = client.post(PAGE, {"kind": "born", "day": str(TODAY)}).content.decode()

    assert "まだ名簿にありません" in html
