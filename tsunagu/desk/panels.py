"""What hand-overs say on the board, on a household's page and on a consultation's."""

from dataclasses import asdict
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.desk.models import Consultation
from tsunagu.desk.presenters import slots
from tsunagu.desk.presenters.referral import (
    TaskCard,
    owner_line,
    referral_card,
    step_items,
    task_card,
    today_of,
)
from tsunagu.desk.presenters.selections import opened_words, state_words
from tsunagu.desk.queries.households import open_referrals_of, referral_steps_of
from tsunagu.desk.queries.referrals import referrals_at_desk, tasks_overdue, tasks_waiting
from tsunagu.desk.queries.selections import selections_of
from tsunagu.families.models import Household
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import panels
from tsunagu.kernel.ui.filters import day


def today_columns(*, holder: Holder, today: date) -> list[slots.Column]:
    """Hand-overs that wait for an answer; what the desk must decide is its own work, what is late is late."""
    mine = holder.organisations_where(Permission.REFERRAL_SEND)
    waiting = list(tasks_waiting(organisations=mine, today=today))
    known = {task.id for task in waiting}
    late = [task for task in tasks_overdue(organisations=mine, today=today) if task.id not in known]
    at_desk = [_card(referral_card(each, today=today)) for each in referrals_at_desk(organisations=mine)]
    asked = [_card(task_card(task, today=today, mine=mine)) for task in (*late, *waiting)]
    return [
        slots.Column(_("答えを待つつなぎ"), [card for card in asked if not card.overdue], "handover"),
        slots.Column("", [card for card in at_desk if not card.overdue], key=slots.MINE),
        slots.Column("", [card for card in (*at_desk, *asked) if card.overdue], key=slots.LATE),
    ]


def _card(card: TaskCard) -> slots.Card:
    return slots.Card(card.title, card.url, card.ask, card.who, card.due, card.status or None, card.overdue)


def owner(*, holder: Holder, household: Household) -> list[slots.OwnerLine]:
    """Who holds each open need of the family now."""
    lines = (owner_line(each, today=today_of(moment())) for each in open_referrals_of(household))
    return [slots.OwnerLine(**asdict(line)) for line in lines if line is not None]


def timeline(*, holder: Holder, household: Household) -> list[slots.TimelineItem]:
    """Every step of every hand-over of the family."""
    steps = list(referral_steps_of(household))
    return [
        slots.TimelineItem(
            at=step.at,
            when=item["when"],
            title=item["title"],
            by=item["by"],
            text=item["text"],
            icon=item["icon"],
            look=item["look"],
            url=reverse("desk:need", args=[step.referral_id]),
        )
        for step, item in zip(steps, step_items(steps, with_target=True), strict=True)
    ]


def selections_timeline(*, holder: Holder, household: Household) -> list[slots.TimelineItem]:
    """Every list that was picked for the family, and whether it was opened."""
    today = today_of(moment())
    return [
        slots.TimelineItem(
            at=one.made_at,
            when=day(one.made_at),
            title=_("選んだリスト：%(state)s") % {"state": state_words(one, today=today)},
            by=f"{one.organisation.name} {one.made_by.name}",
            text=opened_words(one) if one.given_at else "",
            icon="list",
            url=reverse("desk:selection", args=[one.id]),
        )
        for one in selections_of(household)
    ]


def household_links(*, holder: Holder, household: Household) -> list[slots.ActionLink]:
    address = f"{reverse('desk:referral-choose')}?household={household.id}"
    return [slots.ActionLink(_("つなぐ"), address, "handover")]


def consultation_links(*, holder: Holder, consultation: Consultation) -> list[slots.ActionLink] | None:
    """A hand-over follows from a consultation with a family that is known."""
    if consultation.household_id is None:
        return None
    about = f"?household={consultation.household_id}&consultation={consultation.id}"
    return [slots.ActionLink(_("つなぐ"), reverse("desk:referral-choose") + about, "handover")]


panels.register(slots.TODAY, today_columns, permission=Permission.REFERRAL_SEND)
panels.register(slots.HOUSEHOLD_OWNER, owner)
panels.register(slots.HOUSEHOLD_TIMELINE, timeline)
panels.register(slots.HOUSEHOLD_TIMELINE, selections_timeline, permission=Permission.CONSULTATION_RECORD)
panels.register(slots.HOUSEHOLD_ACTIONS, household_links, permission=Permission.REFERRAL_SEND)
panels.register(slots.CONSULTATION_ACTIONS, consultation_links, permission=Permission.REFERRAL_SEND)
