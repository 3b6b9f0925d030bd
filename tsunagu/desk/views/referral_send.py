"""Choosing whom to ask, writing what they are told, looking at it as they will, and sending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from tsunagu.desk.actions.referrals.asking import (
    ConsentMissing,
    FamilySaidNo,
    StillAsking,
    TakesNoReferrals,
    ask_organisation,
    open_referral,
)
from tsunagu.desk.forms.referral_send import AskForm, SendForm, SendToDeskForm
from tsunagu.desk.models import Consultation, Referral, ReferralTask
from tsunagu.desk.models.referral_choices import Origin
from tsunagu.desk.presenters.referral import contact_warning, section_pairs, today_of
from tsunagu.desk.presenters.referral_prefill import known_sections
from tsunagu.desk.queries.referral_choosing import (
    Choice,
    choices_to_ask,
    consultation_for,
    need_to_begin_with,
    organisation_to_ask,
    receipt_of,
    recorded_needs,
    service_to_ask,
)
from tsunagu.desk.queries.referrals import (
    NotFound,
    current_task,
    desks,
    household_for,
    live_consents,
    package_of,
)
from tsunagu.desk.queries.referrals import needs as needs_of_town
from tsunagu.desk.views.referral_need import need_or_404
from tsunagu.directory.models import Organisation, Service
from tsunagu.families.models import Household
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission

REFUSALS = {
    FamilySaidNo: _("ご家族がこの所を望まないと答えています。別の所を選んでください。"),
    StillAsking: _("まだ返事を待っている所があります。返事のあとか、取りやめてから送れます。"),
    TakesNoReferrals: _("この所は、つなぎを受けていません。"),
    ConsentMissing: _("同意の記録がないか、取り消されています。"),
}


@needs(Permission.REFERRAL_SEND)
def choose(request: HttpRequest) -> HttpResponse:
    """Whom to ask, with what they can take on, for a household or for a need that came back."""
    need_key, words = request.GET.get("need", ""), request.GET.get("q", "")
    about = {
        key: request.GET[key] for key in ("household", "consultation", "referral") if request.GET.get(key)
    }
    household, referral = _household(request), _referral(request)
    if household is None and referral is None:
        raise Http404
    known = referral.need.key if referral else _need_to_begin_with(request, household)
    if "need" not in request.GET:
        need_key = known
    choices = choices_to_ask(
        need_key=need_key,
        words=words,
        besides=request.holder.organisations,
        referral=referral,
        fitting=known,
    )
    if household is not None:
        was_shown([household.id], screen="desk:referral-choose", at=moment())
    return render(
        request,
        "desk/referral_choose.html",
        {
            "household": household,
            "referral": referral,
            "choices": choices,
            "about": about,
            "query": words,
            "need_key": need_key,
            "needs": needs_of_town(),
        },
    )


class _Writing(FormView):
    """A form that is shown as the other side will see it before it is sent."""

    template_name = "desk/referral_send.html"
    target: Organisation | None = None
    service: Service | None = None

    def form_valid(self, form: AskForm) -> HttpResponse:
        if "send" not in self.request.POST:
            sharing = form.sharing()
            return self.render_to_response(
                self.get_context_data(
                    form=form,
                    preview=section_pairs(dict(sharing.sections)),
                    preview_asked=sharing.asked,
                    preview_warning=self.warning(form),
                    preview_field_set=str(sharing.field_set.label),
                    preview_basis=str(sharing.legal_basis.label),
                )
            )
        try:
            task = self.send(form)
        except tuple(REFUSALS) as refused:
            form.add_error(None, REFUSALS[type(refused)])
            return self.form_invalid(form)
        messages.success(self.request, _("依頼を送りました。返事があるまで、この家庭は窓口が受け持ちます。"))
        return redirect("desk:referral", task.id)

    def warning(self, form: AskForm) -> str | None:
        """What the other side will read about reaching the family."""
        return contact_warning(Referral(**form.terms())) if isinstance(form, SendForm) else None

    def send(self, form: AskForm) -> ReferralTask:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"preview": None, **super().get_context_data(**kwargs)} | {
            "target": self.target,
            "service": self.service,
            "capacity": Choice.of(self.target, self.service) if self.target else None,
            "back_url": reverse("desk:referrals"),
            "to_desk": False,
            "replaces": None,
        }

    def choose_target(self) -> None:
        """Read the organisation and service that were chosen on the page before."""
        try:
            if self.request.GET.get("service"):
                self.service = service_to_ask(UUID(self.request.GET["service"]))
                self.target = self.service.organisation
            else:
                self.target = organisation_to_ask(UUID(self.request.GET["organisation"]))
        except (KeyError, ValueError, NotFound):
            raise Http404 from None


@needs(Permission.REFERRAL_SEND)
class Send(_Writing):
    """The desk sends a family's need to one organisation."""

    form_class = SendForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.household = _household(request)
        self.consultation = _consultation(request)
        if self.household is None:
            raise Http404
        self.desk_id = _desk_of_mine(request)
        self.choose_target()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = known_sections(self.household, self.consultation, today=today_of(moment()))
        return super().get_form_kwargs() | {"consents": live_consents(self.household), "sections": known}

    def get_initial(self) -> dict[str, Any]:
        rules = self.household.contact_prohibited
        key = self.request.GET.get("need", "") or _need_to_begin_with(self.request, self.household)
        need = next((term for term in needs_of_town() if term.key == key), None)
        return {
            "need": need,
            "contact_prohibited": "some" if rules else "none",
            "contact_rule": rules[:200],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        was_shown([self.household.id], screen="desk:referral-new", at=moment())
        return super().get_context_data(**kwargs) | {"household": self.household}

    def send(self, form: SendForm) -> ReferralTask:  # type: ignore[override]
        desk = organisation_to_ask(self.desk_id, any_status=True)
        referral = open_referral(
            household=self.household,
            consultation=self.consultation,
            receipt_hash=receipt_of(self.household),
            source=desk,
            desk=desk,
            by=self.request.user,
            at=moment(),
            **form.terms(),
        )
        return ask_organisation(
            referral=referral,
            target=self.target,
            service=self.service,
            sharing=form.sharing(),
            by=self.request.user,
            at=moment(),
        )


@needs(Permission.REFERRAL_SEND)
class AskNext(_Writing):
    """After a no: the same need to another organisation."""

    form_class = AskForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.referral = need_or_404(kwargs["referral_id"])
        if self.referral.coordinator_id not in request.holder.organisations_where(Permission.REFERRAL_SEND):
            raise Http404
        self.last = current_task(self.referral)
        self.choose_target()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        household = self.referral.household
        before = package_of(self.last) if self.last else None
        known = known_sections(household, None, today=today_of(moment())) if household else {}
        return super().get_form_kwargs() | {
            "consents": live_consents(household) if household else None,
            "sections": known | (dict(before.sections) if before else {}),
        }

    def get_initial(self) -> dict[str, Any]:
        before = package_of(self.last) if self.last else None
        return {"asked": before.asked} if before else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "household": self.referral.household,
            "replaces": self.last,
            "back_url": reverse("desk:need", args=[self.referral.id]),
        }

    def warning(self, form: AskForm) -> str | None:
        return contact_warning(self.referral)

    def send(self, form: AskForm) -> ReferralTask:
        return ask_organisation(
            referral=self.referral,
            target=self.target,
            service=self.service,
            sharing=form.sharing(),
            by=self.request.user,
            at=moment(),
            in_the_name_of=self.referral.coordinator_id,
        )


