"""A notice goes out in batches: to those who are meant, once, and not to whoever stopped a moment ago."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection
from pytest_django.fixtures import Settings

from tests.factories.directory import make_phone, make_service
from tests.factories.events import make_event
from tests.factories.families import make_household
from tests.factories.kernel import make_user
from tests.factories.outreach import (
    make_notice,
    make_receivers,
    make_scheduled,
    make_started,
    make_subscription,
)
from tsunagu.families.actions.record_household import add_contact_way
from tsunagu.families.choices import ContactKind
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter
from tsunagu.outreach.actions.composing import NotInThatState
from tsunagu.outreach.actions.links import own_token
from tsunagu.outreach.actions.sending import (
    erase_old_deliveries,
    finish_when_done,
    start_notice,
    stop_notice,
    take_next,
)
from tsunagu.outreach.actions.stopping import stop_by_link, stop_for_household
from tsunagu.outreach.jobs import carry, resume
from tsunagu.outreach.models import Delivery, Notice, Subscription

pytestmark = [pytest.mark.django_db]
ADDRESS = "hahaoya@example.jp"


class Interrupted(BaseException):
    """The worker is killed."""


@pytest.fixture(autouse=True)
def _real_letters(settings: Settings) -> None:
    settings.DEMO = False


@pytest.fixture
def now(joetsu: Municipality) -> Iterator[datetime]:
    """The machine's own clock: the job reads no other."""
    at = datetime.now(UTC)
    with as_system(joetsu.id, at=at):
        yield at


def goes_out(notice: Notice, joetsu: Municipality) -> None:
    carry(town_id=joetsu.id, notice_id=str(notice.id))
    notice.refresh_from_db()


def receivers() -> list[str]:
    return sorted(letter.to[0] for letter in mail.outbox)


def carries_waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'outreach.carry'")
        return int(cursor.fetchone()[0])


def test_everybody_who_is_meant_is_written_to_once(joetsu: Municipality, now: datetime) -> None:
    for number in range(12):
        make_subscription(f"p{number:02}@example.jp", at=now)
    make_subscription("other@example.jp", subjects=["money"], at=now)
    notice = make_started(at=now)

    goes_out(notice, joetsu)
    goes_out(notice, joetsu)

    assert receivers() == [f"p{number:02}@example.jp" for number in range(12)]
    assert (notice.state, notice.reached, notice.sent, notice.failed) == ("sent", 12, 12, 0)
    assert Letter.objects.count() == 0


def test_the_letter_speaks_the_receivers_language_quotes_live_and_shows_the_way_out(
    joetsu: Municipality, now: datetime
) -> None:
    make_receivers(10, at=now)
    service = make_service(name="ほほえみひろば")
    make_phone("025-526-5111", service=service)
    mother = make_subscription(ADDRESS, language="ja-easy", at=now)
    notice = make_started(at=now, items=[service.id, make_event(name="雪あそび").id])
    type(service).objects.filter(id=service.id).update(name="新しい名前のひろば")

    goes_out(notice, joetsu)

    letter = next(one for one in mail.outbox if one.to == [ADDRESS])
    stop = f"/joetsu/easy/notices/mine/{own_token(mother.id)}/stop/?notice={notice.id}"
    assert letter.subject == notice.title_easy
    for words in (
        "新しい名前のひろば",
        "025-526-5111",
        "雪あそび",
        f"/joetsu/easy/notices/{notice.id}/",
        stop,
    ):
        assert words in letter.body
    assert stop in letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_stops_before_the_moment_is_not_written_to(joetsu: Municipality, now: datetime) -> None:
    make_receivers(10, at=now)
    mother = make_subscription(ADDRESS, at=now)
    notice = make_scheduled(at=now)
    stop_by_link(token=own_token(mother.id), at=now)

    start_notice(notice_id=notice.id, at=now)
    goes_out(notice, joetsu)

    assert ADDRESS not in receivers()
    assert len(mail.outbox) == 10


def test_a_letter_in_the_queue_is_gone_the_moment_the_family_stops(
    joetsu: Municipality, now: datetime
) -> None:
    make_receivers(10, at=now)
    mother = make_subscription(ADDRESS, at=now)
    notice = make_started(at=now)
    assert Delivery.objects.filter(subscription=mother, state="waiting").count() == 1

    stop_by_link(token=own_token(mother.id), notice_id=notice.id, at=now)
    goes_out(notice, joetsu)

    assert ADDRESS not in receivers()
    assert (notice.reached, notice.sent, notice.left) == (11, 10, 1)


def test_a_letter_in_the_queue_is_gone_when_the_desk_stops_for_a_household(
    joetsu: Municipality, now: datetime
) -> None:
    make_receivers(10, at=now)
    household = make_household()
    add_contact_way(household=household, kind=ContactKind.MAIL, value=ADDRESS, by=None, at=now)
    make_subscription(ADDRESS, at=now)
    notice = make_started(at=now)

    stop_for_household(household_id=household.id, by=make_user(), at=now)
    goes_out(notice, joetsu)

    assert ADDRESS not in receivers()


def test_even_a_letter_that_was_taken_does_not_leave_after_the_family_stopped(
    joetsu: Municipality, now: datetime
) -> None:
    make_receivers(10, at=now)
    notice = make_started(at=now)
    taken = take_next(notice_id=notice.id, at=now)
    mother = Delivery.objects.get(id=taken).subscription

    stop_by_link(token=own_token(mother.id), at=now)
    goes_out(notice, joetsu)

    assert len(mail.outbox) == 9


