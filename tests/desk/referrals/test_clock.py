"""Days pass: remind, tell the desk, take back. People leave: their organisation is asked anew."""

from datetime import date, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest

from tests.factories.referrals import Cast, accept, make_task, make_task_in, make_task_to_desk
from tsunagu.desk import jobs
from tsunagu.desk.actions.referrals.answering import accept_task
from tsunagu.desk.jobs import wind_clock
from tsunagu.desk.models import Referral, ReferralStep, ReferralTask, ReferralTerms
from tsunagu.desk.models.referral_choices import BusinessStatus, TaskStatus
from tsunagu.desk.queries.referral_terms import answer_deadlines, terms_of_town, work_deadlines
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.models import Posting

JST = ZoneInfo("Asia/Tokyo")


def on(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=JST)


def clock(cast: Cast, at: datetime) -> None:
    with cast.as_town(at):
        wind_clock(at=at)


def steps(task: ReferralTask) -> list[str]:
    return list(ReferralStep.objects.filter(task=task).order_by("id").values_list("kind", flat=True))


def letters(kind: str) -> list[str]:
    return sorted(Letter.objects.filter(kind=f"referral.{kind}").values_list("to", flat=True))


# Friday 20 November 2026; Monday the 23rd is 勤労感謝の日.
@pytest.mark.parametrize(
    ("urgency", "remind", "escalate", "due"),
    [
        ("routine", date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)),
        ("urgent", date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_deadlines_skip_weekends_and_holidays(
    cast: Cast, urgency: str, remind: date, escalate: date, due: date
) -> None:
    dates = answer_deadlines(urgency=urgency, at=cast.at, terms=ReferralTerms())

    assert (dates.remind_on, dates.escalate_on, dates.due) == (remind, escalate, due)


def test_deadlines_skip_the_year_end_and_the_towns_own_holidays(cast: Cast) -> None:
    terms = ReferralTerms(holidays=[date(2027, 1, 5)])

    dates = answer_deadlines(urgency="routine", at=on(12, 28), terms=terms)

    assert (dates.remind_on, dates.escalate_on, dates.due) == (
        date(2027, 1, 4),
        date(2027, 1, 6),
        date(2027, 1, 7),
    )


def test_a_towns_own_terms_hold(cast: Cast) -> None:
    ReferralTerms.objects.create(answer_within=5, escalate_after=4, remind_after=2)

    task = make_task(cast)

    assert (task.remind_on, task.escalate_on, task.answer_by) == (
        date(2026, 11, 25),
        date(2026, 11, 27),
        date(2026, 11, 30),
    )


def test_terms_that_were_just_changed_hold_at_once(cast: Cast) -> None:
    with cast.as_town():
        before = terms_of_town().contact_within
        terms = ReferralTerms.objects.create(contact_within=before + 1)
        changed = terms_of_town().contact_within
        terms.delete()
        after = terms_of_town().contact_within

    assert (changed, after) == (before + 1, before)


def test_work_is_reminded_after_the_promised_day(cast: Cast) -> None:
    dates = work_deadlines(due=date(2026, 11, 27), terms=ReferralTerms())

    assert (dates.remind_on, dates.escalate_on) == (date(2026, 11, 30), date(2026, 12, 1))


def test_day_by_day_a_request_that_nobody_answers_comes_back(cast: Cast) -> None:
    task = make_task(cast)
    seen = {}
    for day in (21, 24, 25, 26, 27):
        clock(cast, on(11, day))
        task.refresh_from_db()
        seen[day] = (task.status, steps(task))

    assert seen == {
        21: ("requested", ["status"]),
        24: ("requested", ["status", "reminded"]),
        25: ("requested", ["status", "reminded", "escalated"]),
        26: ("requested", ["status", "reminded", "escalated"]),
        27: ("cancelled", ["status", "reminded", "escalated", "status"]),
    }
    assert task.status_reason == "no_answer"
    referral = Referral.objects.get(id=task.referral_id)
    assert (referral.owner_organisation, referral.next_action) == (cast.desk, "find_next")


def test_everybody_hears_of_it_once(cast: Cast) -> None:
    make_task(cast)
    for _ in range(3):
        for day in (24, 25, 27):
            clock(cast, on(11, day))

    assert letters("sent") == ["ito@example.jp", "kato@example.jp"]
    assert letters("reminded") == ["ito@example.jp", "kato@example.jp"]
    assert letters("escalated") == ["chief@example.jp", "mori@example.jp", "sato@example.jp"]
    assert letters("back") == ["sato@example.jp"]


def test_the_last_day_counts_whole(cast: Cast) -> None:
    task = make_task(cast)

    clock(cast, on(11, 26, hour=23))

    task.refresh_from_db()
    assert task.status == "requested"


def test_somebody_who_accepted_and_does_nothing_is_reminded_and_the_desk_is_told(cast: Cast) -> None:
    task = make_task(cast)
    accept(cast, task)
    task.refresh_from_db()
    assert task.next_action_on == date(2026, 11, 26)

    clock(cast, on(11, 27))
    clock(cast, on(11, 30))

    task.refresh_from_db()
    assert task.status == "accepted"
    assert steps(task) == ["status", "status", "reminded", "escalated"]


def test_a_move_starts_the_reminders_anew(cast: Cast) -> None:
    task = make_task(cast)
    clock(cast, on(11, 24))

    accept(cast, task, at=on(11, 24, 10))

    task.refresh_from_db()
    assert task.reminded_at is None


def test_an_unconfirmed_wish_to_stop_comes_back_to_the_desk(cast: Cast) -> None:
    task = make_task_in(cast, TaskStatus.IN_PROGRESS, BusinessStatus.CANCELLATION_REQUESTED)

    clock(cast, on(11, 27))

    task.refresh_from_db()
    assert task.status == "cancelled"
    assert Referral.objects.get(id=task.referral_id).owner_organisation == cast.desk


def leaves(cast: Cast, at: datetime) -> None:
    Posting.objects.filter(user=cast.ito).update(ends_at=at)


def is_disabled(cast: Cast, at: datetime) -> None:
    cast.ito.is_active = False
    cast.ito.save()


@pytest.mark.parametrize("goes", [leaves, is_disabled])
@pytest.mark.parametrize("status", [TaskStatus.ACCEPTED, TaskStatus.IN_PROGRESS, TaskStatus.ON_HOLD])
def test_a_leavers_family_falls_back_to_the_organisation_and_then_to_the_desk(
    cast: Cast, goes: object, status: TaskStatus
) -> None:
    task = make_task_in(cast, status)
    with cast.as_town(on(11, 24)):
        goes(cast, on(11, 24))

    clock(cast, on(11, 25))

    task.refresh_from_db()
    assert (task.status, task.accepted_by, task.status_reason) == ("requested", None, "person_left")
    assert Referral.objects.get(id=task.referral_id).owner_organisation == cast.desk
    assert letters("sent").count("kato@example.jp") == 2

    clock(cast, on(12, 1))

    task.refresh_from_db()
    assert (task.status, task.status_reason) == ("cancelled", "no_answer")


def test_a_leaver_at_the_desk_leaves_the_need_with_the_desk_and_a_date(cast: Cast) -> None:
    task = make_task_in(cast, TaskStatus.REJECTED)
    with cast.as_desk():
        Referral.objects.filter(id=task.referral_id).update(
            desk_person=cast.sato, desk_name="佐藤 みどり", owner_person=cast.sato, owner_name="佐藤 みどり"
        )
    Posting.objects.filter(user=cast.sato).update(ends_at=on(11, 24))

    clock(cast, on(11, 25))

    referral = Referral.objects.get(id=task.referral_id)
    assert (referral.owner_organisation, referral.owner_person) == (cast.desk, None)
    assert (referral.next_action, referral.next_action_on) == ("name_someone", date(2026, 11, 26))


def test_the_desks_own_leaver_after_taking_a_members_family(cast: Cast) -> None:
    task = make_task_to_desk(cast)
    with cast.as_desk():
        accept_task(task=task, by=cast.sato, at=cast.at)
    Posting.objects.filter(user=cast.sato).update(ends_at=on(11, 24))

    clock(cast, on(11, 25))

    referral = Referral.objects.get(id=task.referral_id)
    assert (referral.owner_organisation, referral.owner_name) == (cast.desk, "")


def test_one_hand_over_that_fails_does_not_stop_the_others(cast: Cast) -> None:
    tasks = [make_task(cast) for _ in range(3)]
    real = jobs.take_back

    def fails_on_the_first(*, task: ReferralTask, at: datetime) -> bool:
        if task.id == tasks[0].id:
            raise RuntimeError
        return real(task=task, at=at)

    with mock.patch.object(jobs, "take_back", fails_on_the_first):
        clock(cast, on(11, 30))

    assert [ReferralTask.objects.get(id=task.id).status for task in tasks] == [
        "requested",
        "cancelled",
        "cancelled",
    ]

    clock(cast, on(11, 30))

    assert ReferralTask.objects.get(id=tasks[0].id).status == "cancelled"


def test_the_clock_of_one_town_does_not_touch_another(cast: Cast, nagaoka: object) -> None:
    task = make_task(cast)
    at = on(12, 20)

    with acting(Acting(town=nagaoka.id, system=True, moment=at)):
        wind_clock(at=at)

    task.refresh_from_db()
    assert task.status == "requested"


def test_mails_say_that_something_waits_and_never_what(cast: Cast) -> None:
    task = make_task(cast)
    accept(cast, task)
    for day in range(27, 31):
        clock(cast, on(11, day))

    told = " ".join(Letter.objects.values_list("subject", flat=True)) + " ".join(
        Letter.objects.values_list("body", flat=True)
    )
    assert Letter.objects.count() > 4
    for secret in ("山田", "夜ひとりで", "見守ってほしい", "預ける", "伊藤"):
        assert secret not in told


def test_within_a_reminder_there_is_the_way_to_the_page(cast: Cast) -> None:
    task = make_task(cast)

    letter = Letter.objects.filter(kind="referral.sent").first()

    assert f"/joetsu/work/desk/referrals/{task.id}/" in letter.body
    assert timedelta(0) == letter.written_at - cast.at
