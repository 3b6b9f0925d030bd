"""Staff have the guidebook made, look at it, and give it to families."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tsunagu.directory.actions.guidebooks import (
    NotReady,
    order_guidebook,
    publish_guidebook,
    withdraw_guidebook,
)
from tsunagu.directory.models import Guidebook, GuidebookState
from tsunagu.directory.presenters.guidebooks import EditionLine, file_name
from tsunagu.directory.queries.guidebooks import edition, editions, file_of
from tsunagu.kernel.exports.download import pdf_download
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links
from tsunagu.network.queries.renewals import latest_round
from tsunagu.workspace.forms.guidebook_form import GuidebookForm

PER_PAGE = 20


@needs(Permission.DIRECTORY_EDIT_ALL)
def guidebooks(request: HttpRequest) -> HttpResponse:
    """Ask for an edition, and see how far each is; the page looks again by itself while one is made."""
    form = GuidebookForm(request.POST or None)
    if form.is_valid():
        _order(request, form)
        return redirect("workspace:guidebooks")
    page = Paginator(editions(), PER_PAGE).get_page(request.GET.get("page"))
    lines = [EditionLine(one) for one in page]
    context = {
        "form": form,
        "editions": lines,
        "renewal": latest_round(),
        "is_waiting": any(line.is_being_made for line in lines),
        "pages": page_links(request, page),
    }
    return render(request, "workspace/guidebooks.html", context)


@require_GET
@needs(Permission.DIRECTORY_EDIT_ALL)
def guidebook(request: HttpRequest, guidebook_id: UUID) -> HttpResponse:
    """The PDF, published or not."""
    found = _edition(guidebook_id)
    if found.state != GuidebookState.READY:
        raise Http404
    name = file_name(found, request.town.name)  # type: ignore[attr-defined]
    return pdf_download(request, lambda: file_of(found.id), name, found.digest)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def publish(request: HttpRequest, guidebook_id: UUID) -> HttpResponse:
    """Give an edition to families."""
    try:
        publish_guidebook(guidebook=_edition(guidebook_id), by=request.holder.user, at=moment())
        messages.success(request, _("公開しました。"))
    except NotReady:
        messages.error(request, _("まだできていないので、公開できません。"))
    return redirect("workspace:guidebooks")


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def withdraw(request: HttpRequest, guidebook_id: UUID) -> HttpResponse:
    """Take it back."""
    withdraw_guidebook(guidebook=_edition(guidebook_id), by=request.holder.user, at=moment())
    messages.success(request, _("公開をやめました。"))
    return redirect("workspace:guidebooks")


def _order(request: HttpRequest, form: GuidebookForm) -> None:
    _edition, is_new = order_guidebook(coverage=form.coverage, by=request.holder.user, at=moment())
    if is_new:
        messages.success(request, _("作り始めました。できるまで、少しお待ちください。"))
    else:
        messages.info(request, _("同じものを、いま作っています。"))


def _edition(guidebook_id: UUID) -> Guidebook:
    found = edition(guidebook_id)
    if found is None:
        raise Http404
    return found
