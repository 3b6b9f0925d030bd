"""What the pages say where a working day starts."""

from datetime import date

from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from tsunagu.editorial.choices import WORK_PATH
from tsunagu.editorial.queries.proposals import proposals_waiting
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import board, panels


def today_columns(*, holder: Holder, today: date) -> list[board.Column]:
    """For who reviews: drafts and proposals that wait."""
    screens = f"{get_script_prefix()}{WORK_PATH.strip('/')}/"
    queues = (
        (
            _("点検を待つページ"),
            TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count(),
            screens,
        ),
        (_("点検を待つ投稿"), proposals_waiting().count(), reverse("editorial:proposals-waiting")),
    )
    cards = [
        board.Card(title, url, ask=_("%(count)s件") % {"count": count})
        for title, count, url in queues
        if count
    ]
    return [board.Column(_("読みもの"), cards, "list")] if cards else []


panels.register(board.TODAY, today_columns, permission=Permission.EDITORIAL_REVIEW, position=210)
