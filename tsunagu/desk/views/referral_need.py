"""One need over all who were asked: ask the next, close it, say which household, say who at the desk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from tsunagu.desk.actions.referrals.ending import (
    AlreadyLinked,
    StillHeld,
    close_referral,
    link_household,
    name_desk_person,
)
from tsunagu.desk.forms.referral import CloseForm, DeskPersonForm
from tsunagu.desk.models import Referral
from tsunagu.desk.models.referral_choices import Closing
from tsunagu.desk.presenters.referral import owner_line, step_items, today_of
from tsunagu.desk.queries.referrals import (
    NotFound,
    colleagues_at,
    current_task,
    household_for,
    households_like,
    referral_for,
    steps_of_referral,
    tasks_of,
)
from tsunagu.desk.rules import can_ask_next, can_close
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import current, moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission


def need_or_404(referral_id: UUID) -> Referral:
    """The need, for the desk or member that keeps it; a target has its own page."""
    try:
        found = referral_for(referral_id)
    except NotFound:
        raise Http404 from None
    if not {found.source_id, found.coordinator_id} & current().organisations:
        raise Http404
    return found


@needs(Permission.REFERRAL_SEND)
def need(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The whole way of one need: who was asked, what they said, who holds it now."""
    found, at = need_or_404(referral_id), moment()
    last = current_task(found)
    if found.household_id:
        was_shown([found.household_id], screen="desk:need", at=at)
    is_desk = found.coordinator_id in request.holder.organisations
    may_link = is_desk and found.is_open and found.household_id is None
    likely = households_like(request.GET.get("q", "")) if may_link else []
    was_shown([household.id for household in likely], screen="desk:need-likely", at=at)
    return render(
        request,
        "desk/referral_need.html",
        {
            "need": found,
            "owner": owner_line(found, today=today_of(at)),
            "tasks": list(tasks_of(found)),
            "last": last,
            "steps": step_items(steps_of_referral(found), with_target=True),
            "may_ask_next": can_ask_next(found, last),
            "may_close": can_close(found, last),
            "may_link": may_link,
            "query": request.GET.get("q", ""),
            "likely": likely,
            "may_name": is_desk and found.is_open,
        },
    )


class NeedForm(FormView):
    """A form about a need of my desk."""

    template_name = "desk/referral_need_form.html"
    title = ""
    referral: Referral

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.referral = need_or_404(kwargs["referral_id"])
        if self.referral.coordinator_id not in request.holder.organisations_where(Permission.REFERRAL_SEND):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "need": self.referral,
            "form_title": self.title,
            "back_url": self.get_success_url(),
        }

    def get_success_url(self) -> str:
        return reverse("desk:need", args=[self.referral.id])


@needs(Permission.REFERRAL_SEND)
class CloseNeed(NeedForm):
    form_class = CloseForm
    title = gettext_lazy("このつなぎを終わりにする")

    def form_valid(self, form: CloseForm) -> HttpResponse:
        values = form.cleaned_data
        try:
            close_referral(
                referral=self.referral,
                by=self.request.user,
                at=moment(),
                closing=Closing(values["closing"]),
                text=values["text"],
            )
        except StillHeld:
            messages.warning(self.request, _("まだ対応している所があるため、終わりにできません。"))
        return redirect(self.get_success_url())


@needs(Permission.REFERRAL_SEND)
class NameDeskPerson(NeedForm):
    form_class = DeskPersonForm
    title = gettext_lazy("窓口の担当を決める")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = colleagues_at(self.referral.coordinator_id, at=moment())
        return super().get_form_kwargs() | {"people": people}

    def get_initial(self) -> dict[str, Any]:
        return {"person": self.referral.desk_person_id or self.request.user.pk}

    def form_valid(self, form: DeskPersonForm) -> HttpResponse:
        name_desk_person(
            referral=self.referral, person=form.cleaned_data["person"], by=self.request.user, at=moment()
        )
        return redirect(self.get_success_url())


@needs(Permission.REFERRAL_SEND)
def link(request: HttpRequest, referral_id: UUID, household_id: UUID) -> HttpResponse:
    """Say which household a member's hand-over is about; the household's own search leads here."""
    found = need_or_404(referral_id)
    try:
        household = household_for(household_id)
    except NotFound:
        raise Http404 from None
    if found.coordinator_id not in request.holder.organisations:
        raise Http404
    if request.method == "POST":
        try:
            link_household(referral=found, household=household, by=request.user, at=moment())
        except AlreadyLinked:
            messages.warning(request, _("すでに家庭と結びついています。"))
        return redirect("desk:need", found.id)
    was_shown([household.id], screen="desk:need-link", at=moment())
    return render(request, "desk/referral_link.html", {"need": found, "household": household})
