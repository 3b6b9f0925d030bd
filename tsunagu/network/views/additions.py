"""What the register does not know yet is added; an organisation that is no more is ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagu.directory.actions.organisations import DeskCannotEnd
from tsunagu.directory.choices import ServiceStatus
from tsunagu.directory.models import Organisation
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.actions.changes import (
    NothingChanged,
    change_directly,
    propose_change,
    propose_place,
    propose_service,
)
from tsunagu.network.actions.write_listing import (
    write_new_organisation,
    write_new_place,
    write_new_service,
)
from tsunagu.network.forms.desk_forms import EndForm
from tsunagu.network.forms.listing_form import NewPlaceForm, NewServiceForm, OrganisationForm
from tsunagu.network.forms.seen import SeenForm
from tsunagu.network.presenters.changes import alike_rows
from tsunagu.network.queries.look_alikes import LookAlike, places_like, services_like
from tsunagu.network.queries.values import NEW_ORGANISATION, NEW_PLACE, NEW_SERVICE, values_of
from tsunagu.network.views.doors import edits_all, organisation_or_404


@needs(Permission.DIRECTORY_EDIT_OWN)
def new_service(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """A service of an organisation: listed at once by the desk, sent to it by a member."""
    organisation = organisation_or_404(request, organisation_id)
    form = NewServiceForm(request.POST or None, values=NEW_SERVICE, organisation_id=organisation.id)
    alike = services_like(form.changes, organisation_id=organisation.id) if form.is_valid() else []
    if form.is_valid() and _is_another(request, alike):
        said = _said(request, organisation, form)
        if edits_all(request):
            service = write_new_service(**said)
            messages.success(request, _("載せました。次に、開いているときを書いてください。"))
            return redirect("network:service-opening", service.id)
        propose_service(**said)
        messages.success(request, _("窓口に送りました。窓口が確かめると、公開のページに載ります。"))
        return redirect("network:listings")
    return _form_page(request, form, title=_("サービスを足す"), kicker=organisation.name, alike=alike)


@needs(Permission.DIRECTORY_EDIT_OWN)
def new_place(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """A place of an organisation: entered at once by the desk, sent to it by a member."""
    organisation = organisation_or_404(request, organisation_id)
    form = NewPlaceForm(request.POST or None, values=NEW_PLACE, initial={"city": request.town.name})
    alike = places_like(form.changes) if form.is_valid() else []
    if form.is_valid() and _is_another(request, alike):
        said = _said(request, organisation, form)
        if edits_all(request):
            write_new_place(**said)
            messages.success(request, _("載せました。地図の位置は「場所と地図」で決めてください。"))
        else:
            propose_place(**said)
            messages.success(
                request, _("窓口に送りました。窓口が確かめると、サービスの場所として選べるようになります。")
            )
        return redirect("network:listings")
    return _form_page(request, form, title=_("場所を足す"), kicker=organisation.name, alike=alike)


@needs(Permission.DIRECTORY_EDIT_ALL)
def new_organisation(request: HttpRequest) -> HttpResponse:
    """The desk enters an organisation."""
    form = OrganisationForm(request.POST or None, values=NEW_ORGANISATION)
    if form.is_valid():
        organisation = write_new_organisation(values=form.changes, by=request.holder.user, at=moment())
        messages.success(request, _("載せました。次に、していることを足してください。"))
        return redirect("network:service-new", organisation.id)
    return _form_page(request, form, title=_("団体を足す"))


@needs(Permission.DIRECTORY_EDIT_OWN)
def end_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The organisation is no more, nor are its services; asked once more."""
    organisation = organisation_or_404(request, organisation_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _end(request, organisation, note=form.cleaned_data["note"])
        except NothingChanged:
            messages.info(request, _("もう終わったこととして載っています。"))
        except DeskCannotEnd:
            messages.error(request, _("総合支援窓口は、終わりにできません。"))
        return redirect("network:listings")
    context = {"form": form, "organisation": organisation, "edits_all": edits_all(request)}
    return render(request, "network/end_organisation.html", context)


def _end(request: HttpRequest, organisation: Organisation, *, note: str) -> None:
    now = values_of(organisation)
    said: dict[str, Any] = {
        "record": organisation,
        "changes": {"status": ServiceStatus.DEFUNCT.value},
        "before": {"status": now["status"]},
        "by": request.holder.user,
        "at": moment(),
    }
    if now["status"] == ServiceStatus.DEFUNCT:
        raise NothingChanged
    if edits_all(request):
        change_directly(**said)
        messages.success(request, _("終わったこととして載せました。"))
    else:
        propose_change(**said, note=note)
        messages.success(request, _("窓口に送りました。窓口が確かめてから、終わったこととして載せます。"))


def _said(request: HttpRequest, organisation: Organisation, form: SeenForm) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "values": form.changes,
        "by": request.holder.user,
        "at": moment(),
    }


def _is_another(request: HttpRequest, alike: list[LookAlike]) -> bool:
    """Whether nothing looks the same, or its author has looked at all that does and says it is another."""
    return not alike or request.POST.get("another_than") == _looked_at(alike)


def _looked_at(alike: list[LookAlike]) -> str:
    return " ".join(sorted(str(one.id) for one in alike))


def _form_page(
    request: HttpRequest,
    form: SeenForm,
    *,
    title: str,
    kicker: str = "",
    alike: list[LookAlike] | None = None,
) -> HttpResponse:
    context = {
        "alike": alike_rows(alike or []),
        "another_than": _looked_at(alike or []),
        "form": form,
        "title": title,
        "kicker": kicker,
        "back": ("network:listings",),
        "edits_all": edits_all(request),
        "is_new": True,
    }
    return render(request, "network/edit.html", context, status=422 if form.errors else 200)
