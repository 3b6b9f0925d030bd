"""Propose, and answer what was proposed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.editorial.actions.proposals import decline_proposal, propose, take_proposal
from tsunagu.editorial.choices import WORK_PATH
from tsunagu.editorial.forms.proposal_form import DeclineForm, ProposalForm
from tsunagu.editorial.models import Proposal
from tsunagu.editorial.queries.proposals import proposal_waiting, proposals_of, proposals_waiting
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission

MOST_SHOWN = 50


@needs(Permission.DIRECTORY_SUPPORTERS_VIEW)
def send(request: HttpRequest) -> HttpResponse:
    """The short form, and what became of what one sent before."""
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose(by=request.user, at=moment(), **form.cleaned_data)
        messages.success(request, _("窓口に送りました。読んでから、公開できるかお知らせします。"))
        return redirect("editorial:propose")
    sent = proposals_of(request.user)[:MOST_SHOWN]
    return _page(request, "editorial/propose.html", form, {"form": form, "sent": sent})


@needs(Permission.EDITORIAL_REVIEW)
def waiting(request: HttpRequest) -> HttpResponse:
    """What the desk has not answered."""
    return render(request, "editorial/proposals.html", {"proposals": proposals_waiting()[:MOST_SHOWN]})


@needs(Permission.EDITORIAL_REVIEW)
def proposal(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """Read one, and say no with a reason; yes is a button of its own."""
    found, form = _waiting(sent_id), DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline_proposal(proposal=found, by=request.user, at=moment(), **form.cleaned_data)
        messages.success(request, _("見送りと理由を伝えました。"))
        return redirect("editorial:proposals-waiting")
    return _page(request, "editorial/proposal.html", form, {"form": form, "proposal": found})


@require_POST
@needs(Permission.EDITORIAL_REVIEW)
def take(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """Make it a draft, and go on writing there."""
    page = take_proposal(proposal=_waiting(sent_id), by=request.user, at=moment())
    mount = request.mount  # type: ignore[attr-defined]
    return redirect(f"{mount.town_prefix}{WORK_PATH.strip('/')}/pages/{page.pk}/edit/")


def _waiting(sent_id: UUID) -> Proposal:
    found = proposal_waiting(sent_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)
