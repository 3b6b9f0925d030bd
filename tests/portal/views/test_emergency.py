"""Whom to call at once, and which doctor is on duty."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from pytest_django import DjangoAssertNumQueries

from tests.factories.directory import make_organisation, make_service
from tests.factories.kernel import make_user
from tests.portal.conftest import Town
from tsunagu.directory.actions.duty import Duty, enter_duty
from tsunagu.directory.models import Organisation
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.fragments import fragments
from tsunagu.kernel.ui.kept_pages import kept_pages

PAGE = "/joetsu/emergency/"


def put_on_duty(
    town: Municipality, name: str, *, days: int = 0, organisation: Organisation | None = None
) -> None:
    """From midnight to midnight, so that it is now at any hour."""
    now = timezone.now()
    day = localdate(now) + timedelta(days=days)
    with as_system(town.id, at=now):
        duty = Duty(day, 0, DAY_MINUTES, name, "0000-00-0001", "見本町1", "小児科", "保険証を")
        enter_duty(duty=duty, organisation=organisation, by=make_user(), at=now)


def html_of(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_the_three_numbers_stand_before_everything(client: Client, town: Town) -> None:
    html = html_of(client)

    assert html.index("tel:110") < html.index('id="duty"')


def test_who_is_on_duty_now_stands_with_number_and_until_when(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    put_on_duty(joetsu, "見本医院")

    now = html_of(client).split('class="duty-now"')[1].split("</div>")[0]

    told = (
        "今開いている当番医",
        "見本医院",
        "小児科",
        "今日24:00まで",
        "見本町1",
        "保険証を",
        "tel:0000000001",
    )
    assert [word for word in told if word not in now] == []


def test_a_clinic_of_the_register_leads_to_its_page(client: Client, town: Town, joetsu: Municipality) -> None:
    put_on_duty(joetsu, "ひだまり広場", organisation=town.npo)

    assert f'href="/joetsu/organisations/{town.npo.id}/"' in html_of(client)


def test_when_nobody_is_on_duty_the_next_is_told(client: Client, town: Town, joetsu: Municipality) -> None:
    put_on_duty(joetsu, "あすの医院", days=1)

    html = html_of(client)

    assert "いま開いている当番医はありません" in html
    assert "あす 0:00–24:00" in html


def test_a_town_without_a_rota_says_so_and_shows_whom_to_ask(client: Client, town: Town) -> None:
    html = html_of(client)

    assert "この町の当番医は、まだ登録されていません" in html
    assert "tel:%238000" in html


def test_the_registers_hospitals_stand_below(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        make_service(make_organisation(), name="救急指定病院の案内", needs=("emergency_hospital",))
    fragments.clear()
    kept_pages.clear()

    assert "救急指定病院の案内" in html_of(client).split('id="hospitals"')[1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_long_the_rota(
    client: Client,
    town: Town,
    joetsu: Municipality,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        put_on_duty(joetsu, f"見本医院{number}", days=number)
    html_of(client, "/joetsu/now/")  # the town is known

    # The town's context, the rota, the hospitals.
    with django_assert_num_queries(6):
        html_of(client)


def test_a_neighbours_rota_is_not_on_it(client: Client, town: Town, nagaoka: Municipality) -> None:
    put_on_duty(nagaoka, "となりの医院")

    assert "となりの医院" not in html_of(client)
    assert "となりの医院" in html_of(client, "/nagaoka/emergency/")


def test_the_days_ahead_begin_with_today(client: Client, town: Town, joetsu: Municipality) -> None:
    put_on_duty(joetsu, "見本医院")
    today = localtime()

    week = html_of(client).split("duty-week__title")[1]

    assert f"{today.month}月{today.day}日" in week.split("</h4>")[0]
