"""What waits in the calendar, on the board of the day."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.desk.presenters import slots
from tsunagu.directory.presenters.events import when_words
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import panels
from tsunagu.kernel.ui.filters import moment
from tsunagu.workspace.queries.events import waiting_events


def waiting_column(*, holder: Holder, today: date) -> list[slots.Column]:
    """Entries that families do not see yet; none, no column."""
    cards = [
        slots.Card(
            event.name,
            reverse("workspace:event", args=[event.id]),
            ask=when_words(event),
            who=event.organisation.name,
            due=moment(event.updated_at),
            overdue=event.first_on <= today,
        )
        for event in waiting_events()
    ]
    return [slots.Column(_("確認を待つ行事"), cards, "calendar")] if cards else []


panels.register(slots.TODAY, waiting_column, permission=Permission.DIRECTORY_EDIT_ALL)
