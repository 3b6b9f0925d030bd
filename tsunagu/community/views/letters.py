"""A circle's letters: for its people with an account, and behind a letter's link for those without."""

import contextlib
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tsunagu.community.actions.inquiries import ItIsOver, answer_family, end_inquiry, set_door
from tsunagu.community.actions.inquiry_letters import LinkClosed, read_token
from tsunagu.community.choices import Speaker
from tsunagu.community.forms.letter_form import AnswerForm
from tsunagu.community.models import Inquiry
from tsunagu.community.presenters.letters import exchange_of, letter_rows
from tsunagu.community.queries.inquiries import (
    circles_of,
    closed_doors,
    inquiries_of,
    inquiry_behind,
    inquiry_of,
    lines_of,
)
from tsunagu.community.queries.moderation import NotFound
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import Acting, acting, current, moment
from tsunagu.kernel.permissions.access import needs, public
from tsunagu.kernel.permissions.permission import Permission


@needs(Permission.DIRECTORY_EDIT_OWN)
def letters(request: HttpRequest) -> HttpResponse:
    """The letters to one's own circles, and whether they take any."""
    mine = _mine(request)
    closed = closed_doors(mine)
    context = {
        "rows": letter_rows(inquiries_of(mine)),
        "doors": [{"circle": one, "is_open": one.id not in closed} for one in circles_of(mine)],
    }
    return render(request, "community/letters.html", context)


@needs(Permission.DIRECTORY_EDIT_OWN)
def letter(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """One exchange, and the form of the answer."""
    inquiry = _found(request, inquiry_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _answer(request, inquiry, form, by=request.holder.user)
        return redirect("community:letter", inquiry_id)
    context = {**_shown(inquiry), "form": form, "inquiry": inquiry}
    return render(request, "community/letter.html", context, status=422 if form.errors else 200)


@needs(Permission.DIRECTORY_EDIT_OWN)
@require_POST
def end(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Enough was said, or the circle does not want this sender's letters."""
    inquiry = _found(request, inquiry_id)
    _end(request, inquiry, by=request.holder.user)
    return redirect("community:letters")


@needs(Permission.DIRECTORY_EDIT_OWN)
@require_POST
def door(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The circle takes letters, or not now."""
    circle = circles_of(_mine(request)).filter(id=organisation_id).first()
    if circle is None:
        raise Http404
    is_open = request.POST.get("open") == "1"
    set_door(organisation=circle, is_open=is_open, by=request.holder.user, at=moment())
    messages.success(
        request, _("問い合わせを受けます。") if is_open else _("問い合わせを受けるのをやめました。")
    )
    return redirect("community:letters")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def letter_link(request: HttpRequest, circle_token: str) -> HttpResponse:
    """One exchange for a circle without an account. GET shows, POST does."""
    try:
        with _behind(circle_token) as inquiry:
            if request.method == "POST" and request.POST.get("step") == "end":
                _end(request, inquiry, by=None)
                return redirect("community:letter-link", circle_token)
            form = AnswerForm(request.POST if request.method == "POST" else None)
            if form.is_valid():
                _answer(request, inquiry, form, by=None)
                return redirect("community:letter-link", circle_token)
            context = {**_shown(inquiry), "form": form}
            return render(request, "community/letter_link.html", context, status=422 if form.errors else 200)
    except (LinkClosed, NotFound):
        return render(request, "community/letter_closed.html", status=410)


@contextlib.contextmanager
def _behind(token: str) -> Iterator[Inquiry]:
    """Act as the link and nothing else."""
    inquiry_id = read_token(token, at=moment())
    who = current()
    with acting(Acting(town=who.town, link=inquiry_id, moment=who.moment)):
        yield inquiry_behind(inquiry_id)


def _shown(inquiry: Inquiry) -> dict[str, object]:
    return {"exchange": exchange_of(inquiry, lines_of(inquiry), reader=Speaker.CIRCLE)}


def _answer(request: HttpRequest, inquiry: Inquiry, form: AnswerForm, *, by: User | None) -> None:
    try:
        answer_family(inquiry=inquiry, text=form.cleaned_data["text"], by=by, at=moment())
        messages.success(request, _("返事を届けました。"))
    except ItIsOver:
        messages.warning(request, _("このやりとりは終わっています。"))


def _end(request: HttpRequest, inquiry: Inquiry, *, by: User | None) -> None:
    try:
        is_blocked = request.POST.get("block") == "1"
        end_inquiry(inquiry=inquiry, by=by, at=moment(), is_blocked=is_blocked)
        messages.success(request, _("やりとりを終えました。"))
    except ItIsOver:
        messages.info(request, _("このやりとりは終わっています。"))


def _mine(request: HttpRequest) -> frozenset[UUID]:
    return request.holder.organisations_where(Permission.DIRECTORY_EDIT_OWN)


def _found(request: HttpRequest, inquiry_id: UUID) -> Inquiry:
    try:
        return inquiry_of(inquiry_id, _mine(request))
    except NotFound:
        raise Http404 from None
