"""The board that a working day starts from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.desk.presenters import slots
from tsunagu.desk.presenters.today import board
from tsunagu.desk.queries.intakes import new_intakes, unanswered_intakes
from tsunagu.desk.queries.today import open_next_actions
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import panels


@needs(Permission.CONSULTATION_RECORD)
def today(request: HttpRequest) -> HttpResponse:
    """New, mine, waiting for an answer, overdue, to be called back."""
    holder, at = request.holder, moment()
    day = timezone.localtime(at).date()
    organisations = holder.organisations_where(Permission.CONSULTATION_RECORD)
    actions = list(open_next_actions(organisations=organisations, user_id=holder.user.id))
    unanswered = list(unanswered_intakes(taken_by=holder.user.id))
    seen = [row.household_id for row in (*actions, *unanswered) if row.household_id]
    was_shown(seen, screen="desk:today", at=at)
    columns = board(
        new=new_intakes(),
        unanswered=unanswered,
        actions=actions,
        others=[each for group in panels.fill(slots.TODAY, holder=holder, today=day) for each in group],
        today=day,
        me=holder.user.id,
    )
    return render(request, "desk/today.html", {"columns": columns, "day": day})
