"""The door for members without an account: link, code, answer. Every wrong way ends on one calm page."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagu.desk.actions.referrals.links import (
    LinkClosed,
    WrongCode,
    confirm_code,
    count_wrong_code,
    is_confirmed,
    open_link,
    read_token,
    send_code,
    spend_link,
)
from tsunagu.desk.actions.referrals.moving import ReasonMissing, StepRefused
from tsunagu.desk.forms.referral import CodeForm
from tsunagu.desk.models import ReferralLink
from tsunagu.desk.presenters.referral import answer_pairs, contact_warning, package_pairs, today_of
from tsunagu.desk.queries.referrals import package_of, referral_of, task_for
from tsunagu.desk.views.referral import extra_arguments, first_values
from tsunagu.desk.views.referral_verbs import BY_KEY, can_do, verbs_for
from tsunagu.kernel.municipality.acting import Acting, acting, current, moment
from tsunagu.kernel.permissions.access import public

KEY_NAME = "referral_link_key"


@contextlib.contextmanager
def _behind(token: str) -> Iterator[ReferralLink]:
    """Act as the link and nothing else, whoever is signed in on this machine."""
    task_id, link_id = read_token(token)
    who = current()
    with acting(Acting(town=who.town, link=task_id, moment=who.moment)):
        yield open_link(task_id=task_id, link_id=link_id, at=moment())


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/link_closed.html", status=410)


def _has_key(request: HttpRequest, link: ReferralLink) -> bool:
    return is_confirmed(link, request.session.get(KEY_NAME, ""))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What waits behind the letter: first the code, then the hand-over."""
    try:
        with _behind(token) as opened:
            if request.method == "POST":
                send_code(link=opened, at=moment())
                return redirect("desk:link-code", token)
            if not _has_key(request, opened):
                return render(request, "desk/link_start.html", {"token": token})
            return render(request, "desk/link_task.html", _page(opened, token))
    except LinkClosed:
        return _closed(request)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Type the number of the second mail."""
    form = CodeForm(request.POST or None)
    try:
        with _behind(token) as opened:
            if request.method == "POST" and form.is_valid():
                try:
                    request.session[KEY_NAME] = confirm_code(
                        link=opened, code=form.cleaned_data["code"], at=moment()
                    )
                    return redirect("desk:link", token)
                except WrongCode:
                    count_wrong_code(link=opened, at=moment())
                    form.add_error("code", _("番号が違うか、時間が過ぎています。"))
            return render(request, "desk/link_code.html", {"form": form, "token": token})
    except LinkClosed:
        return _closed(request)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str, verb: str) -> HttpResponse:
    """One answer, after which the link is spent."""
    try:
        with _behind(token) as opened:
            task = task_for(opened.task_id)
            chosen = BY_KEY.get(verb)
            if chosen is None or not can_do(chosen, task, None):
                return _closed(request)
            if not _has_key(request, opened):
                return redirect("desk:link", token)
            form = chosen.form(
                request.POST if request.method == "POST" else None,
                by_link=True,
                initial=first_values(),
                **extra_arguments(chosen, task),
            )
            if request.method == "POST" and form.is_valid():
                try:
                    # Spent first: the answer itself may write a fresh link for the next step.
                    spend_link(link=opened, at=moment())
                    chosen.act(task=task, by=None, at=moment(), **form.cleaned_data)
                except (StepRefused, ReasonMissing):
                    return _closed(request)
                return render(request, "desk/link_done.html", {"verb": chosen, "task": task})
            context = {
                "form": form,
                "verb": chosen,
                "task": task,
                "back_url": reverse("desk:link", args=[token]),
            }
            return render(request, "desk/link_step.html", context)
    except LinkClosed:
        return _closed(request)


def _page(opened: ReferralLink, token: str) -> dict[str, Any]:
    task, today = task_for(opened.task_id), today_of(moment())
    need, package = referral_of(task), package_of(task)
    return {
        "task": task,
        "token": token,
        "package": package,
        "shared": package_pairs(package) if package else [],
        "facts": answer_pairs(task, today=today),
        "warning": contact_warning(need) if need else None,
        "verbs": verbs_for(task, None),
    }
