"""Notices in a demo town: invented parents who asked for them; one went out, one waits, one is a draft."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from tsunagu.kernel.dates.month import Month
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.outreach.actions.composing import (
    Told,
    approve_notice,
    ask_for_approval,
    schedule_notice,
    write_notice,
)
from tsunagu.outreach.actions.links import confirm_token
from tsunagu.outreach.actions.sending import carry_out, finish_when_done, start_notice, take_next
from tsunagu.outreach.actions.subscribing import Wishes, ask_to_subscribe, confirm_subscription
from tsunagu.outreach.choices import Subject
from tsunagu.outreach.models import Notice, Subscription
from tsunagu.outreach.presenters.letters import Composer
from tsunagu.outreach.queries.digests import digests_of
from tsunagu.outreach.queries.segments import Segment
from tsunagu.project.demo.cast import cast_of
from tsunagu.project.demo.stories import read
from tsunagu.project.demo.town import Town

ASKED_DAYS_AGO = 20
HOLDS = timedelta(days=60)


def tell_families(town: Town) -> None:
    """Play it in the town in force, which acts as its own machinery."""
    scene = read("notices.yaml").get(town.slug)
    if scene is None:
        return
    for number, months in enumerate(scene["parents"]):
        _subscribe(town, number, months)
    for told in scene["notices"]:
        _tell(town, told)


def _subscribe(town: Town, number: int, months: int) -> None:
    at = town.now - timedelta(days=ASKED_DAYS_AGO)
    email = f"parent{number}@{town.slug}.example.jp"
    month = Month.of(localdate(town.now)).after(-months).first
    wishes = Wishes(
        subjects=Subject.values, born=[month] if months >= 0 else [], due=[month] if months < 0 else []
    )
    ask_to_subscribe(email=email, wishes=wishes, sender=f"demo {number}", at=at)
    made = Subscription.objects.get(address_digest__in=digests_of(email))
    confirm_subscription(token=confirm_token(made.id), at=at)


def _tell(town: Town, told: dict[str, Any]) -> None:
    writer, other = _may(town, Permission.NOTICE_WRITE), _may(town, Permission.NOTICE_APPROVE)
    at = town.now - timedelta(days=1)
    with acting(town.as_person(writer, at)):
        by = town.users[writer]
        notice = write_notice(told=_told(town, told, at), by=by, at=at)
        if told["stands"] != "draft":
            ask_for_approval(notice=notice, by=by, at=at)
    if told["stands"] != "sent":
        return
    with acting(town.as_person(other, at)):
        approve_notice(notice=notice, by=town.users[other], at=at)
        schedule_notice(notice=notice, send_at=at, by=town.users[other], at=at)
    _send(notice, at)


def _send(notice: Notice, at: datetime) -> None:
    """As the job does, in the demo's yesterday."""
    start_notice(notice_id=notice.id, at=at)
    compose = Composer()
    while taken := take_next(notice_id=notice.id, at=at):
        carry_out(delivery_id=taken, compose=compose, at=at)
    finish_when_done(notice_id=notice.id, at=at)


def _told(town: Town, told: dict[str, Any], at: datetime) -> Told:
    first, last = told["months"]
    return Told(
        **{name: told[name] for name in ("title", "body", "title_easy", "body_easy")},
        segment=Segment(told["subjects"], told["reach"], first, last),
        ends_on=localdate(at + HOLDS),
        items=town.shown(told["services"]),
    )


def _may(town: Town, permission: Permission) -> str:
    """The first of the cast who may: a worker writes, the manager agrees."""
    return next(
        persona.key
        for persona in cast_of(town.slug)
        if any(permission in ROLES[role].permissions for role in persona.works_at.values())
    )
