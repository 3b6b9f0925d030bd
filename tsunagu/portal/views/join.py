"""「参加したい・問い合わせる」: a family writes to a circle and reads the answer with its receipt code."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tsunagu.community.actions.inquiries import (
    ItIsOver,
    NotAccepted,
    can_be_written_to,
    end_inquiry,
    inquiry_by_receipt,
    write_again,
    write_to_circle,
)
from tsunagu.community.choices import Speaker
from tsunagu.community.models import Inquiry
from tsunagu.community.presenters.letters import exchange_of
from tsunagu.community.queries.inquiries import lines_of
from tsunagu.directory.queries.listing import OrganisationListing
from tsunagu.directory.queries.listings import organisation_page
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.visitors.counting import NotAPerson, TooMany
from tsunagu.kernel.visitors.receipts import TooManyWrongCodes, new_code
from tsunagu.portal.forms.join_form import AgainForm, JoinForm
from tsunagu.portal.forms.receipt_form import ReceiptForm
from tsunagu.portal.presenters.terms import name_of
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, form_page, typed
from tsunagu.portal.views.sender import sender_of
from tsunagu.portal.views.told_once import forgotten, tell_at, told


@public
def join(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The form, and the sending of it."""
    circle = _circle(organisation_id)
    form = JoinForm(typed(request))
    if form.is_valid() and (code := _sent(request, circle, form)):
        return tell_at("portal:join-thanks", code)
    page = {"form": form, "circle": circle, "name": name_of(circle)}
    return form_page(request, "portal/join.html", page, status=422 if form.errors else 200)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """The code, once."""
    return forgotten(
        HttpResponse(draw(request, "portal/join_thanks.html", {"code": told(request)})), "portal:join-thanks"
    )


@public
@sensitive_post_parameters("code")
def mine(request: HttpRequest) -> HttpResponse:
    """One code in, the exchange out. A wrong code and a slowed-down one are answered the same."""
    form = ReceiptForm(typed(request))
    found = _found(request, form) if form.is_valid() else None
    if found is None:
        return _page(request, {"form": form, "exchange": None}, is_broken=bool(form.errors))
    said, again = _step(request, found)
    found.refresh_from_db()
    exchange = exchange_of(found, lines_of(found), reader=Speaker.FAMILY)
    context = {
        "exchange": exchange, "code": form.cleaned_data["code"], "form": again, "again": again, "said": said,
    }  # fmt: skip
    return _page(request, context, is_broken=bool(again.errors))


def _page(request: HttpRequest, context: dict[str, object], *, is_broken: bool) -> HttpResponse:
    page = {"quick_exit_url": QUICK_EXIT_URL, **context}
    return form_page(request, "portal/join_mine.html", page, status=422 if is_broken else 200)


def _circle(organisation_id: UUID) -> OrganisationListing:
    found = organisation_page(organisation_id)
    if found is None or not can_be_written_to(organisation_id, at=moment()):
        raise Http404
    return found


def _sent(request: HttpRequest, circle: OrganisationListing, form: JoinForm) -> str:
    """The receipt code; empty when it was not taken and the form says why."""
    try:
        return write_to_circle(
            organisation_id=circle.id,
            language=request.mount.language,  # type: ignore[attr-defined]
            sender=sender_of(request),
            at=moment(),
            **form.cleaned_data,
        ).code
    except NotAPerson:
        # A program that fills in every field is answered like a family, and learns nothing.
        return new_code()
    except TooMany:
        form.add_error(None, _("短い間にたくさん届いたため、いまは送れません。1時間ほど待ってください。"))
    except NotAccepted:
        form.add_error(
            None, _("このサークルは、いま問い合わせを受けていません。窓口でもいっしょにさがします。")
        )
    return ""


def _found(request: HttpRequest, form: ReceiptForm) -> Inquiry | None:
    try:
        found = inquiry_by_receipt(form.cleaned_data["code"], sender=sender_of(request), at=moment())
    except TooManyWrongCodes:
        found = None
    if found is None:
        form.add_error(
            "code", _("この番号の問い合わせは見つかりません。少し待ってから、もう一度お試しください。")
        )
    return found


def _step(request: HttpRequest, inquiry: Inquiry) -> tuple[str, AgainForm]:
    step = request.POST.get("step", "")
    form = AgainForm(request.POST if step == "write" else None)
    try:
        if step == "end":
            end_inquiry(inquiry=inquiry, by=None, at=moment())
            return _("やりとりを終えました。"), form
        if form.is_valid():
            write_again(
                inquiry=inquiry, text=form.cleaned_data["text"], sender=sender_of(request), at=moment()
            )
            return _("届けました。"), AgainForm()
    except ItIsOver:
        return _("このやりとりは終わっています。"), AgainForm()
    except TooMany:
        form.add_error(None, _("短い間にたくさん届いたため、いまは送れません。1時間ほど待ってください。"))
    return "", form
