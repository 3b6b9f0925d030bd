"""Who may take which step of a hand-over, read from the same table as the database's trigger."""

from uuid import UUID

from tsunagu.desk.models import Referral, ReferralTask
from tsunagu.desk.models.referral_choices import ALIVE, Actor
from tsunagu.desk.models.transition import arrow_between, business_arrow_between
from tsunagu.kernel.municipality.acting import current


def actors_of(task: ReferralTask) -> frozenset[Actor]:
    """What the acting person, link or machine is to this task."""
    who = current()
    parts = {
        Actor.SYSTEM: who.system,
        Actor.LINK: who.link == task.id,
        Actor.SOURCE: task.source_id in who.organisations,
        Actor.TARGET: task.target_id in who.organisations,
        Actor.COORDINATOR: task.coordinator_id in who.organisations,
    }
    return frozenset(actor for actor, holds in parts.items() if holds)


def actor_for_step(task: ReferralTask, to: str) -> Actor | None:
    """In which part the acting person may take the task to a status; None: not at all."""
    arrow = arrow_between(task.status, to)
    if arrow is None or (arrow.only_from and task.business_status not in arrow.only_from):
        return None
    mine = actors_of(task)
    return next((actor for actor in arrow.actors if actor in mine), None)


def actor_for_business_step(task: ReferralTask, to: str) -> Actor | None:
    """In which part the acting person may take the task to a business status; None: not at all."""
    arrow = business_arrow_between(task.business_status, to)
    if arrow is None or not task.is_held:
        return None
    mine = actors_of(task)
    return next((actor for actor in arrow.actors if actor in mine), None)


def can_ask_next(referral: Referral, last: ReferralTask | None) -> bool:
    """Whether the desk (or who began it) may ask another organisation: it is open, and nobody works on it."""
    return (
        referral.is_open
        and (last is None or last.status not in ALIVE)
        and bool({referral.coordinator_id, referral.source_id} & current().organisations)
    )


def can_close(referral: Referral, last: ReferralTask | None) -> bool:
    """Whether the desk may end the need without an outcome."""
    return (
        referral.is_open
        and (last is None or last.status not in ALIVE)
        and referral.coordinator_id in current().organisations
    )


def organisation_of(task: ReferralTask, actor: Actor) -> UUID | None:
    """The organisation in whose name a step was taken."""
    return {
        Actor.SOURCE: task.source_id,
        Actor.COORDINATOR: task.coordinator_id,
        Actor.TARGET: task.target_id,
        Actor.LINK: task.target_id,
        Actor.SYSTEM: None,
    }[actor]
