"""Hand-picked lists: begun from anywhere, written on one page, given out, stopped at once."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from tsunagu.desk.actions import selections as actions
from tsunagu.desk.choices import SelectionLanguage
from tsunagu.desk.forms.selection import SelectionForm, SelectionMailForm
from tsunagu.desk.models import Selection
from tsunagu.desk.presenters import selections as words
from tsunagu.desk.presenters.resources import resource_cards
from tsunagu.desk.queries import selections as queries
from tsunagu.desk.queries.consultations import consultation_for
from tsunagu.desk.queries.resources import resources_for_desk
from tsunagu.desk.views.finding import or_404
from tsunagu.families.models import Household
from tsunagu.families.queries.households import household_for
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links

MAY = Permission.CONSULTATION_RECORD
PER_PAGE = 50


@needs(MAY)
def selections(request: HttpRequest) -> HttpResponse:
    """What our desks handed out, and whether it was opened; of one household with `household`."""
    home = _household(request, request.GET.get("household", ""))
    rows = queries.selections_of(home) if home else queries.selections_of_desks(request.holder, MAY)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    _was_shown(shown, "desk:selections")
    labels = (_("作った日"), _("家庭"), _("場所"), _("選んだ人"), _("状態"), _("開かれたか"))
    context = {
        "household": home,
        "living": queries.living_selections(home) if home else 0,
        "columns": [{"label": label} for label in labels],
        "rows": words.list_rows(shown, today=localdate(moment())),
        "pages": page_links(request, page),
    }
    return render(request, "desk/selections.html", context)


@require_POST
@needs(MAY)
def begin(request: HttpRequest) -> HttpResponse:
    """A new list: for nobody yet, for a household, from a consultation, or with its first place."""
    home, services = _household(request, request.POST.get("household", "")), []
    if request.POST.get("consultation"):
        found = or_404(consultation_for, request.holder, _uuid(request.POST["consultation"]), MAY)
        home = found.household
        services = [one.service_id for one in found.suggestions.all()]
    mine = sorted(request.holder.organisations_where(MAY))
    made = actions.begin_selection(
        organisation_id=mine[0],
        household=home,
        language=_language_of(home),
        service_ids=services,
        by=request.user,
        at=moment(),
    )
    return redirect("desk:selection", made.id)


@require_POST
@needs(MAY)
def add(request: HttpRequest) -> HttpResponse:
    """One more listing, from wherever the colleague is looking; without a list, a new one begins."""
    service_id = _uuid(request.POST.get("service", ""))
    named = request.POST.get("selection", "")
    if named:
        found = _selection(request, _uuid(named))
    else:
        mine = sorted(request.holder.organisations_where(MAY))
        found = actions.begin_selection(organisation_id=mine[0], by=request.user, at=moment())
    try:
        actions.add_place(selection=found, service_id=service_id, by=request.user, at=moment())
        messages.success(request, _("リストに入れました。"))
    except actions.ListIsFull:
        messages.warning(
            request, _("一つのリストに入るのは%(most)sか所までです。") % {"most": actions.MOST_PLACES}
        )
    except actions.NotForResidents:
        raise Http404 from None
    except actions.AlreadyEnded:
        messages.warning(request, _("このリストは止められています。"))
    return redirect(_back(request, found))


@needs(MAY)
def selection(request: HttpRequest, selection_id: UUID) -> HttpResponse:
    """The list as its maker sees it: words, order, state, and the ways to hand it over."""
    found = _selection(request, selection_id)
    items = queries.items_of(found)
    listings = queries.listings_of(items)
    form = SelectionForm(
        request.POST or None,
        items=items,
        names={one.id: one.name for one in listings.values()},
        at=moment(),
        initial={"greeting": found.greeting, "language": found.language, "ends_on": found.ends_on},
    )
    if form.is_bound and form.is_valid():
        try:
            _write(request, found, form)
            messages.success(request, _("書きとめました。"))
        except actions.NothingChosen:
            messages.warning(
                request, _("渡したリストを空にはできません。止めるときは「止める」を押してください。")
            )
        except actions.AlreadyEnded:
            messages.warning(request, _("このリストは止められています。"))
        return redirect("desk:selection", found.id)
    return _page(request, found, form, SelectionMailForm(initial={"to": queries.mail_of(found.household)}))


@require_POST
@needs(MAY)
def give(request: HttpRequest, selection_id: UUID) -> HttpResponse:
    """The list is handed over; its code opens the page from now on."""
    found = _selection(request, selection_id)
    try:
        actions.give_selection(selection=found, by=request.user, at=moment())
        messages.success(request, _("渡せるようになりました。印刷するか、メールで送ってください。"))
    except actions.NothingChosen:
        messages.warning(request, _("場所を一つ以上選んでください。"))
    except actions.AlreadyEnded:
        messages.warning(request, _("このリストは止められています。"))
    return redirect("desk:selection", found.id)


@require_POST
@needs(MAY)
def mail(request: HttpRequest, selection_id: UUID) -> HttpResponse:
    """Send the link, and only the link."""
    found = _selection(request, selection_id)
    form = SelectionMailForm(request.POST)
    if not form.is_valid():
        return _page(request, found, _form(found), form, status=422)
    try:
        actions.mail_selection(selection=found, to=form.cleaned_data["to"], by=request.user, at=moment())
        messages.success(request, _("メールを送りました。"))
    except actions.NotGiven:
        messages.warning(request, _("まだ渡していないか、もう見られないリストです。"))
    except actions.MailForbidden:
        messages.warning(request, _("この家庭には、メールしない約束です。"))
    return redirect("desk:selection", found.id)


@needs(MAY)
def sheet(request: HttpRequest, selection_id: UUID) -> HttpResponse:
    """One sheet of paper in the language of the list."""
    found = _selection(request, selection_id)
    if found.given_at is None or found.ended_at:
        return redirect("desk:selection", found.id)
    items = queries.items_of(found)
    with override(found.language):
        address = actions.page_of(found)
        context = {
            "selection": found,
            "language": found.language,
            "places": words.chosen_places(items, queries.listings_of(items), at=moment()),
            "address": address,
            "code": actions.code_of(found),
            "qr": words.qr_code(address),
        }
        # Without the page's context: its language would be the colleague's.
        html = get_template("desk/selection_sheet.html").template.render(context)
    response = HttpResponse(html)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@needs(MAY)
def end(request: HttpRequest, selection_id: UUID) -> HttpResponse:
    """Close the page at once."""
    found = _selection(request, selection_id)
    try:
        actions.end_selection(selection=found, by=request.user, at=moment())
        messages.success(request, _("止めました。ページはもう開きません。"))
    except actions.AlreadyEnded:
        messages.info(request, _("このリストは止められています。"))
    return redirect("desk:selection", found.id)


@require_POST
@needs(MAY)
def end_all(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Something happened in this family: close everything that was picked for it, in one go."""
    home = or_404(household_for, request.holder, household_id, MAY)
    count = actions.end_selections_of(household_id=home.id, by=request.user, at=moment())
    messages.success(request, _("%(count)s件のリストを止めました。") % {"count": count})
    return redirect(f"{reverse('desk:selections')}?{urlencode({'household': str(home.id)})}")


