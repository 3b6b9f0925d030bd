"""One household, looked at as a whole, and what is known of it written down."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from tsunagu.desk.actions.record_consultation import write_headline
from tsunagu.desk.forms import household_forms
from tsunagu.desk.presenters import households as words
from tsunagu.desk.presenters import slots
from tsunagu.desk.queries.consultations import consultations_of, headlines_of
from tsunagu.desk.queries.households import names_of_organisations
from tsunagu.desk.queries.topics import names_of_topics
from tsunagu.desk.views.finding import or_404
from tsunagu.families.actions.addresses import NotForYou, record_address, reveal_hidden_address
from tsunagu.families.actions.consents import AlreadyWithdrawn, record_consent, withdraw_consent
from tsunagu.families.actions.record_household import (
    ContactRules,
    PersonFacts,
    add_person,
    change_contact_rules,
)
from tsunagu.families.models import Household
from tsunagu.families.queries import households as families
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import panels


@needs(Permission.HOUSEHOLD_VIEW)
def household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The whole household on one page: 「今、この家庭で何が大変か」 first."""
    home = or_404(families.household_for, request.holder, household_id, Permission.HOUSEHOLD_VIEW)
    return _household_page(request, home)


def _household_page(
    request: HttpRequest, home: Household, *, revealed: dict[UUID, str] | None = None
) -> HttpResponse:
    at, holder = moment(), request.holder
    was_shown([home.id], screen="desk:household", at=at)
    headlines = list(headlines_of(home))
    consents = list(families.consents_of(home))
    addresses = list(families.addresses_of(home))
    context = {
        "household": home,
        "headline": headlines[0] if headlines else None,
        "former_headlines": headlines[1:6],
        "headline_form": household_forms.HeadlineForm(),
        "owners": _joined(panels.fill(slots.HOUSEHOLD_OWNER, holder=holder, household=home)),
        "links": _joined(panels.fill(slots.HOUSEHOLD_ACTIONS, holder=holder, household=home)),
        "members": words.members(families.people_of(home), today=timezone.localtime(at).date()),
        "ways": families.contact_ways_of(home),
        "warnings": words.contact_warnings(home),
        "language_words": words.language_words(home),
        "addresses": addresses,
        "can_reveal": holder.may(Permission.HIDDEN_ADDRESS_VIEW),
        "revealed": revealed or {},
        "consents": consents,
        "consent_rows": words.consent_rows(
            consents, names_of_organisations(one.organisation_id for one in consents)
        ),
        "timeline": _timeline(request, home),
        "may_edit": holder.may(Permission.HOUSEHOLD_EDIT),
        "may_record": holder.may(Permission.CONSULTATION_RECORD),
    }
    return render(request, "desk/household.html", context)


def _joined(groups: list[list[Any]]) -> list[Any]:
    return [each for group in groups for each in group]


def _timeline(request: HttpRequest, home: Household) -> list[slots.TimelineItem]:
    names = names_of_topics()
    items = [words.consultation_item(one, names) for one in consultations_of(home)]
    items += _joined(panels.fill(slots.HOUSEHOLD_TIMELINE, holder=request.holder, household=home))
    return sorted(items, key=lambda item: item.at, reverse=True)


@require_POST
@needs(Permission.HIDDEN_ADDRESS_VIEW)
def reveal(request: HttpRequest, household_id: UUID, address_id: UUID) -> HttpResponse:
    """Open a hidden address for this one answer; the journal says who did."""
    home = or_404(families.household_for, request.holder, household_id, Permission.HIDDEN_ADDRESS_VIEW)
    address = or_404(families.address_for, home, address_id)
    try:
        shown = reveal_hidden_address(address=address, by=request.user, at=moment())
    except NotForYou:
        raise Http404 from None
    response = _household_page(request, home, revealed={address.id: shown})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@needs(Permission.HOUSEHOLD_EDIT)
def withdraw(request: HttpRequest, household_id: UUID, consent_id: UUID) -> HttpResponse:
    """The family takes a consent back."""
    home = or_404(families.household_for, request.holder, household_id, Permission.HOUSEHOLD_EDIT)
    consent = or_404(families.consent_for, home, consent_id)
    try:
        withdraw_consent(consent=consent, by=request.user, at=moment())
        messages.success(request, _("同意の取り消しを記録しました。"))
    except AlreadyWithdrawn:
        messages.info(request, _("もう取り消されています。"))
    return redirect("desk:household", home.id)


class _HouseholdFact(View):
    """One small form about one household. What differs is which form, and what is done with it."""

    form_class: type[forms.Form]
    heading = gettext_lazy("家庭")

    def setup(self, request: HttpRequest, household_id: UUID) -> None:
        super().setup(request, household_id=household_id)
        holder = request.holder
        self.household = or_404(families.household_for, holder, household_id, Permission.HOUSEHOLD_EDIT)

    def get(self, request: HttpRequest, household_id: UUID) -> HttpResponse:
        return self._page(self.form_class(initial=self.initial()))

    def post(self, request: HttpRequest, household_id: UUID) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        self.write(**form.cleaned_data)
        messages.success(request, _("記録しました。"))
        return redirect("desk:household", self.household.id)

    def _page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        was_shown([self.household.id], screen="desk:household-edit", at=moment())
        context = {"form": form, "household": self.household, "heading": self.heading}
        return render(self.request, "desk/household_fact.html", context, status=status)

    def initial(self) -> dict[str, Any]:
        return {}

    def write(self, **facts: Any) -> None:
        raise NotImplementedError


@needs(Permission.HOUSEHOLD_EDIT)
class Headline(_HouseholdFact):
    form_class = household_forms.HeadlineForm
    heading = gettext_lazy("今、この家庭で何が大変か")

    def write(self, **facts: Any) -> None:
        write_headline(household=self.household, by=self.request.user, at=moment(), **facts)


@needs(Permission.HOUSEHOLD_EDIT)
class AddPerson(_HouseholdFact):
    form_class = household_forms.PersonForm
    heading = gettext_lazy("家族を加える")

    def write(self, **facts: Any) -> None:
        person = PersonFacts(**facts)
        add_person(household=self.household, facts=person, by=self.request.user, at=moment())


@needs(Permission.HOUSEHOLD_EDIT)
class ChangeContactRules(_HouseholdFact):
    form_class = household_forms.ContactRulesForm
    heading = gettext_lazy("連絡の約束")

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.household, name) for name in self.form_class.base_fields}

    def write(self, **facts: Any) -> None:
        rules = ContactRules(**facts)
        change_contact_rules(household=self.household, rules=rules, by=self.request.user, at=moment())


@needs(Permission.HOUSEHOLD_EDIT)
class RecordAddress(_HouseholdFact):
    form_class = household_forms.AddressForm
    heading = gettext_lazy("住所を書く")

    def write(self, **facts: Any) -> None:
        record_address(household=self.household, by=self.request.user, at=moment(), **facts)


@needs(Permission.HOUSEHOLD_EDIT)
class RecordConsent(_HouseholdFact):
    form_class = household_forms.ConsentAddForm
    heading = gettext_lazy("同意を記録する")

    def write(self, **facts: Any) -> None:
        record_consent(household=self.household, by=self.request.user, at=moment(), **facts)
