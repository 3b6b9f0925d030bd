"""The steps of a notice, as its page's buttons name them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.outreach.actions.composing import (
    NoticeIsOver,
    NotInThatState,
    OwnWriting,
    TooFewReceivers,
    approve_notice,
    ask_for_approval,
    give_back,
    schedule_notice,
)
from tsunagu.outreach.actions.sending import stop_notice
from tsunagu.outreach.forms.notice_form import RemarkForm, ScheduleForm
from tsunagu.outreach.models import Notice
from tsunagu.outreach.presenters.notices import size_words

FOR_APPROVERS = {"approve", "give_back"}


def take_step(
    request: HttpRequest, notice: Notice, step: str, *, remark: RemarkForm, schedule: ScheduleForm
) -> bool:
    """Take it, and say what happened. False when a form must be looked at again."""
    if step in FOR_APPROVERS and not request.holder.may(Permission.NOTICE_APPROVE):
        raise PermissionDenied
    who = {"by": request.holder.user, "at": moment()}
    steps: dict[str, Callable[[], Any]] = {
        "ask": lambda: ask_for_approval(notice=notice, **who),
        "approve": lambda: approve_notice(notice=notice, **who),
        "give_back": lambda: give_back(notice=notice, remark=remark.cleaned_data["remark"], **who),
        "schedule": lambda: schedule_notice(notice=notice, send_at=schedule.send_at(at=who["at"]), **who),
        "stop": lambda: stop_notice(notice=notice, **who),
    }
    if step not in steps or not _is_filled_in(step, remark, schedule):
        return False
    try:
        steps[step]()
        messages.success(request, _said(step))
    except NotInThatState:
        messages.error(request, _("ほかの人が先に進めたか、もう終わっています。いまの状態を見てください。"))
    except OwnWriting:
        messages.error(request, _("書いた人は確認できません。ほかの人に頼んでください。"))
    except NoticeIsOver:
        messages.error(request, _("お知らせの期限が過ぎています。期限を直してください。"))
    except TooFewReceivers:
        messages.error(request, size_words(None))
    return True


def _is_filled_in(step: str, remark: RemarkForm, schedule: ScheduleForm) -> bool:
    if step == "give_back":
        return remark.is_valid()
    if step != "schedule":
        return True
    if schedule.is_valid() and schedule.is_past(at=moment()):
        schedule.add_error("day", _("今日より前の日です。"))
    return schedule.is_valid()


def _said(step: str) -> str:
    return {
        "ask": _("確認を頼みました。ほかの人が読むのを待っています。"),
        "approve": _("確認しました。送る日時を決められます。"),
        "give_back": _("書いた人に戻しました。"),
        "schedule": _("送る日時を決めました。"),
        "stop": _("取りやめました。まだ届いていない人には、もう届きません。"),
    }[step]
