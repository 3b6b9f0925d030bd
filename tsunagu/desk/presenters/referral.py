"""What the screens of a hand-over say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from tsunagu.desk.models import Referral, ReferralPackage, ReferralStep, ReferralTask
from tsunagu.desk.models import referral_choices as c
from tsunagu.kernel.ui.filters import moment as moment_words

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
    c.StepKind.REMINDED: "催促を送りました",
    c.StepKind.ESCALATED: "動いていないことを窓口に知らせました",
    c.StepKind.LINKED: "家庭と結びつけました",
    c.StepKind.NAMED: "窓口の担当を決めました",
}
_STATUS_WORDS = {
    "requested": "依頼を送りました",
    "accepted": "引き受けました",
    "rejected": "お断りしました",
    "in_progress": "対応を始めました",
    "on_hold": "保留にしました",
    "completed": "完了しました",
    "failed": "つながりませんでした",
    "cancelled": "取りやめになりました",
    "entered_in_error": "誤入力として閉じました",
    "scheduled": "会う約束をしました",
    "unattended": "来られませんでした",
    "appointment_cancelled": "約束を取り消しました",
    "event_completed": "会って話しました",
    "cancellation_requested": "取りやめを依頼しました",
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
        return ("今日", "明日")[distance]
    weekday = "月火水木金土日"[day.weekday()]
    past = f"・{-distance}日前" if distance < 0 else ""
    return f"{day.month}月{day.day}日（{weekday}{past}）"


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


def status_label(task: ReferralTask) -> str | None:
    """A more telling word than the status alone, where there is one."""
    if task.status == c.TaskStatus.CANCELLED and task.status_reason == c.StatusReason.NO_ANSWER:
        return "期限切れ"
    if task.is_held and task.business_status:
        return task.get_business_status_display()
    return None


@dataclass(frozen=True, slots=True)
class TaskCard:
    """One hand-over on a board."""

    title: str
    url: str
    ask: str
    who: str
    due: str
    status: str
    label: str | None
    overdue: bool
    urgent: bool


def task_card(task: ReferralTask, *, today: date, mine: Iterable[Any]) -> TaskCard:
    """The other side's name is what tells cards apart; the family's name stays on the page."""
    other = task.target.name if task.source_id in mine else task.source.name
    due = task.answer_by if task.status == c.TaskStatus.REQUESTED else task.next_action_on
    word = "返事" if task.status == c.TaskStatus.REQUESTED else task.get_next_action_display()
    household = task.referral.household if task.source_id in mine else None
    return TaskCard(
        title=f"{household.label}：{task.need.name}" if household else task.need.name,
        url=reverse("desk:referral", args=[task.id]),
        ask=f"{other} へ" if task.source_id in mine else f"{other} から",
        who=task.accepted_name,
        due=f"{word} {short_day(due, today)}まで" if due else "",
        status=task.status,
        label=status_label(task),
        overdue=bool(due and due < today),
        urgent=task.referral.urgency == c.Urgency.URGENT,
    )


def ended_card(task: ReferralTask, *, mine: Iterable[Any]) -> TaskCard:
    """One that is over: its need may be out of sight."""
    other = task.target.name if task.source_id in mine else task.source.name
    return TaskCard(
        title=task.need.name,
        url=reverse("desk:referral", args=[task.id]),
        ask=f"{other} へ" if task.source_id in mine else f"{other} から",
        who=task.accepted_name,
        due=moment_words(task.ended_at) if task.ended_at else "",
        status=task.status,
        label=status_label(task),
        overdue=False,
        urgent=False,
    )


def referral_card(referral: Referral, *, today: date) -> TaskCard:
    """A need that the desk itself has to move."""
    name = referral.household.label if referral.household else "まだ家庭と結びついていない"
    day = referral.next_action_on
    return TaskCard(
        title=f"{name}：{referral.need.name}",
        url=reverse("desk:need", args=[referral.id]),
        ask=referral.get_next_action_display(),
        who=referral.owner_name,
        due=f"{short_day(day, today)}まで" if day else "",
        status="",
        label=None,
        overdue=bool(day and day < today),
        urgent=referral.urgency == c.Urgency.URGENT,
    )


def step_items(steps: Iterable[ReferralStep], *, with_target: bool = False) -> list[dict[str, Any]]:
    """The history as the timeline component takes it."""
    items = []
    for step in steps:
        title = _STEP_WORDS.get(step.kind) or _STATUS_WORDS.get(step.state) or "終わりにしました"  # type: ignore[call-overload]
        if step.kind == c.StepKind.CLOSED:
            title = f"終わりにしました（{c.Closing(step.state).label}）"
        if with_target and step.task is not None and step.kind == c.StepKind.STATUS:
            title = f"{step.task.target.name}：{title}"
        said = [step.get_reason_display() if step.reason else "", step.text]
        by = " ".join(
            part for part in (step.organisation.name if step.organisation else "", step.by_name) if part
        )
        items.append(
            {
                "when": moment_words(step.at),
                "by": by or "システム",
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
        {"label": section.label, "value": sections[section.value]}
        for section in c.PackageSection
        if sections.get(section.value)
    ]


def contact_warning(referral: Referral) -> str | None:
    """What must not be done when reaching the family, or None."""
    if referral.contact_prohibited == c.ContactProhibited.ALL:
        return "家庭へ直接連絡しないでください。連絡は窓口を通します。" + referral.contact_rule
    if referral.contact_prohibited == c.ContactProhibited.SOME:
        return referral.contact_rule
    return None


def answer_pairs(task: ReferralTask, *, today: date) -> list[dict[str, str]]:
    """The facts of one organisation's answer."""
    pairs = [
        {"label": "依頼元", "value": task.source.name},
        {"label": "相手", "value": task.target.name + (f"（{task.service.name}）" if task.service else "")},
    ]
    if task.sent_at:
        pairs.append({"label": "送った日時", "value": moment_words(task.sent_at)})
    if task.answer_by:
        pairs.append({"label": "返事の期限", "value": f"{short_day(task.answer_by, today)}まで"})
    if task.accepted_name:
        pairs.append({"label": "引き受けた人", "value": task.accepted_name})
    if task.appointment_at:
        pairs.append({"label": "約束の日時", "value": moment_words(task.appointment_at)})
    if task.outcome:
        words = [task.get_outcome_display(), task.outcome_text]
        pairs.append({"label": "結果", "value": "。".join(word for word in words if word)})
    if task.status_reason:
        words = [task.get_status_reason_display(), task.status_reason_text]
        pairs.append({"label": "理由", "value": "。".join(word for word in words if word)})
    if task.declined_by:
        pairs.append({"label": "だれの意向か", "value": task.get_declined_by_display()})
    if task.status == c.TaskStatus.REJECTED and task.declined_by == c.DeclinedBy.PROVIDER:
        named = task.suggested.name if task.suggested else task.suggested_text
        pairs.append({"label": "代わりの候補", "value": named or "思いあたらない"})
    return pairs


def today_of(at: Any) -> date:
    """The town's day at a moment."""
    return timezone.localdate(at)
