"""A reader tells what is wrong on a page, and comes back for the answer with a receipt code."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tsunagu.directory.presenters.cards import name_in_language
from tsunagu.directory.presenters.events import name_of_event
from tsunagu.directory.queries.events import public_event
from tsunagu.directory.queries.listings import organisation_page, service_page
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.visitors.counting import NotAPerson
from tsunagu.kernel.visitors.receipts import TooManyWrongCodes, new_code
from tsunagu.network.actions.reports import TooManyReports, report_by_receipt, report_error
from tsunagu.network.choices import ReportedPage, ReportState
from tsunagu.network.models import ErrorReport
from tsunagu.portal.forms.receipt_form import ReceiptForm
from tsunagu.portal.forms.wrong_form import WrongForm
from tsunagu.portal.presenters.terms import name_of
from tsunagu.portal.views.desk_phone import desk_phone
from tsunagu.portal.views.pages import draw, form_page, typed
from tsunagu.portal.views.sender import sender_of
from tsunagu.portal.views.told_once import forgotten, tell_at, told


@public
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """About a listing."""
    found = service_page(service_id)
    if found is None:
        raise Http404
    back_url = reverse("portal:service", args=[service_id])
    return _tell(request, name_in_language(found), back_url, service_id=service_id)


@public
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """About an organisation."""
    found = organisation_page(organisation_id)
    if found is None:
        raise Http404
    back_url = reverse("portal:organisation", args=[organisation_id])
    return _tell(request, name_of(found), back_url, organisation_id=organisation_id)


@public
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """About an entry of the calendar."""
    found = public_event(event_id)
    if found is None:
        raise Http404
    back_url = reverse("portal:event", args=[event_id])
    return _tell(request, name_of_event(found), back_url, event_id=event_id)


@public
def page(request: HttpRequest, page_key: str) -> HttpResponse:
    """About a line of a page that lists many: a number, a doctor on duty, a place on the map."""
    if page_key not in ReportedPage.values:
        raise Http404
    name = str(ReportedPage(page_key).label)
    return _tell(request, name, reverse(f"portal:{page_key}"), page=page_key)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens now, and the code by which the answer is read."""
    context = {"code": told(request), "desk_phone": desk_phone(request)}
    return forgotten(HttpResponse(draw(request, "portal/wrong_thanks.html", context)), "portal:wrong-thanks")


@public
@sensitive_post_parameters("code")
def mine(request: HttpRequest) -> HttpResponse:
    """The answer. A wrong code and a slowed-down one are answered the same."""
    form = ReceiptForm(typed(request))
    found = _found(request, form) if form.is_valid() else None
    context = {"form": form, "report": found, "sentence": _sentence(found) if found else ""}
    return form_page(request, "portal/wrong_mine.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, name: str, back_url: str, **about: object) -> HttpResponse:
    form = WrongForm(typed(request))
    if form.is_valid() and (code := _sent(request, form, about)):
        return tell_at("portal:wrong-thanks", code)
    context = {"form": form, "name": name, "back_url": back_url}
    return form_page(request, "portal/wrong.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, form: WrongForm, about: dict[str, object]) -> str:
    """The receipt code; empty when it was not taken and the form says why."""
    try:
        return report_error(
            language=request.mount.language,
            sender=sender_of(request),
            at=moment(),
            **about,
            **form.cleaned_data,
        ).code
    except NotAPerson:
        # A program that fills in every field is answered like a reader, and learns nothing.
        return new_code()
    except TooManyReports:
        form.add_error(
            None, _("短い間にたくさん届いたため、いまは送れません。1時間ほど待つか、お電話ください。")
        )
        return ""


def _found(request: HttpRequest, form: ReceiptForm) -> ErrorReport | None:
    try:
        found = report_by_receipt(form.cleaned_data["code"], sender=sender_of(request), at=moment())
    except TooManyWrongCodes:
        found = None
    if found is None:
        form.add_error(
            "code", _("この番号の知らせは見つかりません。少し待ってから、もう一度お試しください。")
        )
    return found


def _sentence(report: ErrorReport) -> str:
    if report.state == ReportState.NEW:
        return _("窓口に届いています。順番に確かめています。")
    if report.answer:
        return _("窓口からの返事です。")
    return _("窓口が確かめました。知らせてくださり、ありがとうございました。")
