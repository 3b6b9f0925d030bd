"""A moderator decides about one post. Every decision is a row that stays."""

import hashlib
from datetime import datetime

from django.db import transaction

from tsunagu.community.choices import PostState, Reason, Verdict
from tsunagu.community.models import Decision, Post
from tsunagu.directory.actions.changes import note_change
from tsunagu.kernel.accounts.models import User


class AlreadyDecided(Exception):
    """A colleague was quicker, or the writer took it back."""


class ChangedSince(Exception):
    """The writer put it differently after the moderator had read it."""


def seen_words(post: Post) -> str:
    """What a moderator has read, as a digest: a decision is about these words and no others."""
    plain = "\x1f".join((post.title, post.text, post.display_name))
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


@transaction.atomic
def approve_post(*, post: Post, seen: str, by: User, at: datetime) -> Decision:
    """Everybody may read it from now on.

    Raises:
        AlreadyDecided: it does not wait any more.
        ChangedSince: its words are not those that were read.
    """
    post = _undecided(post, PostState.WAITING)
    if seen_words(post) != seen:
        raise ChangedSince(post.id)
    post.state, post.shown_at = PostState.SHOWN, at
    post.save(update_fields=["state", "shown_at"])
    return decide(post, Verdict.SHOWN, by=by, at=at)


@transaction.atomic
def decline_post(*, post: Post, reason: Reason, by: User, at: datetime, note: str = "") -> Decision:
    """It is not shown; its writer reads why.

    Raises:
        AlreadyDecided: it does not wait any more.
    """
    post = _undecided(post, PostState.WAITING)
    post.state, post.ended_at = PostState.DECLINED, at
    post.save(update_fields=["state", "ended_at"])
    return decide(post, Verdict.DECLINED, by=by, at=at, reason=reason, note=note)


@transaction.atomic
def remove_post(*, post: Post, reason: Reason, by: User, at: datetime, note: str = "") -> Decision:
    """What was shown is shown no more; its writer reads why.

    Raises:
        AlreadyDecided: it is not shown now.
    """
    post = _undecided(post, PostState.SHOWN, PostState.HELD)
    post.state, post.ended_at = PostState.REMOVED, at
    post.save(update_fields=["state", "ended_at"])
    return decide(post, Verdict.REMOVED, by=by, at=at, reason=reason, note=note)


@transaction.atomic
def keep_post(*, post: Post, by: User, at: datetime) -> Decision:
    """Readers complained, a moderator looked, and it may stay; what was held is shown again.

    Raises:
        AlreadyDecided: it is not shown now.
    """
    post = _undecided(post, PostState.SHOWN, PostState.HELD)
    post.state = PostState.SHOWN
    post.save(update_fields=["state"])
    return decide(post, Verdict.KEPT, by=by, at=at)


def decide(
    post: Post, verdict: Verdict, *, by: User, at: datetime, reason: str = "", note: str = ""
) -> Decision:
    """Write the decision down; what readers had said about the post is looked at with it."""
    decision = Decision.objects.create(
        post=post, verdict=verdict, reason=reason, note=note.strip(), by=by, at=at
    )
    post.abuse_reports.filter(looked_at=None).update(looked_at=at, looked_by=by)
    # Pages that are kept for a minute are drawn anew.
    note_change("community.post_decided", record_id=post.id, by=by, at=at, verdict=verdict, reason=reason)
    return decision


def _undecided(post: Post, *states: PostState) -> Post:
    # The row is locked, so that of two colleagues who press at once only one decides.
    locked = Post.objects.select_for_update(of=("self",)).get(id=post.id)
    if locked.state not in states:
        raise AlreadyDecided(post.id)
    return locked
