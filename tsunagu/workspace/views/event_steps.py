"""The steps of an entry, each called by the name of its button."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tsunagu.directory.actions.events import (
    MovesNowhere,
    NotADayOfIt,
    NotInThatState,
    call_off_day,
    cancel_event,
    move_day,
    publish_event,
    restore_day,
    return_event,
    withdraw_event,
)
from tsunagu.directory.models import Event
from tsunagu.kernel.dates.wareki import BadDate, read_date
from tsunagu.kernel.municipality.acting import moment
from tsunagu.workspace.forms.event_form import DayForm, ReasonForm
from tsunagu.workspace.presenters.events import Steps


def take_step(
    request: HttpRequest, event: Event, step: str, *, reasons: Mapping[str, ReasonForm], day: DayForm
) -> bool:
    """Whether the step was taken; a form that has to be mended says so itself.

    Raises:
        PermissionDenied: this person may not take it, or there is no such step.
    """
    who = {"by": request.holder.user, "at": moment()}  # type: ignore[attr-defined]
    steps = Steps.of(event, request.holder)  # type: ignore[attr-defined]
    known: dict[str, tuple[bool, Callable[[], str]]] = {
        "publish": (steps.publish, lambda: _publish(event, who)),
        "return": (steps.give_back, lambda: _with_reason(return_event, event, reasons[step], who)),
        "cancel": (steps.cancel, lambda: _with_reason(cancel_event, event, reasons[step], who)),
        "withdraw": (steps.withdraw, lambda: _withdraw(event, who)),
        "day": (steps.change_days, lambda: _change_day(event, day, who)),
        "restore": (steps.change_days, lambda: _restore(event, request.POST.get("on", ""), who)),
    }
    is_open, take = known.get(step, (False, str))
    if not is_open:
        raise PermissionDenied
    try:
        said = take()
    except NotInThatState:
        said = ""
        messages.error(request, _("この行事は、ほかの人が先に進めました。いまの状態を確かめてください。"))
        return True
    if said:
        messages.success(request, said)
    return bool(said)


def _publish(event: Event, who: dict[str, Any]) -> str:
    publish_event(event=event, **who)
    return _("公開しました。町のカレンダーに出ています。")


def _withdraw(event: Event, who: dict[str, Any]) -> str:
    withdraw_event(event=event, **who)
    return _("取り下げました。")


def _with_reason(action: Callable[..., Event], event: Event, form: ReasonForm, who: dict[str, Any]) -> str:
    if not form.is_valid():
        return ""
    action(event=event, reason=form.cleaned_data["reason"], **who)
    if action is cancel_event:
        return _("中止にしました。町のカレンダーに、理由といっしょに出ています。")
    return _("書いた人に戻しました。")


def _change_day(event: Event, form: DayForm, who: dict[str, Any]) -> str:
    if not form.is_valid():
        return ""
    given = form.cleaned_data
    try:
        if given["to"] is None:
            call_off_day(event=event, on=given["on"], reason=given["reason"], **who)
            return _("その日を中止にしました。町のカレンダーに出ています。")
        move_day(event=event, on=given["on"], to=given["to"], reason=given["reason"], **who)
    except NotADayOfIt:
        form.add_error("on", _("その日は、この行事の日ではありません。"))
        return ""
    except MovesNowhere:
        form.add_error("to", _("変わった先には、この行事のない別の日を書いてください。"))
        return ""
    return _("その日を変えました。町のカレンダーに出ています。")


def _restore(event: Event, on: str, who: dict[str, Any]) -> str:
    try:
        restore_day(event=event, on=read_date(on), **who)
    except (NotADayOfIt, BadDate):
        raise PermissionDenied from None
    return _("いつもの日に戻しました。")
