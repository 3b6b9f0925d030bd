"""What the community says where a working day starts."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.community.models import Post
from tsunagu.community.presenters.queue import due_words, heading, why_here
from tsunagu.community.queries.inquiries import inquiries_to_answer
from tsunagu.community.queries.moderation import open_appeals, posts_to_look_at
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import board, panels

# A flood must not push the day's other work off the board; the queue has them all.
MOST_CARDS = 5


def urgent_column(*, holder: Holder, today: date) -> list[board.Column]:
    """Words of dying or violence: before the other queues, where nobody has to scroll."""
    posts = posts_to_look_at().filter(is_urgent=True)[:MOST_CARDS]
    cards = [_card(post, today) for post in posts]
    return [board.Column(_("急いで読む投稿"), cards, "alert", look="danger")] if cards else []


def today_columns(*, holder: Holder, today: date) -> list[board.Column]:
    """For a moderator: what waits by deadline; nothing waits, no column."""
    cards = [_card(post, today) for post in posts_to_look_at().filter(is_urgent=False)[:MOST_CARDS]]
    cards += [
        board.Card(
            heading(one.post),
            reverse("community:post", args=[one.post_id]),
            ask=_("異議の見直し"),
            due=due_words(one.due_on, today=today),
            overdue=one.due_on < today,
        )
        for one in open_appeals()[:MOST_CARDS]
        if one.against.by_id != holder.user.id
    ]
    return [board.Column(_("掲示板の確認"), cards, "chat")] if cards else []


def _card(post: Post, today: date) -> board.Card:
    return board.Card(
        heading(post),
        reverse("community:post", args=[post.id]),
        ask=why_here(post),
        due=due_words(post.due_on, today=today),
        overdue=post.is_urgent or post.due_on < today,
    )


def please_answer(*, holder: Holder, today: date) -> list[board.Notice]:
    """For a circle: families wait for an answer."""
    waiting = inquiries_to_answer(holder.organisations_where(Permission.DIRECTORY_EDIT_OWN)).count()
    if not waiting:
        return []
    text = _("%(count)s件の問い合わせが返事を待っています。") % {"count": waiting}
    title, label = _("サークルへの問い合わせ"), _("返事を書く")
    return [board.Notice(title, text, reverse("community:letters"), label)]


panels.register(board.NOTICES, please_answer, permission=Permission.DIRECTORY_EDIT_OWN)
panels.register(board.TODAY, urgent_column, permission=Permission.COMMUNITY_MODERATE, position=10)
panels.register(board.TODAY, today_columns, permission=Permission.COMMUNITY_MODERATE, position=210)
