"""The list of households, and the search for people before it."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tsunagu.desk.forms.household_forms import PeopleSearchForm
from tsunagu.desk.forms.list_filters import HouseholdFilter
from tsunagu.desk.presenters import lists
from tsunagu.desk.presenters.households import candidates
from tsunagu.desk.views.list_files import check_format, list_file
from tsunagu.families.actions.search_people import PeopleFound, search_people
from tsunagu.families.models import Household
from tsunagu.families.queries.household_list import districts_of_households, households_asked_for
from tsunagu.families.queries.people import read_question
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.filters import local
from tsunagu.kernel.ui.paging import page_links

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class _Asked:
    """One reading of the address."""

    filters: HouseholdFilter
    headings: list[lists.Heading]
    sorting: lists.Sorting
    found: QuerySet[Household]
    today: date


@needs(Permission.HOUSEHOLD_SEARCH)
def households(request: HttpRequest) -> HttpResponse:
    """Search for people, or go through the list. A name belongs in no address or log: it is posted."""
    if request.method == "POST":
        return _searched(request)
    asked = _asked(request)
    page = Paginator(asked.found, PER_PAGE).get_page(request.GET.get("page"))
    homes = list(page.object_list)
    was_shown([home.id for home in homes], screen="desk:households", at=moment())
    context = {
        "form": PeopleSearchForm(),
        "filters": asked.filters,
        "active": len(asked.filters.chosen),
        "columns": asked.sorting.columns(asked.headings),
        "sorting": asked.sorting,
        "rows": lists.screen_rows(lists.household_lines(homes, today=asked.today)),
        "total": page.paginator.count,
        "paging": page_links(request, page) if page.paginator.num_pages > 1 else None,
        "page_number": page.number,
        "files": lists.file_links("desk:households-file", request.GET),
        "today": asked.today,
    }
    return render(request, "desk/households.html", context)


@needs(Permission.HOUSEHOLD_SEARCH)
def households_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same rows and cells to take away, all pages of them."""
    check_format(file_format)
    asked = _asked(request)
    homes = list(asked.found)
    was_shown([home.id for home in homes], screen="desk:households-file", at=moment())
    lines = lists.household_lines(homes, today=asked.today)
    sheet = lists.sheet_of(_("家庭の一覧"), asked.headings, lines, town=request.town.name, today=asked.today)
    return list_file(request, sheet, file_format=file_format, table="households")


def _searched(request: HttpRequest) -> HttpResponse:
    at, found = moment(), PeopleFound()
    form = PeopleSearchForm(request.POST)
    if form.is_valid():
        question = read_question(form.cleaned_data["who"])
        found = search_people(question=question, by=request.user, at=at, screen="desk:households")
    context = {
        "form": form,
        "found": found,
        "candidates": candidates(found, today=local(at).date()),
    }
    return render(request, "desk/households_found.html", context)


def _asked(request: HttpRequest) -> _Asked:
    filters = HouseholdFilter(request.GET, districts=districts_of_households())
    headings = lists.household_headings()
    sorting = lists.read_sorting(request.GET, headings, default="kana")
    found = households_asked_for(**filters.chosen, sort=sorting.key, descending=sorting.descending)
    return _Asked(filters, headings, sorting, found, local(moment()).date())
