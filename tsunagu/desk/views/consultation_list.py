"""The list of consultations. Filters stand in the address; words, which may be a name, in the session."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.desk.forms.list_filters import ConsultationFilter, WordsForm
from tsunagu.desk.models import Consultation
from tsunagu.desk.presenters import lists
from tsunagu.desk.queries import consultation_list as queries
from tsunagu.desk.queries.topics import names_of_topics
from tsunagu.desk.views.list_files import check_format, list_file
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.filters import local
from tsunagu.kernel.ui.paging import page_links

PER_PAGE = 50
WORDS = "desk.consultation_words"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One reading of the address and the session."""

    filters: ConsultationFilter
    words: str
    names: dict[str, str]
    headings: list[lists.Heading]
    sorting: lists.Sorting
    found: QuerySet[Consultation]
    today: date


@needs(Permission.CONSULTATION_VIEW)
def consultations(request: HttpRequest) -> HttpResponse:
    """What my desks recorded, newest first unless asked otherwise."""
    if request.method == "POST":
        return _keep_words(request)
    asked = _asked(request)
    page = Paginator(asked.found, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    was_shown(_households(rows), screen="desk:consultations", at=moment())
    lines = lists.consultation_lines(rows, asked.names, today=asked.today)
    context = {
        "filters": asked.filters,
        "active": len(asked.filters.chosen),
        "words_form": WordsForm(initial={"words": asked.words}),
        "words": asked.words,
        "columns": asked.sorting.columns(asked.headings),
        "sorting": asked.sorting,
        "rows": lists.screen_rows(lines),
        "total": page.paginator.count,
        "paging": page_links(request, page) if page.paginator.num_pages > 1 else None,
        "page_number": page.number,
        "files": lists.file_links("desk:consultations-file", request.GET),
        "today": asked.today,
    }
    return render(request, "desk/consultations.html", context)


@needs(Permission.CONSULTATION_VIEW)
def consultations_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same rows and cells to take away, all pages of them."""
    check_format(file_format)
    asked = _asked(request)
    rows = list(asked.found)
    was_shown(_households(rows), screen="desk:consultations-file", at=moment())
    lines = lists.consultation_lines(rows, asked.names, today=asked.today)
    sheet = lists.sheet_of(_("相談の一覧"), asked.headings, lines, town=request.town.name, today=asked.today)
    return list_file(request, sheet, file_format=file_format, table="consultations")


def _keep_words(request: HttpRequest) -> HttpResponse:
    form = WordsForm(request.POST)
    if form.is_valid():
        request.session[WORDS] = form.cleaned_data["words"].strip()
    query = request.GET.copy()
    query.pop("page", None)
    address = reverse("desk:consultations")
    return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)


def _asked(request: HttpRequest) -> _Asked:
    organisations = request.holder.organisations
    names = names_of_topics()
    filters = ConsultationFilter(
        request.GET,
        places=queries.places_ever_of(organisations),
        topics=names,
        recorders=queries.people_who_recorded(organisations),
    )
    words = request.session.get(WORDS, "")
    headings = lists.consultation_headings()
    sorting = lists.read_sorting(request.GET, headings, default="at")
    today = local(moment()).date()
    found = queries.consultations_asked_for(
        filters.asked(words=words),
        organisations=organisations,
        today=today,
        sort=sorting.key,
        descending=sorting.descending,
    )
    return _Asked(filters, words, names, headings, sorting, found, today)


def _households(rows: list[Consultation]) -> list[object]:
    return [row.household_id for row in rows if row.household_id]
