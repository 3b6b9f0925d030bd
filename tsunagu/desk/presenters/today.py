"""Today's board: what came, what is mine, what is late, whom to call back."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagu.desk.choices import NextActionKind
from tsunagu.desk.models import Consultation, Intake
from tsunagu.desk.presenters.slots import LATE, MINE, Card, Column
from tsunagu.kernel.dates.business_days import business_days_between
from tsunagu.kernel.ui.filters import month_day

_ASK_LENGTH = 60


def shortened(text: str, length: int = _ASK_LENGTH) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def waited_label(since: datetime, *, today: date) -> str:
    """「今日 8:15」「2営業日待ち」."""
    local = timezone.localtime(since)
    if local.date() >= today:
        return _("今日 %(time)s") % {"time": f"{local.hour}:{local.minute:02}"}
    days = business_days_between(local.date(), today)
    return _("%(days)s営業日待ち") % {"days": days} if days else month_day(local.date())


def due_label(due: date, *, today: date) -> str:
    """「今日」「明日」「11月25日」「2日おくれ」."""
    days = (due - today).days
    if days < 0:
        return _("%(days)s日おくれ") % {"days": -days}
    return {0: _("今日"), 1: _("明日")}.get(days, month_day(due))


def intake_card(intake: Intake, *, today: date) -> Card:
    """A first contact that somebody wrote online."""
    return Card(
        title=intake.name or _("名前なしの相談"),
        url=reverse("desk:intake", args=[intake.id]),
        ask=shortened(intake.asked),
        who=intake.service.name if intake.service else intake.get_reach_by_display(),
        due=waited_label(intake.received_at, today=today),
    )


def action_card(consultation: Consultation, *, today: date) -> Card:
    """A promise of the desk; the caller brings only consultations that hold one."""
    kind = NextActionKind(consultation.next_kind).label
    return Card(
        title=consultation.household.label if consultation.household else _("名前を伏せた相談"),
        url=reverse("desk:consultation", args=[consultation.id]),
        ask="：".join(part for part in (str(kind), shortened(consultation.next_note)) if part),
        who=consultation.next_owner.name if consultation.next_owner else "",
        due=due_label(consultation.next_on, today=today),
        overdue=consultation.next_on < today,
    )


def board(
    *,
    new: Iterable[Intake],
    unanswered: Iterable[Intake],
    actions: Iterable[Consultation],
    others: Iterable[Column],
    today: date,
    me: UUID,
) -> list[Column]:
    """The columns from left to right; every promise stands in exactly one of them."""
    late, calls, mine = [], [], [intake_card(intake, today=today) for intake in unanswered]
    for action in actions:
        card = action_card(action, today=today)
        if card.overdue:
            late.append(card)
        elif action.next_kind == NextActionKind.CALL_BACK:
            calls.append(card)
        elif action.next_owner_id == me:
            mine.append(card)
    shared = {MINE: mine, LATE: late}
    others = list(others)
    for column in others:
        shared.get(column.key, []).extend(column.cards)
    return [
        Column(_("新着"), [intake_card(intake, today=today) for intake in new], "inbox"),
        Column(_("自分の対応"), mine, "user", MINE),
        *(column for column in others if column.key not in shared),
        Column(_("期限切れ"), late, "alert", LATE, "danger" if late else None),
        Column(_("折り返し"), calls, "phone"),
    ]
