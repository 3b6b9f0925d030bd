"""A parent subscribes, changes and stops on the front door's own pages, without an account."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories.outreach import make_subscription
from tests.outreach.push_service import Browser
from tests.portal.conftest import Town
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.outreach.actions.links import confirm_token, own_token
from tsunagu.outreach.models import PushDevice, SubscribedChild, Subscription

HERE = "/joetsu/notices"
FILLED_IN = {
    "email": "hahaoya@example.jp",
    "born": "令和7年4月、2023/11",
    "due": "",
    "district": "",
    "subjects": ["events", "health"],
    "language": "ja",
}


@pytest.fixture
def in_town(town: Town, joetsu: Municipality) -> Iterator[Town]:
    """What the pages wrote is looked at as the town's machinery; the town's own sample is out of the way."""
    with as_system(joetsu.id):
        Subscription.objects.all().delete()
        yield town


def test_a_parent_asks_and_is_told_to_look_at_the_mail(client: Client, in_town: Town) -> None:
    answer = client.post(f"{HERE}/subscribe/", FILLED_IN, follow=True)

    made = Subscription.objects.get()
    months = [f"{each.month:%Y-%m}" for each in SubscribedChild.objects.order_by("month")]
    assert "メールを見てください" in answer.content.decode()
    assert (made.subjects, made.district, months) == (["events", "health"], None, ["2023-11", "2025-04"])


def test_the_answer_does_not_tell_whether_the_address_was_known(client: Client, in_town: Town) -> None:
    make_subscription("hahaoya@example.jp")

    known = client.post(f"{HERE}/subscribe/", FILLED_IN)
    new = client.post(f"{HERE}/subscribe/", {**FILLED_IN, "email": "new@example.jp"})

    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"email": "hahaoya"}, "メールアドレスの形になっていません"),
        ({"born": "先月"}, "「先月」を年と月として読めません"),
        ({"born": "2199年1月"}, "まだ来ていない月です"),
        ({"born": "1999年1月"}, "18歳までの"),
        ({"born": "、".join(["2025年1月"] * 9)}, "8人まで"),
        ({"due": "2020年1月"}, "今月から10か月先まで"),
        ({"subjects": []}, "一つは選んでください"),
        ({"district": "どこか"}, "どこか"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_kept(
    client: Client, in_town: Town, wrong: dict[str, object], says: str
) -> None:
    answer = client.post(f"{HERE}/subscribe/", {**FILLED_IN, **wrong})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "field__error" in answer.content.decode()
    assert Subscription.objects.count() == 0


def test_the_link_of_the_first_letter_shows_a_button_and_confirms_by_post_only(
    client: Client, in_town: Town
) -> None:
    made = make_subscription(confirmed=False)
    address = f"{HERE}/confirm/{confirm_token(made.id)}/"

    looked = client.get(address)
    made.refresh_from_db()
    assert (looked.status_code, made.confirmed_at) == (200, None)
    pressed = client.post(address)

    made.refresh_from_db()
    assert made.confirmed_at is not None
    assert pressed["Location"] == f"{HERE}/mine/{own_token(made.id)}/"


def test_the_own_page_shows_what_was_told_and_never_the_address(client: Client, in_town: Town) -> None:
    made = make_subscription("hahaoya@example.jp", district_id=in_town.district.id)

    page = client.get(f"{HERE}/mine/{own_token(made.id)}/")

    text = page.content.decode()
    assert "2026年4月" in text
    assert "hahaoya" not in text
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")


def test_wishes_are_changed_on_the_own_page(client: Client, in_town: Town) -> None:
    made = make_subscription()

    answer = client.post(
        f"{HERE}/mine/{own_token(made.id)}/",
        {"born": "", "due": "", "district": in_town.district.id, "subjects": ["money"], "language": "en"},
    )

    made.refresh_from_db()
    assert "変えました" in answer.content.decode()
    assert (made.subjects, made.district_id, made.language) == (["money"], in_town.district.id, "en")
    assert SubscribedChild.objects.count() == 0


@pytest.mark.parametrize("step", ["stop", "quiet"])
def test_one_post_without_a_cookie_stops_everything(in_town: Town, step: str) -> None:
    made = make_subscription()
    program = Client(enforce_csrf_checks=True)

    answer = program.post(f"{HERE}/mine/{own_token(made.id)}/{step}/", {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, Subscription.objects.count()) == (200, 0)


@pytest.mark.parametrize("step", ["stop", "quiet"])
def test_looking_at_the_page_stops_nothing(client: Client, in_town: Town, step: str) -> None:
    made = make_subscription()

    assert client.get(f"{HERE}/mine/{own_token(made.id)}/{step}/").status_code == 200
    assert Subscription.objects.get() == made


def test_a_family_in_mourning_is_asked_nothing_and_given_a_number(client: Client, in_town: Town) -> None:
    made = make_subscription()
    address = f"{HERE}/mine/{own_token(made.id)}/quiet/"

    before, after = client.get(address).content.decode(), client.post(address).content.decode()

    assert "理由は書かなくてかまいません" in before
    assert "<textarea" not in before
    assert "もう何も届きません" in after
    assert "0120-279-338" in after


def test_after_stopping_the_own_page_is_closed_calmly(client: Client, in_town: Town) -> None:
    made = make_subscription()
    token = own_token(made.id)
    client.post(f"{HERE}/mine/{token}/stop/")

    page = client.get(f"{HERE}/mine/{token}/")

    assert page.status_code == 410
    assert "もう何も届きません" in page.content.decode()


@pytest.mark.parametrize(
    "page", ["mine/guessed/", "mine/guessed/stop/", "mine/guessed/quiet/", "confirm/guessed/"]
)
def test_a_guessed_key_opens_nothing(client: Client, in_town: Town, page: str) -> None:
    assert client.get(f"{HERE}/{page}").status_code == 410
    assert client.post(f"{HERE}/{page}").status_code == 410


def test_a_browser_registers_behind_the_link_and_nowhere_else(client: Client, in_town: Town) -> None:
    made = make_subscription()
    told = Browser().registration("https://fcm.googleapis.com/fcm/send/x")
    address = f"{HERE}/mine/{own_token(made.id)}/device/"

    answers = [
        client.post(address, told, content_type="application/json").status_code,
        client.post(address, "{", content_type="application/json").status_code,
        client.post(f"{HERE}/mine/guessed/device/", told, content_type="application/json").status_code,
        client.get(address).status_code,
    ]

    assert answers == [204, 422, 410, 405]
    assert PushDevice.objects.get().subscription == made


def test_the_page_offers_it_only_to_a_script_and_where_the_town_allows_it(
    client: Client, in_town: Town, settings: Settings
) -> None:
    address = f"{HERE}/mine/{own_token(make_subscription().id)}/"

    with_push = client.get(address).content.decode()
    settings.PUSH_SERVICES = [""]
    without = client.get(address).content.decode()

    assert 'hidden data-push-key="' in with_push
    assert "data-push-key" not in without
