"""What is free: told by whoever runs it, read by families with its day, and unknown once it is old."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_term
from tests.factories.network import Keepers
from tsunagu.directory.actions.vacancies import VacancyLine, tell_vacancies
from tsunagu.directory.choices import Scheme, VacancyState
from tsunagu.directory.models import Service, Vacancy
from tsunagu.kernel.audit.models import WriteEntry

TODAY = TODAY_10AM.date()
ONE_YEAR_OLDS = VacancyLine("1歳児クラス", VacancyState.OPEN, available=2, maximum=10)


def address(service: Service) -> str:
    return f"/joetsu/work/listings/services/{service.id}/vacancies/"


def tell(keepers: Keepers, *lines: VacancyLine, as_of: date = TODAY) -> None:
    tell_vacancies(service=keepers.listing, lines=lines, as_of=as_of, by=keepers.ito, at=timezone.now())


def public_page(client: Client, keepers: Keepers) -> str:
    return client.get(f"/joetsu/services/{keepers.listing.id}/").content.decode()


def test_a_member_tells_what_is_free_and_families_read_it_at_once(keepers: Keepers, client: Client) -> None:
    client.force_login(keepers.ito)
    said = {
        "as_of": TODAY,
        "label_0": "1歳児クラス",
        "state_0": "open",
        "available_0": "2",
        "maximum_0": "10",
    }

    assert client.post(address(keepers.listing), said).status_code == 302

    html = public_page(client, keepers)
    assert "空きの状況" in html
    assert "2人（定員10人）" in html
    assert f"{TODAY.month}月{TODAY.day}日" in html
    event = WriteEntry.objects.filter(event="directory.vacancies_told", record_id=keepers.listing.id)
    assert event.count() == 1


def test_a_nursery_begins_with_its_classes(keepers: Keepers, client: Client) -> None:
    kind = make_term(Scheme.KIND, "nursery", "保育")
    Service.objects.filter(id=keepers.listing.id).update(kind=kind)
    client.force_login(keepers.ito)

    html = client.get(address(keepers.listing)).content.decode()

    assert [f"{age}歳児クラス" in html for age in range(6)] == [True] * 6


def test_news_is_news_until_its_last_day(keepers: Keepers, client: Client) -> None:
    tell(keepers, ONE_YEAR_OLDS, as_of=TODAY - timedelta(days=settings.VACANCY_DAYS))

    assert "空きあり" in public_page(client, keepers)


def test_old_news_keeps_its_day_and_says_of_nothing_that_it_is_free(keepers: Keepers, client: Client) -> None:
    tell(keepers, ONE_YEAR_OLDS, as_of=TODAY - timedelta(days=settings.VACANCY_DAYS + 1))

    html = public_page(client, keepers)

    assert "空きあり" not in html
    assert "1歳児クラス" in html
    assert "いまの空きは確認中です" in html


def test_open_data_tells_the_number_while_it_is_news(keepers: Keepers, client: Client) -> None:
    page = f"/joetsu/hsds/services/{keepers.listing.id}"
    tell(keepers, ONE_YEAR_OLDS, VacancyLine("2歳児クラス", VacancyState.FEW))
    found = client.get(page).json()["capacities"]
    assert [(one["unit"]["name"], one["available"], one["maximum"]) for one in found] == [
        ("1歳児クラス", 2, 10)
    ]

    tell(keepers, ONE_YEAR_OLDS, as_of=TODAY - timedelta(days=settings.VACANCY_DAYS + 1))

    assert "capacities" not in client.get(page).json()


def test_a_class_keeps_its_row_and_a_line_left_out_goes(keepers: Keepers) -> None:
    tell(keepers, ONE_YEAR_OLDS, VacancyLine("2歳児クラス", VacancyState.FEW))
    kept = Vacancy.objects.get(label="1歳児クラス").id

    tell(keepers, VacancyLine("1歳児クラス", VacancyState.FULL))

    assert list(Vacancy.objects.values_list("id", "state", "available")) == [(kept, "full", None)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"as_of": TODAY + timedelta(days=1)}, "これからの日ではなく、確かめた日を書いてください。"),
        ({"label_1": "1歳児クラス", "state_1": "few"}, "同じ年齢・クラスが2行あります。"),
        ({"state_0": ""}, "空きがあるかどうかを選んでください。"),
        ({"available_0": "11"}, "定員より多くなっています。"),
        ({"state_0": "full"}, "「空きなし」なら、空けておくか0にします。"),
        ({"label_1": "", "note_1": "だれか"}, "年齢かクラスを書いてください。"),
    ],
)
def test_a_wrong_line_is_told_and_nothing_is_lost(
    keepers: Keepers, client: Client, wrong: dict[str, Any], said: str
) -> None:
    client.force_login(keepers.ito)
    line = {"label_0": "1歳児クラス", "state_0": "open", "available_0": "2", "maximum_0": "10"}

    response = client.post(address(keepers.listing), {"as_of": TODAY, **line, "note_0": "面談あり", **wrong})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "面談あり" in response.content.decode()
    assert not Vacancy.objects.exists()


def test_another_organisation_does_not_speak_for_it(keepers: Keepers, client: Client) -> None:
    client.force_login(keepers.ito)

    assert client.get(address(keepers.circle_listing)).status_code == 404


def test_a_member_is_reminded_when_it_is_old(keepers: Keepers, client: Client) -> None:
    client.force_login(keepers.ito)
    tell(keepers, ONE_YEAR_OLDS)
    assert "空きの情報が古くなりました" not in client.get("/joetsu/work/today/", follow=True).content.decode()

    tell(keepers, ONE_YEAR_OLDS, as_of=TODAY - timedelta(days=settings.VACANCY_DAYS + 1))

    assert "空きの情報が古くなりました" in client.get("/joetsu/work/", follow=True).content.decode()


def test_the_public_page_asks_the_database_as_often_for_many_lines(keepers: Keepers, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            public_page(client, keepers)
        return len(asked)

    tell(keepers, ONE_YEAR_OLDS)
    queries()
    tell(keepers, ONE_YEAR_OLDS)
    one = queries()
    tell(keepers, *(VacancyLine(f"{age}歳児クラス", VacancyState.FEW) for age in range(3)))

    assert queries() == one


@pytest.mark.parametrize(
    "broken",
    [
        {"label": ""},
        {"state": "perhaps"},
        {"available": 3, "maximum": 2},
        {"state": "full", "available": 1},
        {"label": "1歳児クラス"},
    ],
)
def test_the_database_refuses_what_cannot_be(keepers: Keepers, broken: dict[str, Any]) -> None:
    tell(keepers, ONE_YEAR_OLDS)
    line = {"service": keepers.listing, "label": "2歳児クラス", "state": "open", "as_of": TODAY}

    with pytest.raises(IntegrityError), transaction.atomic():
        Vacancy.objects.create(**{**line, **broken})


def test_the_form_shows_what_stands_on_the_page(keepers: Keepers, client: Client) -> None:
    tell(keepers, ONE_YEAR_OLDS)
    client.force_login(keepers.ito)

    assert 'value="1歳児クラス"' in client.get(address(keepers.listing)).content.decode()
