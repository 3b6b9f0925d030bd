"""Asking for notices, and everything behind the link in a letter. Nobody signs in, nobody is named."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.outreach.actions.links import (
    LinkClosed,
    open_subscription,
    own_token,
    read_confirm_token,
    read_own_token,
)
from tsunagu.outreach.actions.push import NotAPushService, add_device, server_key
from tsunagu.outreach.actions.stopping import stop_by_link
from tsunagu.outreach.actions.subscribing import (
    NotAPerson,
    TooManyAsked,
    ask_to_subscribe,
    change_wishes,
    confirm_subscription,
)
from tsunagu.outreach.queries.subscriptions import months_of
from tsunagu.portal.forms.notices_form import SubscribeForm, WishesForm, written_months
from tsunagu.portal.presenters.helplines import MOURNING_LINES
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.desk_phone import desk_phone
from tsunagu.portal.views.pages import draw, form_page, left_nowhere
from tsunagu.portal.views.sender import sender_of


@public
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; the answer is the same whether or not the address has subscribed before."""
    form = SubscribeForm(
        request.POST or None, initial={"language": request.mount.language}, **_frame_of_form(request)
    )
    if form.is_valid() and _asked(request, form):
        return redirect("portal:notices-asked")
    return form_page(
        request, "portal/notices_subscribe.html", {"form": form}, status=422 if form.errors else 200
    )


@public
def asked(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return left_nowhere(HttpResponse(draw(request, "portal/notices_asked.html")))


@public
def confirm(request: HttpRequest, letter_token: str) -> HttpResponse:
    """A button, so that a program that opens every link in a mail confirms nothing."""
    try:
        if request.method == "POST":
            subscription_id = confirm_subscription(token=letter_token, at=moment())
            return left_nowhere(redirect("portal:notices-own", own_token(subscription_id)))
        read_confirm_token(letter_token)
    except LinkClosed:
        return _closed(request)
    return _unlisted(form_page(request, "portal/notices_confirm.html", {}))


@public
def own(request: HttpRequest, letter_token: str) -> HttpResponse:
    """What was told, to be changed; and the two ways to stop. The address itself is not shown."""
    try:
        found = open_subscription(letter_token)
    except LinkClosed:
        return _closed(request)
    born, due = months_of(found)
    told = {
        "born": written_months(born),
        "due": written_months(due),
        "district": str(found.district_id or ""),
        "subjects": found.subjects,
        "language": found.language,
    }
    form = WishesForm(request.POST or None, initial=told, **_frame_of_form(request))
    is_changed = form.is_valid()
    if is_changed:
        change_wishes(subscription=found, wishes=form.wishes(), at=moment())
    page = {
        "form": form,
        "is_changed": is_changed,
        "token": letter_token,
        "push_key": server_key() if settings.PUSH_SERVICES != [""] else "",
    }
    return _unlisted(form_page(request, "portal/notices_own.html", page, status=422 if form.errors else 200))


# The key in the address is the authority here as well; the page's script sends what its browser told it.
@csrf_exempt
@public
@require_POST
def device(request: HttpRequest, letter_token: str) -> HttpResponse:
    """A browser wants to be woken."""
    try:
        found = open_subscription(letter_token)
        add_device(subscription=found, told=json.loads(request.body), at=moment())
    except LinkClosed:
        return HttpResponse(status=410)
    except (NotAPushService, ValueError):
        return HttpResponse(status=422)
    return HttpResponse(status=204)


# A mail program posts here by itself, without a cookie (RFC 8058): the key in the address is the authority.
@csrf_exempt
@public
def stop(request: HttpRequest, letter_token: str) -> HttpResponse:
    """One press, and the address is forgotten."""
    return _stop(request, letter_token, "portal/notices_stop.html", "portal/notices_stopped.html")


@csrf_exempt
@public
def quiet(request: HttpRequest, letter_token: str) -> HttpResponse:
    """The same for a family in mourning, in other words. No reason is asked, nothing is asked again."""
    return _stop(request, letter_token, "portal/notices_quiet.html", "portal/notices_quieted.html")


def _stop(request: HttpRequest, letter_token: str, before: str, after: str) -> HttpResponse:
    try:
        if request.method == "POST":
            stop_by_link(token=letter_token, notice_id=_uuid(request.GET.get("notice", "")), at=moment())
        else:
            read_own_token(letter_token)
    except LinkClosed:
        return _closed(request)
    page = {"token": letter_token, "desk_phone": desk_phone(request), "lines": MOURNING_LINES}
    return _unlisted(form_page(request, after if request.method == "POST" else before, page))


def _asked(request: HttpRequest, form: SubscribeForm) -> bool:
    cleaned = form.cleaned_data
    try:
        ask_to_subscribe(
            email=cleaned["email"],
            wishes=form.wishes(),
            sender=sender_of(request),
            trap=cleaned["trap"],
            at=moment(),
        )
    except NotAPerson:
        # A program that fills in every field is answered like a family, and learns nothing.
        return True
    except TooManyAsked:
        form.add_error(None, _("短い間にたくさん届いたため、いまは登録できません。1時間ほど待ってください。"))
        return False
    return True


def _frame_of_form(request: HttpRequest) -> dict[str, Any]:
    return {"today": localdate(moment()), "districts": vocabulary.districts(request)}


def _closed(request: HttpRequest) -> HttpResponse:
    """Not ours, too old, or stopped: one calm page."""
    return _unlisted(form_page(request, "portal/notices_closed.html", {}, status=410))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
