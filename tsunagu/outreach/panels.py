"""What outreach says on the desk's pages."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.desk.presenters import slots
from tsunagu.families.models import Household
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import board, panels
from tsunagu.outreach.queries.notices import notices_awaiting_approval


def household_links(*, holder: Holder, household: Household) -> list[slots.ActionLink]:
    """Always there: whether anything goes to the family, nobody is told."""
    address = reverse("outreach:household-stop", args=[household.id])
    return [slots.ActionLink(_("お知らせを止める"), address, "ban")]


def today_columns(*, holder: Holder, today: date) -> list[board.Column]:
    """Notices that wait for a second pair of eyes."""
    waiting = [
        board.Card(one.title, reverse("outreach:notice", args=[one.id]), ask=_("読んで確認する"))
        for one in notices_awaiting_approval(by=holder.user.id)
    ]
    return [board.Column(_("確認を待つお知らせ"), waiting, "mail")] if waiting else []


panels.register(
    slots.HOUSEHOLD_ACTIONS, household_links, permission=Permission.CONSULTATION_RECORD, position=300
)
panels.register(board.TODAY, today_columns, permission=Permission.NOTICE_APPROVE, position=250)
