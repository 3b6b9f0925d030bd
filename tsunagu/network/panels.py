"""What the keeping of the directory says where a working day starts."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.queries.vacancies import services_with_old_vacancies
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import board, panels
from tsunagu.kernel.ui.words import joined
from tsunagu.network.queries.changes import changes_waiting
from tsunagu.network.queries.confirmations import calls_due, open_items_of_owners, open_proposals
from tsunagu.network.queries.photos import photos_waiting
from tsunagu.network.queries.reports import new_reports


def today_columns(*, holder: Holder, today: date) -> list[board.Column]:
    """For the desk: each queue that holds something is one card."""
    queues = (
        (_("団体から届いた変更"), changes_waiting().count(), "network:changes"),
        (_("団体から届いた写真"), photos_waiting().count(), "network:photos-waiting"),
        (_("確認の電話"), calls_due(today=today).count(), "network:calls"),
        (_("ちがうという知らせ"), new_reports().count(), "network:reports"),
        (_("確認されない情報"), open_proposals().count(), "network:unconfirmed"),
    )
    cards = [
        board.Card(title, reverse(name), ask=_("%(count)s件") % {"count": count})
        for title, count, name in queues
        if count
    ]
    return [board.Column(_("名簿"), cards, "list")] if cards else []


def please_confirm(*, holder: Holder, today: date) -> list[board.Notice]:
    """For a member: their listings are asked about."""
    count = open_items_of_owners(holder.organisations_where(Permission.DIRECTORY_EDIT_OWN)).count()
    if not count:
        return []
    text = _("%(count)s件の情報が今も正しいか、確認をお願いします。") % {"count": count}
    return [board.Notice(_("情報の確認のお願い"), text, reverse("network:listings"), _("わたしたちの情報へ"))]


def please_tell_vacancies(*, holder: Holder, today: date) -> list[board.Notice]:
    """For a member: what they said to be free is old."""
    mine = holder.organisations_where(Permission.DIRECTORY_EDIT_OWN)
    old = list(services_with_old_vacancies(mine, today=today).order_by("name_kana", "id"))
    if not old:
        return []
    address = reverse("network:service-vacancies", args=[old[0].id])
    text = _("%(name)sの空きは、古くなったので「確認中」と出ています。") % {
        "name": joined([one.name for one in old])
    }
    return [board.Notice(_("空きの情報が古くなりました"), text, address, _("空きを知らせる"))]


panels.register(board.NOTICES, please_tell_vacancies, permission=Permission.DIRECTORY_EDIT_OWN, position=110)
panels.register(board.TODAY, today_columns, permission=Permission.DIRECTORY_EDIT_ALL, position=200)
panels.register(board.NOTICES, please_confirm, permission=Permission.DIRECTORY_EDIT_OWN)
