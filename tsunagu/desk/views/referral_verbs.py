"""The buttons of a hand-over: which step each takes, what it asks, which action it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tsunagu.desk.actions.referrals import answering, ending, working
from tsunagu.desk.forms import referral as forms
from tsunagu.desk.models import ReferralTask
from tsunagu.desk.models.referral_choices import Actor, BusinessStatus, TaskStatus
from tsunagu.desk.rules import actor_for_business_step, actor_for_step, organisation_of
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission

RECORDED = _("記録しました。")


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done to a task."""

    key: str
    label: Any
    form: type[forms.StepForm]
    act: Callable[..., ReferralTask]
    to: TaskStatus | None = None
    business: BusinessStatus | None = None
    # Two buttons may lead to one status: where each stands, and whose each is.
    only_from: TaskStatus | None = None
    only_for: frozenset[Actor] = frozenset(Actor)
    kind: str = "secondary"
    icon: str | None = None
    done: Any = RECORDED

    def actor(self, task: ReferralTask) -> Actor | None:
        """In which part the acting person may do it now."""
        if self.only_from not in (None, task.status):
            return None
        if self.to is not None:
            actor = actor_for_step(task, self.to)
        else:
            actor = actor_for_business_step(task, self.business or "")
        return actor if actor in self.only_for else None


S, B = TaskStatus, BusinessStatus
VERBS = (
    Verb(
        "accept",
        _("引き受ける"),
        forms.AcceptForm,
        answering.accept_task,
        to=S.ACCEPTED,
        kind="primary",
        icon="check",
        done=_("引き受けました。あなたがこの家庭を受け持ちます。"),
    ),
    Verb(
        "decline",
        _("お断りする"),
        forms.DeclineForm,
        answering.decline_task,
        to=S.REJECTED,
        icon="return",
        done=_("お返事を送りました。家庭は窓口が受け持ちます。"),
    ),
    Verb(
        "start",
        _("対応を始める"),
        forms.NextDayForm,
        working.start_task,
        to=S.IN_PROGRESS,
        only_from=S.ACCEPTED,
        kind="primary",
        icon="handover",
    ),
    Verb(
        "resume",
        _("対応を再開する"),
        forms.NextDayForm,
        working.start_task,
        to=S.IN_PROGRESS,
        only_from=S.ON_HOLD,
        kind="primary",
        icon="handover",
    ),
    Verb(
        "complete",
        _("完了を知らせる"),
        forms.CompleteForm,
        ending.complete_task,
        to=S.COMPLETED,
        kind="primary",
        icon="check-circle",
        done=_("結果を知らせました。おつかれさまでした。"),
    ),
    Verb(
        "schedule",
        _("会う約束を記録"),
        forms.ScheduleForm,
        working.schedule_meeting,
        business=B.SCHEDULED,
        icon="calendar",
    ),
    Verb(
        "met", _("会えた"), forms.NextDayForm, working.note_meeting, business=B.EVENT_COMPLETED, icon="check"
    ),
    Verb(
        "no-show",
        _("来られなかった"),
        forms.NextDayForm,
        working.note_no_show,
        business=B.UNATTENDED,
        icon="hourglass",
    ),
    Verb(
        "call-off",
        _("約束の取消を記録"),
        forms.NextDayForm,
        working.cancel_meeting,
        business=B.APPOINTMENT_CANCELLED,
        icon="close",
    ),
    Verb("hold", _("保留にする"), forms.HoldForm, working.hold_task, to=S.ON_HOLD, icon="pause"),
    Verb(
        "fail",
        _("続けられない"),
        forms.FailForm,
        ending.fail_task,
        to=S.FAILED,
        kind="quiet",
        icon="alert",
        done=_("窓口に戻しました。家庭は窓口が受け持ちます。"),
    ),
    Verb(
        "confirm-stop",
        _("取りやめを承知した"),
        forms.StepForm,
        ending.confirm_stop,
        to=S.CANCELLED,
        only_for=frozenset({Actor.TARGET, Actor.LINK}),
        kind="primary",
        icon="check",
    ),
    Verb(
        "cancel",
        _("依頼を取りやめる"),
        forms.CancelForm,
        ending.cancel_task,
        to=S.CANCELLED,
        only_for=frozenset({Actor.SOURCE, Actor.COORDINATOR}),
        kind="quiet",
        icon="ban",
        done=_("取りやめました。家庭は窓口が受け持ちます。"),
    ),
    Verb(
        "ask-to-stop",
        _("取りやめを頼む"),
        forms.CancelForm,
        ending.ask_to_stop,
        business=B.CANCELLATION_REQUESTED,
        kind="quiet",
        icon="ban",
        done=_("相手に取りやめを頼みました。"),
    ),
    Verb(
        "mistake",
        _("誤って送った"),
        forms.MistakeForm,
        ending.mark_mistake,
        to=S.ENTERED_IN_ERROR,
        kind="quiet",
        icon="close",
    ),
)
BY_KEY = {verb.key: verb for verb in VERBS}

# What each part needs of a role; a link has no role, it is the task's own.
_NEEDED = {
    Actor.TARGET: Permission.REFERRAL_ANSWER,
    Actor.SOURCE: Permission.REFERRAL_SEND,
    Actor.COORDINATOR: Permission.REFERRAL_SEND,
}


def can_do(verb: Verb, task: ReferralTask, holder: Holder | None) -> bool:
    """Whether this person (or, without a holder, this link) may do it now."""
    actor = verb.actor(task)
    if actor is None:
        return False
    if holder is None:
        return actor == Actor.LINK
    return actor in _NEEDED and holder.may(_NEEDED[actor], organisation=organisation_of(task, actor))


def verbs_for(task: ReferralTask, holder: Holder | None) -> list[Verb]:
    """The buttons that this person sees."""
    return [verb for verb in VERBS if can_do(verb, task, holder)]
