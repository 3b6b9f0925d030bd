"""A notice is written by one, agreed to by another, and given a moment; too small a segment is refused."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_service
from tests.factories.events import make_event, make_waiting_event
from tests.factories.kernel import make_user
from tests.factories.outreach import make_notice, make_receivers, make_scheduled, make_started, told
from tsunagu.directory.choices import Audience
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.outreach.actions.composing import (
    NoticeIsOver,
    NotInThatState,
    OwnWriting,
    TooFewReceivers,
    approve_notice,
    ask_for_approval,
    give_back,
    schedule_notice,
    write_notice,
)
from tsunagu.outreach.models import Notice
from tsunagu.outreach.queries.notices import item_ids, notices_awaiting_approval

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def writer(in_joetsu: Municipality) -> User:
    make_receivers(10)
    return make_user("つむぎ野 ほのか")


@pytest.fixture
def asked(writer: User) -> Notice:
    return ask_for_approval(notice=make_notice(by=writer), by=writer, at=TODAY_10AM)


def test_another_person_agrees(asked: Notice, writer: User) -> None:
    other = make_user()

    found = approve_notice(notice=asked, by=other, at=TODAY_10AM)

    assert (found.state, found.approved_by, found.approved_at) == ("approved", other, TODAY_10AM)


def test_the_writer_does_not_agree_to_their_own_words(asked: Notice, writer: User) -> None:
    with pytest.raises(OwnWriting):
        approve_notice(notice=asked, by=writer, at=TODAY_10AM)


def test_whoever_began_it_does_not_agree_to_what_another_finished(asked: Notice, writer: User) -> None:
    second = make_user()
    changed = write_notice(told=told(title="直した題名"), notice=asked, by=second, at=TODAY_10AM)
    ask_for_approval(notice=changed, by=second, at=TODAY_10AM)

    for somebody in (writer, second):
        with pytest.raises(OwnWriting):
            approve_notice(notice=changed, by=somebody, at=TODAY_10AM)


def test_a_notice_that_is_changed_must_be_agreed_to_anew(asked: Notice, writer: User) -> None:
    approve_notice(notice=asked, by=make_user(), at=TODAY_10AM)

    changed = write_notice(told=told(body="ちがう文"), notice=asked, by=writer, at=TODAY_10AM)

    assert (changed.state, changed.approved_by, changed.body) == ("draft", None, "ちがう文")


def test_a_colleague_gives_it_back_with_what_should_change(asked: Notice) -> None:
    found = give_back(notice=asked, remark="日にちを入れてください。", by=make_user(), at=TODAY_10AM)

    assert (found.state, found.remark) == ("draft", "日にちを入れてください。")


def test_without_a_second_person_nothing_is_scheduled(asked: Notice, writer: User) -> None:
    with pytest.raises(NotInThatState):
        schedule_notice(notice=asked, send_at=TODAY_10AM, by=writer, at=TODAY_10AM)


def test_too_small_a_segment_is_refused_when_asking_and_when_scheduling(in_joetsu: Municipality) -> None:
    few = make_notice(reach="born", months=(100, 120))
    with pytest.raises(TooFewReceivers):
        ask_for_approval(notice=few, by=few.written_by, at=TODAY_10AM)

    receivers = make_receivers(10)
    notice = make_notice()
    ask_for_approval(notice=notice, by=notice.written_by, at=TODAY_10AM)
    agreed = approve_notice(notice=notice, by=make_user(), at=TODAY_10AM)
    receivers[0].delete()
    with pytest.raises(TooFewReceivers):
        schedule_notice(notice=agreed, send_at=TODAY_10AM, by=agreed.written_by, at=TODAY_10AM)


def test_a_notice_does_not_go_out_after_its_last_day(writer: User) -> None:
    over = make_notice(ends_on=date(2026, 11, 19))
    with pytest.raises(NoticeIsOver):
        ask_for_approval(notice=over, by=over.written_by, at=TODAY_10AM)

    soon = make_notice(ends_on=date(2026, 11, 21))
    ask_for_approval(notice=soon, by=soon.written_by, at=TODAY_10AM)
    agreed = approve_notice(notice=soon, by=make_user(), at=TODAY_10AM)
    with pytest.raises(NoticeIsOver):
        schedule_notice(
            notice=agreed, send_at=TODAY_10AM + timedelta(days=3), by=agreed.written_by, at=TODAY_10AM
        )


def test_what_is_on_its_way_is_changed_by_nobody(writer: User) -> None:
    notice = make_started()

    with pytest.raises(NotInThatState):
        write_notice(told=told(), notice=notice, by=writer, at=TODAY_10AM)


def test_it_is_asked_for_at_its_moment(writer: User) -> None:
    later = TODAY_10AM + timedelta(hours=5)
    notice = make_notice()
    ask_for_approval(notice=notice, by=notice.written_by, at=TODAY_10AM)
    approve_notice(notice=notice, by=make_user(), at=TODAY_10AM)

    schedule_notice(notice=notice, send_at=later, by=notice.written_by, at=TODAY_10AM)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'outreach.start'"
            " AND args->>'notice_id' = %s",
            [str(notice.id)],
        )
        assert cursor.fetchall() == [(later,)]


def test_only_what_families_may_see_is_quoted_and_in_order(writer: User) -> None:
    service, event = make_service(), make_event()
    hidden = [make_service(audience=Audience.SUPPORTERS).id, make_waiting_event().id, make_user().id]

    notice = make_notice(items=[event.id, *hidden, service.id, event.id])

    assert item_ids(notice) == [event.id, service.id]


def test_others_are_shown_what_waits_for_a_second_pair_of_eyes(asked: Notice, writer: User) -> None:
    make_scheduled()

    assert list(notices_awaiting_approval(by=make_user().id)) == [asked]
    assert list(notices_awaiting_approval(by=writer.id)) == []


def test_every_step_is_in_the_journal(writer: User) -> None:
    notice = make_scheduled()

    events = WriteEntry.objects.filter(record_id=notice.id).order_by("id").values_list("event", flat=True)

    assert list(events) == [
        "outreach.notice_written",
        "outreach.notice_asked",
        "outreach.notice_approved",
        "outreach.notice_scheduled",
    ]
