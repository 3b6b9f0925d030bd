"""The words and the hours of a listing: sent to the desk, or written at once by who keeps the directory."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.actions.changes import ChangeConflict, NothingChanged, change_directly, propose_change
from tsunagu.network.actions.confirmations import tell_changes
from tsunagu.network.choices import Way
from tsunagu.network.forms.listing_form import OrganisationForm, ServiceForm
from tsunagu.network.forms.opening_form import OpeningForm
from tsunagu.network.forms.seen import SeenForm
from tsunagu.network.presenters.dates import MOST_CHANGES, changed_days, months_ahead
from tsunagu.network.queries.terms import today_of
from tsunagu.network.queries.values import values_of
from tsunagu.network.views.conflicts import is_shown_what_others_sent, is_shown_what_others_wrote
from tsunagu.network.views.doors import edits_all, organisation_or_404, service_or_404


@needs(Permission.DIRECTORY_EDIT_OWN)
def edit_service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The words of a service."""
    service = service_or_404(request, service_id)
    form = ServiceForm(
        request.POST or None, values=values_of(service), organisation_id=service.organisation_id
    )
    if form.is_valid() and _save(request, service, form):
        return redirect("network:service", service.id)
    return _edit_page(request, form, title=service.name, back=("network:service", service.id))


@needs(Permission.DIRECTORY_EDIT_OWN)
def edit_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The profile of an organisation."""
    organisation = organisation_or_404(request, organisation_id)
    form = OrganisationForm(request.POST or None, values=values_of(organisation))
    if form.is_valid() and _save(request, organisation, form):
        return redirect("network:listings")
    return _edit_page(
        request, form, title=organisation.name, back=("network:listings",), organisation=organisation
    )


@needs(Permission.DIRECTORY_EDIT_OWN)
def edit_opening(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The opening-rule editor: first the dates that follow are shown, then they are sent."""
    service = service_or_404(request, service_id)
    values = values_of(service)
    form = OpeningForm(request.POST or None, values=values)
    is_read = form.is_valid()
    was_looked_at = is_read and form.cleaned_data["looked_at"] == form.digest
    if was_looked_at and "send" in request.POST and _save(request, service, form):
        return redirect("network:service", service.id)
    return render(
        request,
        "network/opening.html",
        {
            "form": form,
            "service": service,
            "preview": opening_preview(form, values, is_read=is_read),
            "edits_all": edits_all(request),
            "has_hours_by_place": service.at_locations.exclude(opening=None).exists(),
        },
        status=422 if form.errors else 200,
    )


def opening_preview(form: OpeningForm, values: dict[str, Any], *, is_read: bool) -> dict[str, Any]:
    """The next three months by the typed rule, or by the one that stands, with what would change."""
    today, public = today_of(moment()), rule_from_json(values["opening"])
    rule = rule_from_json(form.cleaned_data["opening"]) if is_read else public
    changed = changed_days(public, rule, today)
    return {
        "is_typed": is_read,
        "months": months_ahead(rule, today, public=public, compare=is_read),
        "changed": changed[:MOST_CHANGES],
        "more": max(len(changed) - MOST_CHANGES, 0),
        "digest": form.digest if is_read else "",
    }


def _edit_page(
    request: HttpRequest,
    form: SeenForm,
    *,
    title: str,
    back: tuple[Any, ...],
    organisation: Organisation | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "edits_all": edits_all(request),
        "organisation": organisation,
    }
    return render(request, "network/edit.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, record: Service | Organisation, form: SeenForm) -> bool:
    """Send or write what was typed; False with a word on the form when somebody else was quicker."""
    if is_shown_what_others_wrote(form, values_of(record)):
        return False
    if not edits_all(request) and is_shown_what_others_sent(request, form, record):
        return False
    given = {
        "record": record,
        "changes": form.changes,
        "before": form.before,
        "by": request.holder.user,
        "at": moment(),
    }
    act: Callable[..., object]
    if edits_all(request):
        act, done = change_directly, _("保存しました。公開のページに載りました。")
    else:
        act, done = _send, _("窓口に送りました。窓口が確かめるまで、前の内容が公開されています。")
    try:
        act(**given)
    except NothingChanged:
        messages.info(request, _("変わったところはありませんでした。"))
        return True
    except ChangeConflict:
        # They pressed in the same moment, and the other one came first.
        record.refresh_from_db()
        return not is_shown_what_others_wrote(form, values_of(record))
    messages.success(request, done)
    return True


def _send(*, record: Service | Organisation, **given: Any) -> None:
    if isinstance(record, Service):
        tell_changes(service=record, way=Way.ACCOUNT, **given)
    else:
        propose_change(record=record, **given)