def test_who_stops_from_no_letter_of_ours_is_not_counted(joetsu: Municipality, now: datetime) -> None:
    make_receivers(10, at=now)
    notice = make_started(at=now)
    stranger = make_subscription(at=now)

    stop_by_link(token=own_token(stranger.id), notice_id=notice.id, at=now)

    notice.refresh_from_db()
    assert notice.left == 0


def test_a_worker_that_is_killed_never_makes_a_letter_go_twice(
    joetsu: Municipality, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        make_subscription(f"p{number}@example.jp", at=now)
    notice = make_started(at=now)
    send = locmem.EmailBackend.send_messages

    def killed_after_the_third(self: locmem.EmailBackend, messages: list[object]) -> int:
        sent = send(self, messages)
        if len(mail.outbox) == 3:
            raise Interrupted
        return sent

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", killed_after_the_third)
    with pytest.raises(Interrupted):
        goes_out(notice, joetsu)
    monkeypatch.undo()
    goes_out(notice, joetsu)

    assert receivers() == [f"p{number}@example.jp" for number in range(10)]
    assert notice.state == "sending"
    finish_when_done(notice_id=notice.id, at=now + timedelta(minutes=11))
    notice.refresh_from_db()
    assert (notice.state, notice.sent, notice.failed) == ("sent", 9, 1)


def test_a_second_start_writes_no_second_letter(joetsu: Municipality, now: datetime) -> None:
    make_receivers(10, at=now)
    notice = make_started(at=now)

    start_notice(notice_id=notice.id, at=now)

    assert Delivery.objects.filter(notice=notice).count() == 10


def test_only_so_many_leave_in_a_minute_and_the_rest_follows(
    joetsu: Municipality, now: datetime, settings: Settings
) -> None:
    settings.OUTREACH_PER_MINUTE = 4
    make_receivers(10, at=now)
    notice = make_started(at=now)
    before = carries_waiting()

    goes_out(notice, joetsu)
    goes_out(notice, joetsu)

    assert (len(mail.outbox), notice.state, notice.sent) == (4, "sending", 4)
    assert carries_waiting() == before + 2
    Delivery.objects.filter(state="sent").update(taken_at=now - timedelta(minutes=2))
    goes_out(notice, joetsu)
    assert len(mail.outbox) == 8


def test_a_mail_server_that_sleeps_is_asked_again(
    joetsu: Municipality, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_receivers(10, at=now)
    notice = make_started(at=now)

    def asleep(self: object, messages: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", asleep)
    goes_out(notice, joetsu)
    assert Delivery.objects.filter(state="waiting").count() == 10
    monkeypatch.undo()
    goes_out(notice, joetsu)

    assert (notice.state, notice.sent) == ("sent", 10)


def test_an_address_that_is_refused_is_counted_and_not_tried_again(
    joetsu: Municipality, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_receivers(10, at=now)
    notice = make_started(at=now)
    send = locmem.EmailBackend.send_messages
    refused = iter([True])

    def refuses_the_first(self: locmem.EmailBackend, messages: list[object]) -> int:
        if next(refused, False):
            raise smtplib.SMTPRecipientsRefused({})
        return send(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuses_the_first)
    goes_out(notice, joetsu)

    assert (notice.state, notice.sent, notice.failed, len(mail.outbox)) == ("sent", 9, 1, 9)


def test_it_does_not_start_before_its_moment(joetsu: Municipality, now: datetime) -> None:
    make_receivers(10, at=now)
    notice = make_scheduled(at=now)

    start_notice(notice_id=notice.id, at=now - timedelta(seconds=1))

    notice.refresh_from_db()
    assert (notice.state, Delivery.objects.count()) == ("scheduled", 0)


def test_when_too_few_are_left_at_the_moment_nobody_is_written_to(
    joetsu: Municipality, now: datetime
) -> None:
    parents = make_receivers(10, at=now)
    notice = make_scheduled(at=now)
    stop_by_link(token=own_token(parents[0].id), at=now)

    start_notice(notice_id=notice.id, at=now)

    notice.refresh_from_db()
    assert (notice.state, Delivery.objects.count()) == ("too_few", 0)


def test_a_notice_is_stopped_in_the_middle(joetsu: Municipality, now: datetime) -> None:
    make_receivers(10, at=now)
    notice = make_started(at=now)

    stop_notice(notice=notice, by=make_user(), at=now)
    goes_out(notice, joetsu)

    assert (notice.state, mail.outbox) == ("stopped", [])
    with pytest.raises(NotInThatState):
        stop_notice(notice=notice, by=make_user(), at=now)


def test_what_a_killed_worker_left_behind_is_set_going_again(joetsu: Municipality, now: datetime) -> None:
    make_receivers(10, at=now)
    make_started(at=now)
    make_notice(at=now)
    before = carries_waiting()

    resume(at=now)

    assert carries_waiting() == before + 1


def test_who_was_written_to_is_forgotten_and_the_counts_stay(joetsu: Municipality, now: datetime) -> None:
    make_receivers(10, at=now)
    notice = make_started(at=now)
    goes_out(notice, joetsu)

    assert erase_old_deliveries(at=now + timedelta(days=29)) == 0
    assert erase_old_deliveries(at=now + timedelta(days=31)) == 10
    notice.refresh_from_db()
    assert (notice.sent, Delivery.objects.count(), Subscription.objects.count()) == (10, 0, 10)
