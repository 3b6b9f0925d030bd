"""What the screens of a hand-over say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.desk.models import Referral, ReferralPackage, ReferralStep, ReferralTask
from tsunagu.desk.models import referral_choices as c
from tsunagu.kernel.ui.filters import moment as moment_words
from tsunagu.kernel.ui.filters import month_day

_STEP_ICONS = {
    "requested": "mail",
    "accepted": "check",
    "rejected": "return",
    "in_progress": "handover",
    "on_hold": "pause",
    "completed": "check-circle",
    "failed": "alert",
    "cancelled": "ban",
    "entered_in_error": "close",
    "scheduled": "calendar",
    "unattended": "hourglass",
    "reminded": "bell",
    "escalated": "alert",
    "linked": "family",
    "named": "user",
}
_STEP_WORDS = {
    c.StepKind.REMINDED: gettext_lazy("催促を送りました"),
    c.StepKind.ESCALATED: gettext_lazy("動いていないことを窓口に知らせました"),
    c.StepKind.LINKED: gettext_lazy("家庭と結びつけました"),
    c.StepKind.NAMED: gettext_lazy("窓口の担当を決めました"),
}
_STATUS_WORDS = {
    "requested": gettext_lazy("依頼を送りました"),
    "accepted": gettext_lazy("引き受けました"),
    "rejected": gettext_lazy("お断りしました"),
    "in_progress": gettext_lazy("対応を始めました"),
    "on_hold": gettext_lazy("保留にしました"),
    "completed": gettext_lazy("完了しました"),
    "failed": gettext_lazy("つながりませんでした"),
    "cancelled": gettext_lazy("取りやめになりました"),
    "entered_in_error": gettext_lazy("誤入力として閉じました"),
    "scheduled": gettext_lazy("会う約束をしました"),
    "unattended": gettext_lazy("来られませんでした"),
    "appointment_cancelled": gettext_lazy("約束を取り消しました"),
    "event_completed": gettext_lazy("会って話しました"),
    "cancellation_requested": gettext_lazy("取りやめを依頼しました"),
}
_LOOKS = {
    "rejected": "danger",
    "failed": "danger",
    "unattended": "warm",
    "escalated": "danger",
    "reminded": "warm",
}


def short_day(day: date, today: date) -> str:
    """「今日」「明日」「11月26日（木）」「11月26日（木・3日前）」."""
    distance = (day - today).days
    if distance in (0, 1):
        return (_("今日"), _("明日"))[distance]
    words = {"day": month_day(day), "weekday": date_format(day, "D"), "days": -distance}
    if distance < 0:
        return _("%(day)s（%(weekday)s・%(days)s日前）") % words
    return _("%(day)s（%(weekday)s）") % words


def urgency_look(day: date | None, today: date) -> str | None:
    """None, `soon` (today or tomorrow) or `overdue`."""
    if day is None or (day - today).days > 1:
        return None
    return "overdue" if day < today else "soon"


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """「今この家庭を受け持っているのは…」"""

    who: str
    organisation: str
    since: str
    next_action: str
    next_on: str
    look: str | None


def owner_line(referral: Referral, *, today: date) -> OwnerLine | None:
    """Who holds the family now; None once the need is closed."""
    if referral.next_action_on is None:
        return None
    return OwnerLine(
        who=referral.owner_name,
        organisation=referral.owner_organisation.name,
        since=moment_words(referral.owned_since),
        next_action=referral.get_next_action_display(),
        next_on=short_day(referral.next_action_on, today),
        look=urgency_look(referral.next_action_on, today),
    )


def shown_status(task: ReferralTask) -> str:
    """The status as its badge names it: called off because nobody answered is not like any other end."""
    if task.status == c.TaskStatus.CANCELLED and task.status_reason == c.StatusReason.NO_ANSWER:
        return "expired"
    return task.status


@dataclass(frozen=True, slots=True)
class TaskCard:
    """One hand-over on a board."""

    title: str
    url: str
    ask: str
    who: str
    due: str
    status: str
    overdue: bool
    urgent: bool


def task_card(task: ReferralTask, *, today: date, mine: Iterable[Any]) -> TaskCard:
    """The other side's name is what tells cards apart; the family's name stays on the page."""
    due = task.answer_by if task.status == c.TaskStatus.REQUESTED else task.next_action_on
    word = _("返事") if task.status == c.TaskStatus.REQUESTED else task.get_next_action_display()
    household = task.referral.household if task.source_id in mine else None
    return TaskCard(
        title=f"{household.label}：{task.need.name}" if household else task.need.name,
        url=reverse("desk:referral", args=[task.id]),
        ask=_asked(task, mine),
        who=task.accepted_name,
        due=_("%(what)s %(day)sまで") % {"what": word, "day": short_day(due, today)} if due else "",
        status=shown_status(task),
        overdue=bool(due and due < today),
        urgent=task.referral.urgency == c.Urgency.URGENT,
    )


def _asked(task: ReferralTask, mine: Iterable[Any]) -> str:
    """Whom we asked, or who asks us."""
    if task.source_id in mine:
        return _("%(name)s へ") % {"name": task.target.name}
    return _("%(name)s から") % {"name": task.source.name}


def _until(day: date, today: date) -> str:
    return _("%(day)sまで") % {"day": short_day(day, today)}


def ended_card(task: ReferralTask, *, mine: Iterable[Any]) -> TaskCard:
    """One that is over: its need may be out of sight."""
    return TaskCard(
        title=task.need.name,
        url=reverse("desk:referral", args=[task.id]),
        ask=_asked(task, mine),
        who=task.accepted_name,
        due=moment_words(task.ended_at) if task.ended_at else "",
        status=shown_status(task),
        overdue=False,
        urgent=False,
    )


def referral_card(referral: Referral, *, today: date) -> TaskCard:
    """A need that the desk itself has to move."""
    name = referral.household.label if referral.household else _("まだ家庭と結びついていない")
    day = referral.next_action_on
    return TaskCard(
        title=f"{name}：{referral.need.name}",
        url=reverse("desk:need", args=[referral.id]),
        ask=referral.get_next_action_display(),
        who=referral.owner_name,
        due=_until(day, today) if day else "",
        status="",
        overdue=bool(day and day < today),
        urgent=referral.urgency == c.Urgency.URGENT,
    )


def step_items(steps: Iterable[ReferralStep], *, with_target: bool = False) -> list[dict[str, Any]]:
    """The history as the timeline component takes it."""
    items = []
    for step in steps:
        title = str(_STEP_WORDS.get(step.kind) or _STATUS_WORDS.get(step.state) or _("終わりにしました"))  # type: ignore[call-overload]
        if step.kind == c.StepKind.CLOSED:
            title = _("終わりにしました（%(how)s）") % {"how": c.Closing(step.state).label}
        if with_target and step.task is not None and step.kind == c.StepKind.STATUS:
            title = f"{step.task.target.name}：{title}"
        said = [step.get_reason_display() if step.reason else "", step.text]
        by = " ".join(
            part for part in (step.organisation.name if step.organisation else "", step.by_name) if part
        )
        items.append(
            {
                "when": moment_words(step.at),
                "by": by or _("システム"),
                "title": title,
                "text": "。".join(part for part in said if part),
                "icon": _STEP_ICONS.get(step.state or step.kind, "note"),
                "look": _LOOKS.get(step.state or step.kind),
                "locked": False,
                "url": None,
            }
        )
    return items


def package_pairs(package: ReferralPackage) -> list[dict[str, str]]:
    """What was shared, in the order of the list, and why it may be shared."""
    return section_pairs(package.sections)


def section_pairs(sections: dict[str, str]) -> list[dict[str, str]]:
    """Label and text of each section that is there."""
    return [
        {"label": str(section.label), "value": sections[section.value]}
        for section in c.PackageSection
        if sections.get(section.value)
    ]


def contact_warning(referral: Referral) -> str | None:
    """What must not be done when reaching the family, or None."""
    if referral.contact_prohibited == c.ContactProhibited.ALL:
        words = _("家庭へ直接連絡しないでください。連絡は窓口を通します。%(rule)s")
        return words % {"rule": referral.contact_rule}
    if referral.contact_prohibited == c.ContactProhibited.SOME:
        return referral.contact_rule
    return None


def answer_pairs(task: ReferralTask, *, today: date) -> list[dict[str, str]]:
    """The facts of one organisation's answer."""
    pairs = [
        {"label": _("依頼元"), "value": task.source.name},
        {
            "label": _("相手"),
            "value": task.target.name + (f"（{task.service.name}）" if task.service else ""),
        },
    ]
    if task.sent_at:
        pairs.append({"label": _("送った日時"), "value": moment_words(task.sent_at)})
    if task.answer_by:
        pairs.append({"label": _("返事の期限"), "value": _until(task.answer_by, today)})
    if task.accepted_name:
        pairs.append({"label": _("引き受けた人"), "value": task.accepted_name})
    if task.appointment_at:
        pairs.append({"label": _("約束の日時"), "value": moment_words(task.appointment_at)})
    if task.outcome:
        words = [task.get_outcome_display(), task.outcome_text]
        pairs.append({"label": _("結果"), "value": "。".join(word for word in words if word)})
    if task.status_reason:
        words = [task.get_status_reason_display(), task.status_reason_text]
        pairs.append({"label": _("理由"), "value": "。".join(word for word in words if word)})
    if task.declined_by:
        pairs.append({"label": _("だれの意向か"), "value": task.get_declined_by_display()})
    if task.status == c.TaskStatus.REJECTED and task.declined_by == c.DeclinedBy.PROVIDER:
        named = task.suggested.name if task.suggested else task.suggested_text
        pairs.append({"label": _("代わりの候補"), "value": named or _("思いあたらない")})
    return pairs


def today_of(at: Any) -> date:
    """The town's day at a moment."""
    return timezone.localdate(at)