def _page(
    request: HttpRequest,
    found: Selection,
    form: SelectionForm,
    mail_form: SelectionMailForm,
    status: int = 200,
) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    at = moment()
    today = localdate(at)
    items = form.items
    listings = queries.listings_of(list(items))
    is_given = (
        found.given_at is not None and not found.ended_at and not queries.has_run_out(found, today=today)
    )
    context = {
        "selection": found,
        "form": form,
        "for_whom": words.for_whom(found),
        "state": words.state_words(found, today=today),
        "opened": words.opened_words(found),
        "names": {one.id: one.name for one in listings.values()},
        "is_given": is_given,
        "address": actions.page_of(found) if is_given else "",
        "code": actions.code_of(found) if is_given else "",
        "mail_form": mail_form,
        "may_mail": not (found.household and found.household.no_mail),
        "text": text,
        "resources": resource_cards(
            (one for one in resources_for_desk(text, at=at) if one.listing.audience == "residents"),
            chosen={item.service_id for item in items},
        ),
    }
    response = render(request, "desk/selection.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _form(found: Selection) -> SelectionForm:
    items = queries.items_of(found)
    listings = queries.listings_of(items)
    return SelectionForm(
        items=items,
        names={one.id: one.name for one in listings.values()},
        at=moment(),
        initial={"greeting": found.greeting, "language": found.language, "ends_on": found.ends_on},
    )


def _write(request: HttpRequest, found: Selection, form: SelectionForm) -> None:
    ends_on: date = form.cleaned_data["ends_on"]
    actions.write_selection(
        selection=found,
        greeting=form.cleaned_data["greeting"],
        language=form.cleaned_data["language"],
        ends_on=ends_on,
        chosen=form.chosen(),
        by=request.user,
        at=moment(),
    )


def _selection(request: HttpRequest, selection_id: UUID) -> Selection:
    found: Selection = or_404(queries.selection_for, request.holder, selection_id, MAY)
    _was_shown([found], "desk:selection")
    return found


def _was_shown(found: list[Selection], screen: str) -> None:
    was_shown([one.household_id for one in found if one.household_id], screen=screen, at=moment())


def _household(request: HttpRequest, written: str) -> Household | None:
    return or_404(household_for, request.holder, _uuid(written), MAY) if written else None


def _language_of(home: Household | None) -> str:
    """The family's own, where the page can speak it; easy Japanese for every other language but Japanese."""
    spoken = home.language if home else SelectionLanguage.JAPANESE
    pages = (page for page in SelectionLanguage.values if spoken in (page, page.partition("-")[0]))
    return next(pages, SelectionLanguage.EASY_JAPANESE)


def _back(request: HttpRequest, found: Selection) -> str:
    """Where the colleague was looking, going on with this list; else the list itself."""
    address = request.POST.get("next", "")
    if address and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        path, _mark, query = address.partition("?")
        kept = [pair for pair in query.split("&") if pair and not pair.startswith("selection=")]
        return f"{path}?{'&'.join([*kept, f'selection={found.id}'])}"
    return reverse("desk:selection", args=[found.id])


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
