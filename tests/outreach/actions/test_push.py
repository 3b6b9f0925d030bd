"""A browser is woken through a push service: encrypted for it alone, signed by us, naming nobody."""

from collections.abc import Iterator
from typing import Any

import http_ece
import pytest
from pytest_django.fixtures import Settings

from tests.conftest import TODAY_10AM
from tests.factories.kernel import make_user
from tests.factories.outreach import make_receivers, make_started, make_subscription
from tests.outreach.push_service import Browser, PushService, push_service
from tsunagu.families.models.sealing import SealBroken
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.outreach.actions.links import own_token
from tsunagu.outreach.actions.push import (
    MOST_DEVICES,
    DeviceGone,
    NotAPushService,
    add_device,
    is_push_service,
    server_key,
    wake,
)
from tsunagu.outreach.actions.sending import carry_out, take_next
from tsunagu.outreach.actions.stopping import stop_by_link
from tsunagu.outreach.models import Delivery, PushDevice, Subscription
from tsunagu.outreach.presenters.letters import Composer, knock_of

pytestmark = [pytest.mark.django_db]
ADDRESS = "hahaoya@example.jp"
PAYLOAD = {"title": "上越市", "body": "新しいお知らせがあります", "url": "http://localhost/joetsu/notices/1/"}


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    settings.DEMO = False
    with push_service() as listening:
        settings.PUSH_SERVICES = [listening.origin]
        yield listening


def registered(
    service: PushService, browser: Browser, subscription: Subscription, name: str = "one"
) -> PushDevice:
    told = browser.registration(service.endpoint(name))
    add_device(subscription=subscription, told=told, at=TODAY_10AM)
    return PushDevice.objects.order_by("-added_at", "-id")[0]


def test_the_browser_reads_what_was_sent_and_the_service_trusts_us(
    in_joetsu: Municipality, service: PushService
) -> None:
    browser = Browser()
    device = registered(service, browser, make_subscription())

    wake(device=device, payload=PAYLOAD, at=TODAY_10AM)

    [(path, headers, body)] = service.asked
    claims = service.trusts(headers["Authorization"])
    assert (path, browser.decrypts(body)) == ("/send/one", PAYLOAD)
    assert headers["Authorization"].endswith(f"k={server_key()}")
    assert (claims["aud"], claims["sub"].startswith("mailto:")) == (service.origin, True)
    assert (headers["Content-Encoding"], headers["Ttl"]) == ("aes128gcm", "172800")
    assert "上越市".encode() not in body


def test_another_browser_cannot_read_it(in_joetsu: Municipality, service: PushService) -> None:
    device = registered(service, Browser(), make_subscription())
    wake(device=device, payload=PAYLOAD, at=TODAY_10AM)

    with pytest.raises(http_ece.ECEException):
        Browser().decrypts(service.asked[0][2])


def test_where_to_knock_is_kept_under_seal(joetsu: Municipality, service: PushService) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        registered(service, Browser(), make_subscription())
        worker = make_user()
        assert service.origin not in str(list(PushDevice.objects.values()))
    with acting(Acting(town=joetsu.id, user=worker.id, moment=TODAY_10AM)):
        assert PushDevice.objects.count() == 0


@pytest.mark.parametrize("code", [404, 410])
def test_a_browser_that_withdrew_is_forgotten(
    in_joetsu: Municipality, service: PushService, code: int
) -> None:
    make_receivers(9)
    registered(service, Browser(), make_subscription(ADDRESS))
    notice = make_started()
    service.answers = code

    everything_goes(notice)

    assert PushDevice.objects.count() == 0
    assert Delivery.objects.filter(channel="push", state="failed").count() == 1
    assert Delivery.objects.filter(channel="mail", state="sent").count() == 10


@pytest.mark.parametrize("code", [400, 429, 500, 307])
def test_a_service_that_refuses_is_not_asked_again_and_the_browser_is_kept(
    in_joetsu: Municipality, service: PushService, code: int
) -> None:
    make_receivers(9)
    registered(service, Browser(), make_subscription(ADDRESS))
    notice = make_started()
    service.answers = code

    everything_goes(notice)

    assert (PushDevice.objects.count(), len(service.asked)) == (1, 1)
    assert Delivery.objects.filter(channel="push", state="failed").count() == 1


