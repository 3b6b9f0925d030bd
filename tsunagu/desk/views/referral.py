"""The board of hand-overs, one hand-over, and each of its steps."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from tsunagu.desk.actions.referrals.moving import ReasonMissing, StepRefused
from tsunagu.desk.forms.referral import StepForm
from tsunagu.desk.models import ReferralTask
from tsunagu.desk.presenters.referral import (
    answer_pairs,
    contact_warning,
    ended_card,
    owner_line,
    package_pairs,
    referral_card,
    step_items,
    task_card,
    today_of,
)
from tsunagu.desk.queries.referral_terms import business_day_after, terms_of_town
from tsunagu.desk.queries.referrals import (
    NotFound,
    package_of,
    referral_of,
    referrals_at_desk,
    steps_of,
    task_for,
    tasks_arrived,
    tasks_ended,
    tasks_held,
    tasks_of,
    tasks_sent,
)
from tsunagu.desk.rules import can_ask_next
from tsunagu.desk.views.referral_verbs import BY_KEY, Verb, can_do, verbs_for
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import panels
from tsunagu.kernel.ui.board import NOTICES

BOARD_DAYS = 14


def task_or_404(task_id: UUID) -> ReferralTask:
    """The task, or the same page as for one that does not exist."""
    try:
        return task_for(task_id)
    except NotFound:
        raise Http404 from None


@needs(Permission.REFERRAL_ANSWER)
def board(request: HttpRequest) -> HttpResponse:
    """届いた／受けている／送った, and at the desk what waits for a decision."""
    at = moment()
    today, mine = today_of(at), request.holder.organisations
    arrived, held = tasks_arrived(organisations=mine), tasks_held(organisations=mine)
    sent, at_desk = tasks_sent(organisations=mine), referrals_at_desk(organisations=mine)
    ended = tasks_ended(organisations=mine, since=at - timedelta(days=BOARD_DAYS))
    was_shown(
        [task.referral.household_id for task in [*arrived, *held, *sent] if task.referral.household_id]
        + [referral.household_id for referral in at_desk if referral.household_id],
        screen="desk:referrals",
        at=at,
    )
    return render(
        request,
        "desk/referral_board.html",
        {
            "arrived": [task_card(task, today=today, mine=mine) for task in arrived],
            "held": [task_card(task, today=today, mine=mine) for task in held],
            "sent": [task_card(task, today=today, mine=mine) for task in sent],
            "notices": [
                each for group in panels.fill(NOTICES, holder=request.holder, today=today) for each in group
            ],
            "at_desk": [referral_card(referral, today=today) for referral in at_desk],
            "ended": [ended_card(task, mine=mine) for task in ended],
            # Whoever keeps the desk has no desk to pass a family on to.
            "may_send_to_desk": request.holder.may(Permission.REFERRAL_SEND)
            and not request.holder.may(Permission.CONSULTATION_RECORD),
            "may_oversee": request.holder.may(Permission.REFERRAL_OVERSEE),
        },
    )


def referral(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One organisation's part of a hand-over, as far as this person is part of it."""
    task = task_or_404(task_id)
    return render(request, "desk/referral.html", task_page(request, task))


def task_page(request: HttpRequest, task: ReferralTask) -> dict[str, Any]:
    """What the page of a task says to a signed-in person."""
    at = moment()
    today, need, package = today_of(at), referral_of(task), package_of(task)
    household_id = need.household_id if need else None
    if household_id:
        was_shown([household_id], screen="desk:referral", at=at)
    sends = bool({task.source_id, task.coordinator_id} & request.holder.organisations)
    return {
        "task": task,
        "need": need,
        "owner": owner_line(need, today=today) if need else None,
        "package": package,
        "shared": package_pairs(package) if package else [],
        "facts": answer_pairs(task, today=today),
        "steps": step_items(steps_of(task)),
        "warning": contact_warning(need) if need else None,
        "verbs": verbs_for(task, request.holder),
        "may_ask_next": bool(sends and need and can_ask_next(need, task)),
        "sends": sends,
        "others": [other for other in tasks_of(need) if other.id != task.id] if need and sends else [],
    }


class TakeStep(FormView):
    """One button's form. What the table does not allow is answered calmly and changes nothing."""

    template_name = "desk/referral_step.html"
    verb: Verb
    task: ReferralTask

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.task = task_or_404(kwargs["task_id"])
        if kwargs["verb"] not in BY_KEY:
            raise Http404
        self.verb = BY_KEY[kwargs["verb"]]
        if not can_do(self.verb, self.task, request.holder):
            messages.warning(request, _("いまの状態では、その操作はできません。"))
            return redirect("desk:referral", self.task.id)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[StepForm]:
        return self.verb.form

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | extra_arguments(self.verb, self.task)

    def get_initial(self) -> dict[str, Any]:
        return first_values()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "verb": self.verb,
            "task": self.task,
            "back_url": reverse("desk:referral", args=[self.task.id]),
        }

    def form_valid(self, form: StepForm) -> HttpResponse:
        try:
            self.verb.act(task=self.task, by=self.request.user, at=moment(), **form.cleaned_data)
        except (StepRefused, ReasonMissing):
            messages.warning(self.request, _("ひと足先に状態が変わりました。いまの様子をごらんください。"))
        else:
            messages.success(self.request, self.verb.done)
        return redirect("desk:referral", self.task.id)


def extra_arguments(verb: Verb, task: ReferralTask) -> dict[str, Any]:
    """What a form needs to know of its task."""
    return {"besides": (task.target_id, task.source_id)} if verb.key == "decline" else {}


def first_values() -> dict[str, Any]:
    """The day that the town's terms propose."""
    terms = terms_of_town()
    day = business_day_after(terms.contact_within, at=moment(), terms=terms)
    return {"contact_on": day, "next_on": day, "review_on": day}
