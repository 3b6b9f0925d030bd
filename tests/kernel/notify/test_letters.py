"""Letters: written with their cause, carried out afterwards."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import Settings

from tests.conftest import TODAY_10AM
from tests.kernel.jobs.worker import carry_out_the_queue
from tests.kernel.notify.mail_server import MailServer, mail_server
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.letters import deliver, write_letter
from tsunagu.kernel.notify.models import Letter, LetterState

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture(scope="module")
def clock() -> None:
    """The queue looks at the database's clock, which is everybody's."""


@pytest.fixture
def post_office(settings: Settings) -> Iterator[MailServer]:
    """Outside a demo, with a mail server at hand."""
    with mail_server() as server:
        settings.DEMO = False
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.DEFAULT_FROM_EMAIL = "つなぐ <tsunagu@joetsu.example.jp>"
        yield server


def a_letter() -> Letter:
    return write_letter(
        to="hidamari@example.jp",
        subject="【つなぐ】届いたつなぎがあります",
        body="サインインして見てください。\n",
        kind="referral.sent",
        at=TODAY_10AM,
    )


def outbox(town: Municipality) -> list[tuple[str, bool]]:
    with as_system(town.id):
        return [(letter.state, letter.sent_at is not None) for letter in Letter.objects.order_by("id")]


def waiting_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'notify.deliver'"
        )
        return cursor.fetchone()[0]


def test_a_letter_goes_with_the_transaction_of_its_cause(joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        a_letter()
        transaction.set_rollback(True)

    assert (outbox(joetsu), waiting_jobs()) == ([], 0)


def test_the_postman_carries_a_written_letter_out(joetsu: Municipality, post_office: MailServer) -> None:
    with as_system(joetsu.id):
        a_letter()
    before = outbox(joetsu)

    carry_out_the_queue()

    taken = post_office.taken[0]
    assert (before, outbox(joetsu)) == ([(LetterState.WAITING, False)], [(LetterState.SENT, True)])
    assert (taken["To"], taken["Subject"].strip(), taken.get_content().splitlines()) == (
        "hidamari@example.jp",
        "【つなぐ】届いたつなぎがあります",
        ["サインインして見てください。"],
    )
    assert taken["From"] == "つなぐ <tsunagu@joetsu.example.jp>"


def test_in_a_demo_nothing_leaves_the_machine(
    joetsu: Municipality, post_office: MailServer, settings: Settings
) -> None:
    settings.DEMO = True
    with as_system(joetsu.id):
        a_letter()

    carry_out_the_queue()

    assert (outbox(joetsu), post_office.taken) == ([(LetterState.SENT, True)], [])


def test_a_sleeping_mail_server_is_asked_again_later(joetsu: Municipality, post_office: MailServer) -> None:
    post_office.is_asleep = True
    with as_system(joetsu.id):
        a_letter()

    carry_out_the_queue()
    while_asleep = outbox(joetsu), waiting_jobs()
    post_office.is_asleep = False
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    carry_out_the_queue()

    assert while_asleep == ([(LetterState.WAITING, False)], 1)
    assert (outbox(joetsu), len(post_office.taken)) == ([(LetterState.SENT, True)], 1)


def test_a_letter_is_sent_once(joetsu: Municipality, post_office: MailServer) -> None:
    with as_system(joetsu.id):
        letter = a_letter()
        deliver(letter=letter, at=TODAY_10AM)
        deliver(letter=letter, at=TODAY_10AM)

    assert len(post_office.taken) == 1


def test_a_visitor_may_cause_a_letter_but_reads_none(joetsu: Municipality) -> None:
    with acting(Acting(town=joetsu.id)):
        a_letter()
        seen = Letter.objects.count()

    assert (seen, outbox(joetsu)) == (0, [(LetterState.WAITING, False)])


def test_a_sent_letter_has_a_time(joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        letter = a_letter()

        with pytest.raises(IntegrityError, match="letter_sent_has_a_time"), transaction.atomic():
            Letter.objects.filter(id=letter.id).update(state=LetterState.SENT)