def test_every_browser_is_woken_once_with_the_same_words(
    in_joetsu: Municipality, service: PushService
) -> None:
    make_receivers(9)
    browsers = [Browser(), Browser()]
    mother = make_subscription(ADDRESS)
    for number, browser in enumerate(browsers):
        registered(service, browser, mother, f"b{number}")
    notice = make_started()

    everything_goes(notice)

    expected = knock_of(notice, language="ja")
    by_path = {path: body for path, _headers, body in service.asked}
    assert [browser.decrypts(by_path[f"/send/b{number}"]) for number, browser in enumerate(browsers)] == [
        expected,
        expected,
    ]
    assert expected["body"] == "新しいお知らせがあります"
    assert notice.title not in str(expected)


def test_nothing_knocks_after_the_family_has_stopped(in_joetsu: Municipality, service: PushService) -> None:
    make_receivers(10)
    mother = make_subscription(ADDRESS)
    registered(service, Browser(), mother)
    notice = make_started()

    stop_by_link(token=own_token(mother.id), at=TODAY_10AM)
    everything_goes(notice)

    assert (service.asked, PushDevice.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://169.254.169.254/latest/",
        "https://localhost/",
        "file:///etc/passwd",
        "https://fcm.googleapis.com.evil.example/x",
        "https://fcm.googleapis.com@evil.example/x",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://[bad",
        "",
    ],
)
def test_no_other_server_is_ever_called(in_joetsu: Municipality, endpoint: str) -> None:
    with pytest.raises(NotAPushService):
        add_device(subscription=make_subscription(), told=Browser().registration(endpoint), at=TODAY_10AM)


def test_the_services_of_the_common_browsers_are_known() -> None:
    known = (
        "https://fcm.googleapis.com/fcm/send/x",
        "https://web.push.apple.com/x",
        "https://wns2.notify.windows.com/w",
    )

    assert [is_push_service(one) for one in known] == [True] * 3


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {"endpoint": "https://fcm.googleapis.com/x"},
        {"endpoint": "https://fcm.googleapis.com/x", "keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"endpoint": "https://fcm.googleapis.com/x", "keys": {"p256dh": "B" * 87, "auth": "A" * 22}},
    ],
)
def test_what_is_no_registration_is_refused(in_joetsu: Municipality, told: Any) -> None:
    with pytest.raises(NotAPushService):
        add_device(subscription=make_subscription(), told=told, at=TODAY_10AM)


def test_a_browser_registers_once_and_the_oldest_gives_way(
    in_joetsu: Municipality, service: PushService
) -> None:
    mother, browser = make_subscription(), Browser()
    for _again in range(2):
        registered(service, browser, mother)
    assert PushDevice.objects.count() == 1

    for number in range(MOST_DEVICES):
        registered(service, Browser(), mother, f"more{number}")

    assert PushDevice.objects.count() == MOST_DEVICES


def test_a_browser_keeps_working_after_the_secret_was_changed(
    in_joetsu: Municipality, service: PushService, settings: Settings
) -> None:
    device = registered(service, Browser(), make_subscription())
    before = server_key()

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]
    wake(device=device, payload=PAYLOAD, at=TODAY_10AM)
    assert service.asked[0][1]["Authorization"].endswith(f"k={before}")
    assert server_key() != before

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(SealBroken):
        wake(device=device, payload=PAYLOAD, at=TODAY_10AM)


def test_a_service_that_is_not_allowed_any_more_is_not_called(
    in_joetsu: Municipality, service: PushService, settings: Settings
) -> None:
    device = registered(service, Browser(), make_subscription())
    settings.PUSH_SERVICES = []

    with pytest.raises(DeviceGone):
        wake(device=device, payload=PAYLOAD, at=TODAY_10AM)

    assert service.asked == []


def everything_goes(notice: Any) -> None:
    compose = Composer()
    while taken := take_next(notice_id=notice.id, at=TODAY_10AM):
        carry_out(delivery_id=taken, compose=compose, at=TODAY_10AM)
