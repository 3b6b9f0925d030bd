"""One consultation that was recorded."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.desk.actions.correct_consultation import NothingChanged, correct_consultation, facts_of
from tsunagu.desk.actions.record_consultation import NothingToDo, finish_next_action
from tsunagu.desk.forms.correction_form import CorrectionForm
from tsunagu.desk.presenters import slots
from tsunagu.desk.presenters.consultations import ConsultationPage
from tsunagu.desk.presenters.corrections import mended
from tsunagu.desk.queries.consultations import consultation_for, corrections_of, own_consultation_for
from tsunagu.desk.queries.topics import all_topics, names_of_topics
from tsunagu.desk.views.finding import or_404
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import panels


@needs(Permission.CONSULTATION_VIEW)
def consultation(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """One conversation, with what follows from it."""
    found = or_404(consultation_for, request.holder, consultation_id, Permission.CONSULTATION_VIEW)
    if found.household_id:
        was_shown([found.household_id], screen="desk:consultation", at=moment())
    links = panels.fill(slots.CONSULTATION_ACTIONS, holder=request.holder, consultation=found)
    names = names_of_topics()
    holder = request.holder
    context = {
        "consultation": found,
        "page": ConsultationPage(found, names, at=moment()),
        "mended": mended(corrections_of(found), names),
        "may_correct": holder.may(Permission.CONSULTATION_RECORD, organisation=found.organisation_id),
        "may_pick": holder.may(Permission.CONSULTATION_RECORD),
        "links": [link for group in links for link in group],
    }
    return render(request, "desk/consultation.html", context)


@require_POST
@needs(Permission.CONSULTATION_RECORD)
def done(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """What was promised is done."""
    found = or_404(consultation_for, request.holder, consultation_id, Permission.CONSULTATION_RECORD)
    try:
        finish_next_action(consultation=found, by=request.user, at=moment())
        messages.success(request, _("済みにしました。"))
    except NothingToDo:
        messages.info(request, _("もう済んでいます。"))
    return redirect("desk:consultation", found.id)


@needs(Permission.CONSULTATION_RECORD)
def correct(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The desk mends its own record; what stood there before stays below it."""
    permission = Permission.CONSULTATION_RECORD
    found = or_404(own_consultation_for, request.holder, consultation_id, permission)
    if found.household_id:
        was_shown([found.household_id], screen="desk:consultation-correct", at=moment())
    topics = all_topics()
    form = CorrectionForm(request.POST or None, topics=topics, facts=facts_of(found))
    if form.is_bound and form.is_valid():
        try:
            correct_consultation(
                consultation=found,
                facts=form.facts(),
                why=form.cleaned_data["why"],
                by=request.user,
                at=moment(),
            )
            messages.success(request, _("記録を直しました。直す前の言葉も残っています。"))
        except NothingChanged:
            messages.info(request, _("どこも変わっていません。"))
        return redirect("desk:consultation", found.id)
    context = {
        "consultation": found,
        "page": ConsultationPage(found, {topic.key: topic.name for topic in topics}, at=moment()),
        "form": form,
        "topics": [topic for topic in topics if topic.number is not None],
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/consultation_correct.html", context, status=status)
