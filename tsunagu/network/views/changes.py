"""The desk reads what organisations want to change; its author reads what became of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.actions.changes import (
    AlreadyDecided,
    ChangeConflict,
    approve_change,
    decline_change,
    withdraw_change,
)
from tsunagu.network.forms.desk_forms import DeclineForm
from tsunagu.network.forms.listing_form import NewPlaceForm, NewServiceForm, OrganisationForm, ServiceForm
from tsunagu.network.forms.opening_form import OpeningForm
from tsunagu.network.forms.seen import SeenForm
from tsunagu.network.models import ListingChange
from tsunagu.network.presenters.changes import ChangePage, alike_rows, change_rows
from tsunagu.network.queries.changes import change_by_id, changes_waiting, standing_values
from tsunagu.network.queries.look_alikes import LookAlike, places_like, services_like
from tsunagu.network.queries.sorting import names_of
from tsunagu.network.queries.terms import today_of
from tsunagu.network.queries.values import Values, ids_in
from tsunagu.network.views.conflicts import is_shown_what_others_wrote
from tsunagu.network.views.doors import edits_all, found, mine
from tsunagu.network.views.editing import opening_preview


@needs(Permission.DIRECTORY_EDIT_ALL)
def changes(request: HttpRequest) -> HttpResponse:
    """The desk's queue, longest waiting first."""
    return render(request, "network/changes.html", {"rows": change_rows(list(changes_waiting()))})


@needs(Permission.DIRECTORY_EDIT_OWN)
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """One change: before and after, and what may be done about it."""
    return _page(request, found(lambda: change_by_id(change_id)), DeclineForm())


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def approve(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Publish it as it was sent."""
    one = found(lambda: change_by_id(change_id))
    try:
        approve_change(change=one, by=request.holder.user, at=moment())
        messages.success(request, _published_words(one))
        return redirect("network:changes")
    except AlreadyDecided:
        messages.warning(request, _("ほかの人が先に決めました。"))
    except ChangeConflict:
        messages.warning(
            request, _("ほかの人が先に直したところがあります。「直して公開する」で決めてください。")
        )
    return redirect("network:change", one.id)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def decline(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Leave the page as it is, and say why."""
    one = found(lambda: change_by_id(change_id))
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form, status=422)
    try:
        decline_change(change=one, reason=form.cleaned_data["reason"], by=request.holder.user, at=moment())
        messages.success(request, _("見送りました。送った人が理由を読みます。"))
    except AlreadyDecided:
        messages.warning(request, _("ほかの人が先に決めました。"))
    return redirect("network:changes")


@require_POST
@needs(Permission.DIRECTORY_EDIT_OWN)
def withdraw(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Its author's organisation takes it back."""
    one = found(lambda: change_by_id(change_id))
    if one.organisation_id not in mine(request):
        messages.warning(request, _("取り下げられるのは、送った団体だけです。"))
        return redirect("network:change", one.id)
    try:
        withdraw_change(change=one, by=request.holder.user, at=moment())
        messages.success(request, _("取り下げました。"))
    except AlreadyDecided:
        messages.warning(request, _("ほかの人が先に決めました。"))
    return redirect("network:listings")


@needs(Permission.DIRECTORY_EDIT_ALL)
def take_over(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Put the words right, then publish; this also settles a conflict."""
    one = found(lambda: change_by_id(change_id))
    values = standing_values(one)
    form = _form_for(request, one, values)
    if form.is_valid() and "preview" not in request.POST:
        if not form.changes:
            form.add_error(
                None, _("いま載っている内容と同じです。載せないときは、理由を添えて見送ってください。")
            )
        elif not is_shown_what_others_wrote(form, values):
            try:
                approve_change(change=one, by=request.holder.user, at=moment(), edited=form.changes)
                messages.success(request, _published_words(one))
            except AlreadyDecided:
                messages.warning(request, _("ほかの人が先に決めました。"))
            return redirect("network:changes")
    is_read = form.is_bound and not form.errors
    preview = opening_preview(form, values, is_read=is_read) if isinstance(form, OpeningForm) else None
    context = {"form": form, "page": _presented(one), "change": one, "preview": preview}
    return render(request, "network/take_over.html", context, status=422 if form.errors else 200)


def _published_words(one: ListingChange) -> str:
    if one.is_new_place:
        return _("名簿に足しました。送った人に知らせます。地図の位置は「場所と地図」で決めてください。")
    return _("公開しました。送った人に知らせます。")


def _form_for(request: HttpRequest, one: ListingChange, values: Values) -> SeenForm:
    given = {"values": values, "proposed": one.changes}
    if one.is_new_place:
        return NewPlaceForm(request.POST or None, **given)
    if one.is_new:
        return NewServiceForm(request.POST or None, organisation_id=one.organisation_id, **given)
    if one.service is None:
        return OrganisationForm(request.POST or None, **given)
    if "opening" in one.changes:
        return OpeningForm(request.POST or None, **given)
    return ServiceForm(request.POST or None, organisation_id=one.organisation_id, **given)


def _presented(one: ListingChange) -> ChangePage:
    names = names_of(ids_in(one.changes, one.before, now := standing_values(one)))
    return ChangePage(one, now, today_of(moment()), names)


def _alike(one: ListingChange) -> list[LookAlike]:
    """What the register has already, where the change would add to it."""
    if not one.is_addition or not one.is_waiting:
        return []
    if one.is_new_place:
        return places_like(one.changes)
    return services_like(one.changes, organisation_id=one.organisation_id)


def _page(request: HttpRequest, one: ListingChange, form: DeclineForm, *, status: int = 200) -> HttpResponse:
    context = {
        "change": one,
        "page": _presented(one),
        "form": form,
        "alike": alike_rows(_alike(one)),
        "may_decide": edits_all(request) and one.is_waiting,
        "may_withdraw": one.organisation_id in mine(request) and one.is_waiting,
    }
    return render(request, "network/change.html", context, status=status)
