"""My organisation's listings, and one of them with all that can be done about it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.presenters.changes import change_rows
from tsunagu.network.presenters.listings import ListingLine, part_words, sections
from tsunagu.network.queries.changes import changes_of_owners, waiting_for
from tsunagu.network.queries.confirmations import open_item_of
from tsunagu.network.queries.listings import (
    organisations_named,
    organisations_to_edit,
    parts_confirmed,
    services_of_owners,
)
from tsunagu.network.queries.terms import first_day_that_counts, terms_of_town, today_of
from tsunagu.network.views.doors import edits_all, mine, service_or_404


@needs(Permission.DIRECTORY_EDIT_OWN)
def listings(request: HttpRequest) -> HttpResponse:
    """Whose listings I keep: my organisation's; with the right to all, also others by name."""
    words = request.GET.get("q", "").strip() if edits_all(request) else ""
    organisations = organisations_named(words) if words else organisations_to_edit(mine(request))
    ids = [organisation.id for organisation in organisations]
    context = {
        "sections": sections(
            organisations, list(services_of_owners(ids)), terms=terms_of_town(), today=today_of(moment())
        ),
        "changes": change_rows(changes_of_owners(ids)),
        "words": words,
        "edits_all": edits_all(request),
    }
    return render(request, "network/listings.html", context)


@needs(Permission.DIRECTORY_EDIT_OWN)
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One listing: what it says of time, how old it is, what waits, what one can do."""
    found = service_or_404(request, service_id)
    today, terms = today_of(moment()), terms_of_town()
    context = {
        "service": found,
        "line": ListingLine(found, terms, today),
        "parts": part_words(parts_confirmed(found.id, since=first_day_that_counts(today, terms))),
        "changes": change_rows(waiting_for(organisation_id=found.organisation_id, service_id=found.id)),
        "is_asked": open_item_of(found.id) is not None,
        "edits_all": edits_all(request),
    }
    return render(request, "network/service.html", context)
