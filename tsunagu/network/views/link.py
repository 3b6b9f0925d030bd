"""The door of a letter: three answers for each listing, without an account. GET shows, POST does."""

import contextlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tsunagu.kernel.municipality.acting import Acting, acting, as_system, current, moment
from tsunagu.kernel.permissions.access import public
from tsunagu.network.actions.changes import NothingChanged
from tsunagu.network.actions.confirmations import confirm_parts, tell_changes, tell_end
from tsunagu.network.actions.links import LinkClosed, open_link, read_token
from tsunagu.network.choices import Answer, Way
from tsunagu.network.forms.desk_forms import EndForm, PartsForm
from tsunagu.network.forms.listing_form import SmallChangeForm
from tsunagu.network.models import ConfirmationItem, ConfirmationLink
from tsunagu.network.presenters.asked import AskedListing, asked_listing
from tsunagu.network.queries.confirmations import items_of
from tsunagu.network.queries.terms import today_of
from tsunagu.network.queries.values import values_of


@contextlib.contextmanager
def _behind(token: str) -> Iterator[ConfirmationLink]:
    """Open the link as the link and nothing else; what it answers is then written in the town's name."""
    request_id, key = read_token(token)
    who = current()
    with acting(Acting(town=who.town, link=request_id, moment=who.moment)):
        opened = open_link(request_id=request_id, key=key, at=moment())
    with as_system(opened.municipality_id, at=moment()):
        yield opened


@public
@never_cache
@require_http_methods(["GET"])
def link(request: HttpRequest, confirmation_token: str) -> HttpResponse:
    """What is asked, and what has been answered."""
    try:
        with _behind(confirmation_token) as opened:
            context = {
                "organisation": opened.request.organisation,
                "listings": [_shown(item) for item in items_of(opened.request_id)],
                "token": confirmation_token,
            }
            return render(request, "network/link.html", context)
    except LinkClosed:
        return _closed(request)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, confirmation_token: str, service_id: UUID, verb: str) -> HttpResponse:
    """One answer about one listing."""
    try:
        with _behind(confirmation_token) as opened:
            items = (item for item in items_of(opened.request_id) if item.service_id == service_id)
            item = next(items, None)
            if item is None or verb not in _ANSWERS:
                return _closed(request)
            if item.answer:
                return redirect("network:link", confirmation_token)
            return _ANSWERS[verb](request, item, confirmation_token)
    except LinkClosed:
        return _closed(request)


def _still_true(request: HttpRequest, item: ConfirmationItem, token: str) -> HttpResponse:
    """One press from the list says all of it is true; the page of its own lets one choose parts."""
    form = PartsForm(request.POST or None)
    if form.is_valid():
        groups = form.cleaned_data["groups"]
        confirm_parts(service=item.service, groups=groups, way=Way.LINK, by=None, at=moment())
        return redirect("network:link", token)
    return _form_page(request, item, form, token, Answer.STILL_TRUE)


def _changed(request: HttpRequest, item: ConfirmationItem, token: str) -> HttpResponse:
    form = SmallChangeForm(request.POST or None, values=values_of(item.service))
    if form.is_valid():
        try:
            tell_changes(
                service=item.service,
                changes=form.changes,
                before=form.before,
                way=Way.LINK,
                by=None,
                name=form.cleaned_data["name_of_author"],
                note=form.cleaned_data["note"],
                at=moment(),
            )
            return redirect("network:link", token)
        except NothingChanged:
            form.add_error(None, _("変わったところを、どれか一つに書いてください。"))
    return _form_page(request, item, form, token, Answer.CHANGED)


def _ended(request: HttpRequest, item: ConfirmationItem, token: str) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with contextlib.suppress(NothingChanged):
            tell_end(
                service=item.service,
                way=Way.LINK,
                by=None,
                name=form.cleaned_data["name_of_author"],
                note=form.cleaned_data["note"],
                at=moment(),
            )
        return redirect("network:link", token)
    return _form_page(request, item, form, token, Answer.ENDED)


_ANSWERS = {"still-true": _still_true, "changed": _changed, "ended": _ended}


def _form_page(
    request: HttpRequest, item: ConfirmationItem, form: Any, token: str, wanted: Answer
) -> HttpResponse:
    context = {"listing": _shown(item), "form": form, "token": token, "answer": wanted.value}
    return render(request, "network/link_answer.html", context, status=422 if form.errors else 200)


def _shown(item: ConfirmationItem) -> AskedListing:
    return asked_listing(item, today=today_of(moment()))


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "network/link_closed.html", status=410)
