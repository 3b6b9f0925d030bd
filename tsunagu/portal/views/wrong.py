"""A reader tells what is wrong on a listing's page."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tsunagu.directory.presenters.cards import name_in_language
from tsunagu.directory.queries.listing import Listing
from tsunagu.directory.queries.listings import service_page
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.visitors.counting import NotAPerson
from tsunagu.network.actions.reports import TooManyReports, report_error
from tsunagu.portal.forms.wrong_form import WrongForm
from tsunagu.portal.views.desk_phone import desk_phone
from tsunagu.portal.views.pages import form_page
from tsunagu.portal.views.sender import sender_of


@public
def wrong(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The form, and the sending of it."""
    listing = _listing(service_id)
    form = WrongForm(request.POST or None)
    if form.is_valid() and _sent(request, listing, form):
        return redirect("portal:wrong-thanks", listing.id)
    page = {"form": form, "listing": listing, "name": name_in_language(listing)}
    return form_page(request, "portal/wrong.html", page, status=422 if form.errors else 200)


@public
def thanks(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """What happens now."""
    listing = _listing(service_id)
    page = {"listing": listing, "name": name_in_language(listing), "desk_phone": desk_phone(request)}
    return form_page(request, "portal/wrong_thanks.html", page)


def _listing(service_id: UUID) -> Listing:
    listing = service_page(service_id)
    if listing is None:
        raise Http404
    return listing


def _sent(request: HttpRequest, listing: Listing, form: WrongForm) -> bool:
    try:
        report_error(
            service_id=listing.id,
            language=request.mount.language,
            sender=sender_of(request),
            at=moment(),
            **form.cleaned_data,
        )
    except NotAPerson:
        # A program that fills in every field is answered like a reader, and learns nothing.
        return True
    except TooManyReports:
        form.add_error(
            None, _("短い間にたくさん届いたため、いまは送れません。1時間ほど待つか、お電話ください。")
        )
        return False
    return True
