"""Two people, one moment, two connections of their own: exactly one wins."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from tests.factories.referrals import Cast, lawful, make_cast, make_referral, make_task
from tsunagu.desk.actions.referrals.answering import accept_task, decline_task
from tsunagu.desk.actions.referrals.asking import StillAsking, ask_organisation
from tsunagu.desk.actions.referrals.clock import remind_target, take_back
from tsunagu.desk.actions.referrals.ending import cancel_task
from tsunagu.desk.actions.referrals.moving import StepRefused
from tsunagu.desk.models import Referral, ReferralStep, ReferralTask
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    town = Municipality.objects.create(
        slug="joetsu",
        name="上越市",
        name_kana="ジョウエツシ",
        name_en="Joetsu",
        prefecture="新潟県",
        code="152226",
        is_demo=True,
    )
    with as_system(town.id):
        return make_cast()


def in_town(cast: Cast, **who: object) -> Acting:
    return Acting(town=cast.town.id, moment=cast.at, **who)


def at_once(*attempts: Callable[[], object]) -> list[str]:
    """Start them together, each on its own connection; what became of each."""
    barrier, results = threading.Barrier(len(attempts)), [""] * len(attempts)

    def run(index: int, attempt: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            attempt()
            results[index] = "done"
        except (StepRefused, StillAsking) as refused:
            results[index] = type(refused).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def given_a_request(cast: Cast) -> ReferralTask:
    with acting(in_town(cast, system=True)):
        return make_task(cast)


def as_(
    cast: Cast, who: object, organisation: object, act: Callable[..., object], **arguments: object
) -> Callable:
    def attempt() -> None:
        with acting(in_town(cast, user=who.id, organisations=frozenset({organisation.id}))):
            act(by=who, at=cast.at, **arguments)

    return attempt


@pytest.mark.parametrize("repeat", range(4))
def test_of_two_who_accept_at_once_exactly_one_holds_the_family(cast: Cast, repeat: int) -> None:
    task = given_a_request(cast)

    results = at_once(
        as_(cast, cast.ito, cast.member, accept_task, task=task),
        as_(cast, cast.kato, cast.member, accept_task, task=task),
    )

    with acting(in_town(cast, system=True)):
        task.refresh_from_db()
        winner = (cast.ito, cast.kato)[results.index("done")]
        assert sorted(results) == ["Overtaken", "done"]
        assert (task.status, task.accepted_by) == ("accepted", winner)
        assert Referral.objects.get(id=task.referral_id).owner_person == winner
        assert ReferralStep.objects.filter(task=task, state="accepted").count() == 1


@pytest.mark.parametrize("repeat", range(3))
def test_accepting_and_taking_back_at_once_leave_one_owner(cast: Cast, repeat: int) -> None:
    task = given_a_request(cast)

    results = at_once(
        as_(cast, cast.ito, cast.member, accept_task, task=task),
        as_(cast, cast.sato, cast.desk, cancel_task, task=task, reason="solved_otherwise"),
    )

    with acting(in_town(cast, system=True)):
        task.refresh_from_db()
        owner = Referral.objects.get(id=task.referral_id).owner_organisation
        assert results.count("done") == 1
        assert (task.status, owner) in [("accepted", cast.member), ("cancelled", cast.desk)]


def test_accepting_and_declining_at_once(cast: Cast) -> None:
    task = given_a_request(cast)
    no = {"reason": "full", "declined_by": "provider", "none_known": True}

    results = at_once(
        as_(cast, cast.ito, cast.member, accept_task, task=task),
        as_(cast, cast.kato, cast.member, decline_task, task=task, **no),
    )

    assert sorted(results) == ["Overtaken", "done"]


def test_two_clocks_at_once_do_everything_once(cast: Cast) -> None:
    task = given_a_request(cast)
    later = cast.at + timedelta(days=4)

    def tick() -> None:
        with acting(Acting(town=cast.town.id, system=True, moment=later)):
            remind_target(task=task, at=later)

    at_once(tick, tick)

    with acting(in_town(cast, system=True)):
        assert ReferralStep.objects.filter(task=task, kind="reminded").count() == 1
        assert Letter.objects.filter(kind="referral.reminded").count() == 2


def test_the_clock_and_an_answer_at_the_last_moment(cast: Cast) -> None:
    task = given_a_request(cast)
    later = cast.at + timedelta(days=9)

    def tick() -> None:
        with acting(Acting(town=cast.town.id, system=True, moment=later)):
            if not take_back(task=task, at=later):
                raise StepRefused(task, "cancelled")

    results = at_once(tick, as_(cast, cast.ito, cast.member, accept_task, task=task))

    assert results.count("done") == 1


def test_two_organisations_are_not_asked_at_once(cast: Cast) -> None:
    with acting(in_town(cast, system=True)):
        referral = make_referral(cast)

    results = at_once(
        as_(
            cast,
            cast.sato,
            cast.desk,
            ask_organisation,
            referral=referral,
            target=cast.member,
            sharing=lawful(),
        ),
        as_(
            cast,
            cast.mori,
            cast.desk,
            ask_organisation,
            referral=referral,
            target=cast.other_member,
            sharing=lawful(),
        ),
    )

    assert sorted(results) == ["StillAsking", "done"]
