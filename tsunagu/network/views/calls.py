"""The queue of calls, and the listings that nobody confirms any more."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.actions.asking import AlreadyDecided, keep_published, unpublish
from tsunagu.network.actions.calls import log_call
from tsunagu.network.choices import CallResult
from tsunagu.network.forms.desk_forms import CallForm
from tsunagu.network.presenters.calls import CallPage, call_rows, proposal_lines
from tsunagu.network.queries.confirmations import (
    calls_due,
    calls_later,
    calls_of,
    items_of,
    open_proposals,
    proposal_by_id,
    request_by_id,
)
from tsunagu.network.queries.terms import today_of
from tsunagu.network.queries.values import public_phone
from tsunagu.network.views.doors import found


@needs(Permission.DIRECTORY_EDIT_ALL)
def calls(request: HttpRequest) -> HttpResponse:
    """Whom to call today, and later."""
    today = today_of(moment())
    context = {
        "due": call_rows(list(calls_due(today=today))),
        "later": call_rows(list(calls_later(today=today))),
    }
    return render(request, "network/calls.html", context)


@needs(Permission.DIRECTORY_EDIT_ALL)
def call(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One organisation: its number, what to ask, what earlier calls brought; write down this one."""
    one = found(lambda: request_by_id(request_id))
    items = items_of(one.id)
    form = CallForm(request.POST or None, items=[item for item in items if not item.answer])
    if form.is_valid():
        told = form.told()
        log_call(request=one, by=request.holder.user, at=moment(), **told)
        if told["result"] is CallResult.CHANGED:
            messages.info(request, _("聞いたとおりに直してから、「確認する」を押してください。"))
            return redirect("network:service", told["services"][0].id)
        messages.success(request, _("電話を記録しました。"))
        return redirect("network:calls")
    page = CallPage(one, items, calls_of(one.id), public_phone(one.organisation))
    context = {"page": page, "form": form}
    return render(request, "network/call.html", context, status=422 if form.errors else 200)


@needs(Permission.DIRECTORY_EDIT_ALL)
def unconfirmed(request: HttpRequest) -> HttpResponse:
    """Listings that the desk has to decide about."""
    lines = proposal_lines(list(open_proposals()), today=today_of(moment()))
    return render(request, "network/unconfirmed.html", {"lines": lines})


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Take it off the public pages, or leave it there."""
    proposal = found(lambda: proposal_by_id(proposal_id))
    stops = "unpublish" in request.POST
    try:
        (unpublish if stops else keep_published)(proposal=proposal, by=request.holder.user, at=moment())
        messages.success(request, _("掲載を止めました。") if stops else _("載せておきます。"))
    except AlreadyDecided:
        messages.warning(request, _("ほかの人が先に決めました。"))
    return redirect("network:unconfirmed")
