"""What the database itself refuses about notices, whoever asks."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation, make_service
from tests.factories.events import make_event
from tests.factories.kernel import acting_as, make_posting, make_user
from tests.factories.outreach import make_notice, make_receivers, make_started, make_subscription
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, MEMBER_WORKER
from tsunagu.outreach.actions.composing import approve_notice, ask_for_approval
from tsunagu.outreach.choices import NOTICE_STEPS, NoticeState, Reach
from tsunagu.outreach.models import Delivery, Notice, NoticeItem, SubscribedChild, Subscription

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def notice(in_joetsu: Municipality) -> Notice:
    make_receivers(10)
    return make_notice()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "invented"},
        {"title": ""},
        {"body_easy": ""},
        {"subjects": []},
        {"subjects": ["gossip"]},
        {"reach": Reach.BORN},
        {"reach": Reach.BORN, "months_from": 5, "months_to": 2},
        {"reach": Reach.BORN, "months_from": 5, "months_to": 400},
        {"months_from": 0, "months_to": 3},
        {"approved_at": TODAY_10AM},
        {"state": NoticeState.APPROVED},
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(notice: Notice, wrong: dict[str, object]) -> None:
    assert refused(lambda: Notice.objects.filter(id=notice.id).update(**wrong)) is True


@pytest.mark.parametrize("whose", ["made_by", "written_by"])
def test_whoever_wrote_it_cannot_have_approved_it(notice: Notice, whose: str) -> None:
    other = make_user()
    Notice.objects.filter(id=notice.id).update(**{whose: other})
    Notice.objects.filter(id=notice.id).update(state=NoticeState.ASKED)
    agreed = {"state": NoticeState.APPROVED, "approved_at": TODAY_10AM}

    assert refused(lambda: Notice.objects.filter(id=notice.id).update(**agreed, approved_by=other)) is True
    assert (
        refused(lambda: Notice.objects.filter(id=notice.id).update(**agreed, approved_by=make_user()))
        is False
    )


@pytest.mark.parametrize("word", ["title", "body", "title_easy", "body_easy"])
def test_what_was_agreed_to_stays_as_it_is(notice: Notice, word: str) -> None:
    agreed(notice)

    assert refused(lambda: Notice.objects.filter(id=notice.id).update(**{word: "ちがう言葉"})) is True
    assert refused(lambda: Notice.objects.filter(id=notice.id).update(districts=[make_user().id])) is True


def test_nothing_is_added_to_what_was_agreed_to(notice: Notice) -> None:
    service = make_service()
    agreed(notice)

    assert refused(lambda: NoticeItem.objects.create(notice=notice, service=service, position=1)) is True


def test_a_quoted_event_that_is_deleted_leaves_the_notice(in_joetsu: Municipality) -> None:
    make_receivers(10)
    event = make_event()
    notice = make_notice(items=[event.id])
    agreed(notice)

    event.delete()

    assert NoticeItem.objects.filter(notice=notice).count() == 0


def test_an_item_is_one_thing_and_once(notice: Notice) -> None:
    service, event = make_service(), make_event()
    NoticeItem.objects.create(notice=notice, service=service, position=1)

    assert refused(lambda: NoticeItem.objects.create(notice=notice, position=2)) is True
    assert refused(lambda: NoticeItem.objects.create(notice=notice, service=service, position=2)) is True
    assert (
        refused(lambda: NoticeItem.objects.create(notice=notice, service=service, event=event, position=2))
        is True
    )


@pytest.mark.parametrize("before", NoticeState)
def test_only_the_steps_of_the_table_are_taken(in_joetsu: Municipality, before: NoticeState) -> None:
    facts = {"approved_at": TODAY_10AM, "send_at": TODAY_10AM, "started_at": TODAY_10AM}
    plain = {NoticeState.DRAFT, NoticeState.ASKED}
    possible = []
    for after in NoticeState:
        if after == before:
            continue
        notice = Notice(**_written())
        if before not in plain:
            notice.approved_by, notice.approved_at = make_user(), TODAY_10AM
            notice.send_at = notice.started_at = TODAY_10AM
        notice.state = before
        notice.save()
        change: dict[str, object] = {"state": after}
        if after in plain:
            change |= {"approved_at": None, "approved_by": None}
        elif before in plain:
            change |= {**facts, "approved_by": make_user()}
        if not refused(
            lambda notice=notice, change=change: Notice.objects.filter(id=notice.id).update(**change)
        ):
            possible.append(after)

    assert set(possible) == set(NOTICE_STEPS.get(before, ()))


def test_one_letter_to_one_receiver(in_joetsu: Municipality) -> None:
    make_receivers(10)
    notice = make_started()
    one = Delivery.objects.filter(notice=notice).first()
    assert one is not None

    again = {"notice": notice, "subscription_id": one.subscription_id, "target_id": one.target_id}

    assert refused(lambda: Delivery.objects.create(**again)) is True
    assert refused(lambda: Delivery.objects.filter(id=one.id).update(state="taken")) is True
    assert (
        refused(lambda: Delivery.objects.filter(id=one.id).update(state="lost", taken_at=TODAY_10AM)) is True
    )


def test_a_subscription_that_contradicts_itself_is_refused(in_joetsu: Municipality) -> None:
    made = make_subscription()
    mine = Subscription.objects.filter(id=made.id)

    assert refused(lambda: mine.update(subjects=[])) is True
    assert refused(lambda: mine.update(subjects=["gossip"])) is True
    assert refused(lambda: mine.update(language="xx")) is True
    assert refused(lambda: mine.update(confirmed_at=TODAY_10AM.replace(year=2020))) is True
    assert (
        refused(
            lambda: Subscription.objects.create(
                address_digest=made.address_digest, sealed_address=b"x", subjects=["events"],
                asked_at=TODAY_10AM, letter_at=TODAY_10AM,
            )
        )
        is True
    )  # fmt: skip


def test_a_child_is_a_month_once(in_joetsu: Municipality) -> None:
    made = make_subscription()

    assert refused(lambda: SubscribedChild.objects.create(subscription=made, month=date(2026, 4, 1))) is True
    assert refused(lambda: SubscribedChild.objects.create(subscription=made, month=date(2026, 5, 2))) is True


def test_families_read_what_has_gone_out_until_its_last_day(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_receivers(10)
        make_notice()
        out = make_started(items=[make_service().id])
    with acting(Acting(town=joetsu.id, moment=TODAY_10AM)):
        assert Notice.objects.get() == out
        assert NoticeItem.objects.count() == 1
        assert (Delivery.objects.count(), Notice.objects.update(title="x")) == (0, 0)
    with acting(Acting(town=joetsu.id, moment=TODAY_10AM.replace(year=2028))):
        assert (Notice.objects.count(), NoticeItem.objects.count()) == (0, 0)


def test_a_member_organisation_sees_no_draft_and_no_colleague_sees_a_letter(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_receivers(10)
        make_notice()
        make_started()
        place = make_organisation()
        member, worker = make_user(), make_user()
        make_posting(member, place.id, MEMBER_WORKER)
        make_posting(worker, place.id, CONSULTATION_WORKER)
        as_member, as_worker = acting_as(member, place.id), acting_as(worker, place.id)
    with acting(as_member):
        assert Notice.objects.count() == 1
    with acting(as_worker):
        assert (Notice.objects.count(), Delivery.objects.count()) == (2, 0)


def test_the_neighbour_town_sees_nothing(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_receivers(10)
        make_started()
    with as_system(nagaoka.id, at=TODAY_10AM):
        assert (Notice.objects.count(), Delivery.objects.count(), Subscription.objects.count()) == (0, 0, 0)


def agreed(notice: Notice) -> None:
    ask_for_approval(notice=notice, by=notice.written_by, at=TODAY_10AM)
    approve_notice(notice=notice, by=make_user(), at=TODAY_10AM)
    connection.check_constraints()


def _written() -> dict[str, object]:
    return {
        "title": "題", "body": "文", "title_easy": "だい", "body_easy": "ぶん", "subjects": ["events"],
        "ends_on": date(2027, 1, 1), "made_by": make_user(), "made_at": TODAY_10AM,
        "written_by": make_user(), "written_at": TODAY_10AM,
    }  # fmt: skip
