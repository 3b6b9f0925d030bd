"""The writer asks for a second look; another person decides, once."""

from datetime import datetime

from django.db import transaction

from tsunagu.community.actions.moderating import decide
from tsunagu.community.choices import AppealState, PostState, Verdict
from tsunagu.community.models import Appeal, Post
from tsunagu.community.queries.moderation import last_decision_against
from tsunagu.community.queries.terms import appeal_by, terms_of_board
from tsunagu.community.rules import may_decide_appeal
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal


class NothingToAppeal(Exception):
    """No decision stands against the post, or the second look was the last word."""


class SamePerson(Exception):
    """Who decided before does not decide again."""


class AlreadyDecided(Exception):
    """A colleague was quicker, or the writer took the post back."""


@transaction.atomic
def appeal(*, post: Post, text: str, at: datetime) -> Appeal:
    """The writer does not agree. Act with the receipt's digest first (`post_by_receipt`).

    Raises:
        NothingToAppeal: nothing was decided against it, or it was looked at again already.
    """
    against = last_decision_against(post)
    if (
        post.state == PostState.WITHDRAWN
        or against is None
        or Appeal.objects.filter(against=against).exists()
    ):
        raise NothingToAppeal(post.id)
    made = Appeal.objects.create(
        post=post, against=against, text=text.strip(), sent_at=at, due_on=appeal_by(at, terms_of_board())
    )
    journal.record("community.appealed", record_id=post.id, by=None, at=at)
    return made


@transaction.atomic
def decide_appeal(*, appeal: Appeal, is_granted: bool, by: User, at: datetime, answer: str = "") -> Appeal:
    """Another person looks again: the post is shown after all, or the decision stands.

    Raises:
        SamePerson: `by` decided before.
        AlreadyDecided: nothing waits any more.
    """
    locked = Appeal.objects.select_for_update(of=("self",)).select_related("against").get(id=appeal.id)
    post = Post.objects.select_for_update(of=("self",)).get(id=locked.post_id)
    if locked.state != AppealState.OPEN or post.state not in (PostState.DECLINED, PostState.REMOVED):
        raise AlreadyDecided(locked.id)
    if not may_decide_appeal(by, locked):
        raise SamePerson(locked.id)
    locked.state = AppealState.GRANTED if is_granted else AppealState.REFUSED
    locked.answer, locked.decided_by, locked.decided_at = answer.strip(), by, at
    locked.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    if is_granted:
        post.state, post.ended_at = PostState.SHOWN, None
        post.shown_at = post.shown_at or at
        post.save(update_fields=["state", "ended_at", "shown_at"])
    decide(post, Verdict.RESTORED if is_granted else Verdict.UPHELD, by=by, at=at, note=answer)
    return locked
