"""First contacts made online: read, taken, answered, closed."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.desk.actions.intake import AlreadyTaken, NotTaken, answer_intake, close_intake, take_intake
from tsunagu.desk.choices import IntakeState
from tsunagu.desk.forms.household_forms import WordForm
from tsunagu.desk.models import Intake
from tsunagu.desk.presenters.households import candidates
from tsunagu.desk.presenters.intakes import IntakePage
from tsunagu.desk.queries.intakes import intake_for
from tsunagu.desk.queries.places import places_of, usual_place
from tsunagu.desk.views.finding import or_404
from tsunagu.families.actions.search_people import PeopleFound, search_people
from tsunagu.families.queries.households import household_for
from tsunagu.families.queries.people import read_question
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission


def _page(request: HttpRequest, found: Intake, form: WordForm, status: int = 200) -> HttpResponse:
    # The request itself names a person: reading it leaves a trace like a household's page.
    was_shown([found.household_id or found.id], screen="desk:intake", at=moment())
    at, known = moment(), PeopleFound()
    if found.state == IntakeState.NEW:
        # Search before create: a family that the desk knows already is linked, not written twice.
        question = read_question(f"{found.name} {found.phone}")
        known = search_people(question=question, by=request.user, at=at, screen="desk:intake")
    context = {
        "intake": found,
        "page": IntakePage(found, at=at),
        "form": form,
        "candidates": candidates(known, today=timezone.localtime(at).date()),
    }
    return render(request, "desk/intake.html", context, status=status)


@needs(Permission.INTAKE_TAKE)
def intake(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """What the family wrote, and how it must not be reached."""
    found = or_404(intake_for, request.holder, intake_id, Permission.INTAKE_TAKE)
    return _page(request, found, WordForm(initial={"word": found.word_to_family}))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@require_POST
@needs(Permission.INTAKE_TAKE)
def take(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """I am responsible from now on."""
    found = or_404(intake_for, request.holder, intake_id, Permission.INTAKE_TAKE)
    places = list(places_of(request.holder.organisations_where(Permission.INTAKE_TAKE)))
    place = usual_place(places, user_id=request.user.id)
    if place is None:
        raise PermissionDenied
    household = None
    if chosen := request.POST.get("household"):
        household = or_404(household_for, request.holder, _uuid(chosen), Permission.HOUSEHOLD_VIEW)
    try:
        take_intake(intake=found, place=place, by=request.user, at=moment(), household=household)
        messages.success(request, _("担当になりました。ご家族にも「担当が決まりました」と表示されます。"))
    except AlreadyTaken:
        messages.info(request, _("ほかの人が先に担当になっています。"))
    return redirect("desk:intake", found.id)


@require_POST
@needs(Permission.INTAKE_TAKE)
def answer(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """The family is told something, or told that this is done with."""
    found = or_404(intake_for, request.holder, intake_id, Permission.INTAKE_TAKE)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    tell = close_intake if request.POST.get("step") == "close" else answer_intake
    try:
        tell(intake=found, word=form.cleaned_data["word"], by=request.user, at=moment())
        messages.success(request, _("ご家族に伝わるようにしました。"))
    except NotTaken:
        messages.info(request, _("まだ担当がいないか、もう終わっています。"))
    return redirect("desk:intake", found.id)