@needs(Permission.REFERRAL_SEND)
class SendToDesk(_Writing):
    """A member passes a family on to the desk; it may be one that the register does not know yet."""

    form_class = SendToDeskForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.source_id = next(iter(sorted(request.holder.organisations_where(Permission.REFERRAL_SEND))))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"household": None, "to_desk": True}

    def send(self, form: SendToDeskForm) -> ReferralTask:  # type: ignore[override]
        desk = form.cleaned_data["desk"]
        referral = open_referral(
            source=organisation_to_ask(self.source_id, any_status=True),
            desk=desk,
            by=self.request.user,
            at=moment(),
            origin=Origin.MEMBER,
            **form.terms(),
        )
        return ask_organisation(
            referral=referral, target=desk, sharing=form.sharing(), by=self.request.user, at=moment()
        )


def _household(request: HttpRequest) -> Household | None:
    if not request.GET.get("household"):
        consultation = _consultation(request)
        return consultation.household if consultation else None
    try:
        return household_for(UUID(request.GET["household"]))
    except (ValueError, NotFound):
        raise Http404 from None


def _need_to_begin_with(request: HttpRequest, household: Household | None) -> str:
    keys = recorded_needs(household, _consultation(request))
    return need_to_begin_with(keys, besides=request.holder.organisations)


def _consultation(request: HttpRequest) -> Consultation | None:
    if not request.GET.get("consultation"):
        return None
    try:
        return consultation_for(UUID(request.GET["consultation"]))
    except (ValueError, NotFound):
        raise Http404 from None


def _referral(request: HttpRequest) -> Referral | None:
    if not request.GET.get("referral"):
        return None
    try:
        return need_or_404(UUID(request.GET["referral"]))
    except ValueError:
        raise Http404 from None


def _desk_of_mine(request: HttpRequest) -> UUID:
    """The desk in whose name I send: one where I send and that is a desk; members use the other page."""
    mine = request.holder.organisations_where(Permission.REFERRAL_SEND)
    found = next((desk.id for desk in desks() if desk.id in mine), None)
    if found is None:
        raise Http404
    return found
