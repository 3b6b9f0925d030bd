"""Editors enter places and correct them; the map, the listings and the guidebook follow."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagu.directory.actions.places import PlaceInUse, enter_place, remove_place, revise_place
from tsunagu.directory.models import Location
from tsunagu.directory.queries.map import known_positions
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.map_source import map_source
from tsunagu.workspace.forms.place_form import PlaceForm
from tsunagu.workspace.queries.places import place_to_edit


@needs(Permission.DIRECTORY_EDIT_ALL)
def new_place(request: HttpRequest) -> HttpResponse:
    """Put a place into the register."""
    form = PlaceForm(request.POST or None, initial={"city": request.town.name})
    if form.is_valid():
        enter_place(by=request.holder.user, at=moment(), **form.said)
        messages.success(request, _("場所を足しました。"))
        return redirect("workspace:places")
    return _page(request, form, None)


@needs(Permission.DIRECTORY_EDIT_ALL)
def place(request: HttpRequest, location_id: UUID) -> HttpResponse:
    """Correct a place, or take it out."""
    location = place_to_edit(location_id)
    if location is None:
        raise Http404
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, location)
    form = PlaceForm(request.POST or None, place=location)
    if form.is_valid():
        revise_place(location=location, by=request.holder.user, at=moment(), **form.said)
        messages.success(request, _("保存しました。公開のページに載りました。"))
        return redirect("workspace:places")
    return _page(request, form, location)


def _remove(request: HttpRequest, location: Location) -> HttpResponse:
    try:
        remove_place(location=location, by=request.holder.user, at=moment())
        messages.success(request, _("場所をなくしました。"))
    except PlaceInUse:
        messages.error(
            request, _("この場所を使うサービスか行事があります。先に、そちらの場所を直してください。")
        )
        return redirect("workspace:place", location.id)
    return redirect("workspace:places")


def _page(request: HttpRequest, form: PlaceForm, location: Location | None) -> HttpResponse:
    others = known_positions(but=location.id if location else None)
    context = {"form": form, "location": location, "others": others, "source": map_source()}
    return render(request, "workspace/place.html", context, status=422 if form.errors else 200)
