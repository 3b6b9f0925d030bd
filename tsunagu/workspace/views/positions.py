"""Editors put places on the map: a pin on the drawing, or two numbers."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.actions.places import NotInJapan, clear_position, set_position
from tsunagu.directory.queries.map import known_positions, place_to_position, places_to_position
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.map_source import map_source
from tsunagu.kernel.ui.paging import page_links
from tsunagu.workspace.forms.position_form import PositionForm

PER_PAGE = 50


@needs(Permission.DIRECTORY_EDIT_ALL)
def places(request: HttpRequest) -> HttpResponse:
    """Every place one can go to; those that no map shows yet stand first."""
    page = Paginator(places_to_position(), PER_PAGE).get_page(request.GET.get("page"))
    columns = [{"label": label} for label in (_("場所"), _("地区"), _("所在地"), _("緯度・経度"))]
    rows = [
        [
            {"text": one.name, "url": reverse("workspace:place", args=[one.id])},
            one.district.name if one.district else None,
            one.address or None,
            {
                "text": f"{one.latitude}, {one.longitude}"
                if one.latitude is not None
                else _("まだありません"),
                "url": reverse("workspace:position", args=[one.id]),
            },
        ]
        for one in page
    ]
    context = {"columns": columns, "rows": rows, "pages": page_links(request, page)}
    return render(request, "workspace/places.html", context)


@needs(Permission.DIRECTORY_EDIT_ALL)
def position(request: HttpRequest, location_id: UUID) -> HttpResponse:
    """Say where one place is, or that nobody knows after all."""
    location = place_to_position(location_id)
    if location is None:
        raise Http404
    if request.method == "POST" and "clear" in request.POST:
        clear_position(location=location, by=request.holder.user, at=moment())
        messages.success(request, _("地図から外しました。"))
        return redirect("workspace:places")
    given = {"latitude": location.latitude, "longitude": location.longitude}
    form = PositionForm(request.POST or None, initial=given if location.latitude is not None else None)
    if form.is_valid():
        where = {name: form.cleaned_data[name] for name in given}
        try:
            set_position(location=location, **where, by=request.holder.user, at=moment())
        except NotInJapan:
            form.add_error("latitude", _("日本の外の位置です。緯度は20から46、経度は122から154の間です。"))
        else:
            messages.success(request, _("地図に載せました。"))
            return redirect("workspace:places")
    context = {
        "location": location,
        "form": form,
        "others": known_positions(but=location.id),
        "source": map_source(),
    }
    return render(request, "workspace/position.html", context)
