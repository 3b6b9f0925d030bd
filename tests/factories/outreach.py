"""Subscriptions and notices. Act in a town first (`in_joetsu`); they are made through the real actions."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from tests.conftest import TODAY_10AM
from tests.factories.kernel import make_user
from tsunagu.kernel.accounts.models import User
from tsunagu.outreach.actions.composing import (
    Told,
    approve_notice,
    ask_for_approval,
    schedule_notice,
    write_notice,
)
from tsunagu.outreach.actions.links import confirm_token
from tsunagu.outreach.actions.sending import start_notice
from tsunagu.outreach.actions.subscribing import (
    Wishes,
    ask_to_subscribe,
    confirm_subscription,
)
from tsunagu.outreach.choices import Reach, Subject
from tsunagu.outreach.models import Notice, Subscription
from tsunagu.outreach.queries.digests import digests_of
from tsunagu.outreach.queries.segments import Segment

_numbers = count(1)
# On 20 November 2026: seven months old.
APRIL = date(2026, 4, 1)


def wishes(born: Sequence[date] = (APRIL,), **facts: Any) -> Wishes:
    return Wishes(**{"subjects": Subject.values, "born": born, **facts})


def make_subscription(
    email: str = "", *, confirmed: bool = True, at: datetime = TODAY_10AM, **wanted: Any
) -> Subscription:
    """An address that asked, and followed the link of the first letter."""
    number = next(_numbers)
    email = email or f"parent{number}@example.jp"
    ask_to_subscribe(email=email, wishes=wishes(**wanted), sender=f"parent {number}", at=at)
    made = Subscription.objects.get(address_digest__in=digests_of(email))
    if confirmed:
        confirm_subscription(token=confirm_token(made.id), at=at)
        made.refresh_from_db()
    return made


def told(*, reach: str = Reach.EVERYBODY, months: tuple[int, int] | None = None, **facts: Any) -> Told:
    """A notice about everything, to everybody, unless told otherwise."""
    first, last = months or (None, None)
    segment = Segment(
        subjects=facts.pop("subjects", [Subject.EVENTS]),
        reach=reach,
        months_from=first,
        months_to=last,
        districts=facts.pop("districts", ()),
    )
    words = {
        "title": "冬のあそび場のお知らせ",
        "body": "雪の日も開いています。",
        "title_easy": "冬（ふゆ）の あそび場（ば）",
        "body_easy": "雪（ゆき）の 日（ひ）も あいて います。",
        "ends_on": date(2027, 12, 31),
    }
    return Told(segment=segment, **{**words, **facts})


def make_notice(*, by: User | None = None, at: datetime = TODAY_10AM, **facts: Any) -> Notice:
    """A draft."""
    return write_notice(told=told(**facts), by=by or make_user(), at=at)


def make_receivers(count: int, **wanted: Any) -> list[Subscription]:
    return [make_subscription(**wanted) for _number in range(count)]


def make_scheduled(*, at: datetime = TODAY_10AM, **facts: Any) -> Notice:
    """Written by one, agreed to by another, to go out now. There must be receivers."""
    notice = make_notice(at=at, **facts)
    ask_for_approval(notice=notice, by=notice.written_by, at=at)
    other = make_user()
    approve_notice(notice=notice, by=other, at=at)
    return schedule_notice(notice=notice, send_at=at, by=other, at=at)


def make_started(*, at: datetime = TODAY_10AM, **facts: Any) -> Notice:
    """On its way: its letters wait."""
    notice = make_scheduled(at=at, **facts)
    start_notice(notice_id=notice.id, at=at)
    notice.refresh_from_db()
    return notice
