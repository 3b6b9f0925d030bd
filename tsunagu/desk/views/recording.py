"""Recording a consultation: one screen, with the search for people and resources beside it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from tsunagu.desk.actions.record_consultation import record_consultation
from tsunagu.desk.choices import Asker, Method
from tsunagu.desk.forms.consultation_form import ANONYMOUS, NEW, ConsultationForm, Known
from tsunagu.desk.presenters.households import candidates
from tsunagu.desk.presenters.resources import resource_cards
from tsunagu.desk.queries.places import places_of, usual_place
from tsunagu.desk.queries.referral_people import people_who_may
from tsunagu.desk.queries.resources import resources_for_desk, services_named
from tsunagu.desk.queries.topics import all_topics
from tsunagu.families.actions.record_household import PersonFacts, record_household
from tsunagu.families.actions.search_people import PeopleFound, search_people
from tsunagu.families.models import Household, Person
from tsunagu.families.queries.households import household_for, person_for
from tsunagu.families.queries.people import read_question
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.japanese.kana import to_reading
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission

SCREEN = "desk:consultation-new"


@needs(Permission.CONSULTATION_RECORD)
class RecordConsultation(View):
    """The form. `step` asks for a search and keeps the draft; without it the consultation is recorded."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.at = moment()
        self.today = timezone.localtime(self.at).date()

    def get(self, request: HttpRequest) -> HttpResponse:
        household = self._household_asked_for()
        known = self._known(PeopleFound())
        place = usual_place(known.places, user_id=request.user.id)
        initial = {
            "place": place and place.id,
            "next_owner": request.user.id,
            "happened_on": "",
            "whom": household.id if household else None,
        }
        return self._page(ConsultationForm(known=known, initial=initial), household=household)

    def post(self, request: HttpRequest) -> HttpResponse:
        step = request.POST.get("step", "")
        household = self._household_asked_for()
        found = self._found(step, household)
        known = self._known(found)
        if step:
            # A draft is not judged: what was typed becomes what the next form begins with.
            return self._page(ConsultationForm(known=known, initial=request.POST.dict()), household=household)
        form = ConsultationForm(request.POST, known=known)
        if not form.is_valid():
            return self._page(form, household=household, status=422)
        home, person = self._whom(form, household)
        consultation = record_consultation(
            place=form.where,
            method=Method(form.cleaned_data["method"]),
            topics=form.cleaned_data["topics"],
            by=request.user,
            at=self.at,
            happened_at=form.happened_at,
            household=home,
            asked_by=person,
            asker=Asker(form.cleaned_data["asker"] or Asker.MOTHER),
            people_count=form.cleaned_data["people_count"] or 1,
            minutes=form.cleaned_data["minutes"],
            said=form.said(),
            next_action=form.next_action(),
            service_ids=[service.id for service in services_named(request.POST.getlist("services"))],
        )
        messages.success(request, _("相談を記録しました。"))
        return redirect("desk:consultation", consultation.id)

    def _known(self, found: PeopleFound) -> Known:
        holder = self.request.holder
        organisations = holder.organisations_where(Permission.CONSULTATION_RECORD)
        places = list(places_of(organisations))
        if not places:
            raise PermissionDenied(_("開設場所が登録されていません。"))
        colleagues = {
            user.id: user
            for organisation in sorted(organisations)
            for user in people_who_may(
                Permission.CONSULTATION_RECORD, organisation_id=organisation, at=self.at
            )
        }
        return Known(places, all_topics(), list(colleagues.values()), holder.user, self.at, found)

    def _found(self, step: str, household: Household | None) -> PeopleFound:
        if step == "resources" or (household and step != "people"):
            return PeopleFound()
        # What is already chosen was searched for before; asking again would only journal it twice.
        if self.request.POST.get("whom") and step != "people":
            return PeopleFound()
        question = read_question(self.request.POST.get("who", ""))
        return search_people(question=question, by=self.request.user, at=self.at, screen=SCREEN)

    def _household_asked_for(self) -> Household | None:
        """The household whose page this form was opened from, when it is the colleague's to see."""
        try:
            household = household_for(
                self.request.holder, UUID(self.request.GET.get("household", "")), Permission.HOUSEHOLD_VIEW
            )
        except (ValueError, ObjectDoesNotExist):
            return None
        was_shown([household.id], screen=SCREEN, at=self.at)
        return household

    def _whom(
        self, form: ConsultationForm, household: Household | None
    ) -> tuple[Household | None, Person | None]:
        whom = form.cleaned_data["whom"]
        if whom == ANONYMOUS:
            return None, None
        if whom == NEW:
            return self._new_household(form)
        if household is not None and whom == str(household.id):
            return household, None
        return self._chosen(whom)

    def _chosen(self, whom: str) -> tuple[Household, Person | None]:
        household_id, _colon, person_id = whom.partition(":")
        try:
            home = household_for(self.request.holder, UUID(household_id), Permission.HOUSEHOLD_VIEW)
            return home, person_for(home, UUID(person_id)) if person_id else None
        except (ValueError, ObjectDoesNotExist):
            raise PermissionDenied from None

    def _new_household(self, form: ConsultationForm) -> tuple[Household, Person]:
        question = form.question
        typed_family, _space, typed_given = form.cleaned_data["kana"].replace("\u3000", " ").partition(" ")
        family_kana, given_kana = question.kana if question.is_reading else (typed_family, typed_given)
        facts = PersonFacts(
            # As typed, in whatever letters: はらっぱ may be the whole name. Its reading stands beside it.
            family_name=question.family,
            given_name=question.given,
            family_kana=to_reading(family_kana),
            given_kana=to_reading(given_kana),
            born_on=question.born_on,
            phone=question.phone,
        )
        home = record_household(
            organisation_id=form.where.organisation_id, by=self.request.user, at=self.at, people=[facts]
        )
        return home, home.people.get()

    def _page(
        self,
        form: ConsultationForm,
        *,
        household: Household | None,
        status: int = 200,
    ) -> HttpResponse:
        data = self.request.POST
        found = form.known.found
        chosen = services_named(data.getlist("services"))
        words = data.get("resource", "")
        context = {
            "form": form,
            "show_errors": form.is_bound,
            "household": household,
            "topics": [topic for topic in form.known.topics if topic.number is not None],
            "who": form["who"].value() or "",
            "whom": form["whom"].value() or "",
            "found": found,
            "candidates": candidates(found, today=self.today),
            "resource_words": words,
            "resources": resource_cards(
                resources_for_desk(words, at=self.at), chosen={service.id for service in chosen}
            ),
            "chosen": chosen,
        }
        return render(self.request, "desk/consultation_new.html", context, status=status)


@needs(Permission.CONSULTATION_RECORD)
def people(request: HttpRequest) -> HttpResponse:
    """The part of the form that shows who was found; asked for while typing."""
    at = moment()
    question = read_question(request.POST.get("who", ""))
    found = search_people(question=question, by=request.user, at=at, screen=SCREEN)
    context = {
        "found": found,
        "who": request.POST.get("who", ""),
        "whom": request.POST.get("whom", ""),
        "candidates": candidates(found, today=timezone.localtime(at).date()),
    }
    return render(request, "desk/people_found.html", context)


@needs(Permission.CONSULTATION_RECORD)
def resources(request: HttpRequest) -> HttpResponse:
    """The part of the form that shows resources; asked for while typing."""
    chosen = services_named(request.POST.getlist("services"))
    words = request.POST.get("resource", "")
    cards = resource_cards(resources_for_desk(words, at=moment()), chosen={each.id for each in chosen})
    context = {"resources": cards, "chosen": chosen, "resource_words": words}
    return render(request, "desk/resources_found.html", context)
