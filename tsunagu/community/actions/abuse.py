"""Anybody may say that a post should not stand there; several who say so hide it until somebody looked."""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from tsunagu.community.choices import AbuseKind, PostState
from tsunagu.community.models import AbuseReport, Post
from tsunagu.community.queries.board import shown_post
from tsunagu.community.queries.terms import look_by, terms_of_board
from tsunagu.directory.actions.changes import note_change
from tsunagu.kernel.audit import journal
from tsunagu.kernel.visitors.counting import Limit, NotAPerson, count_sender
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name

# Raises `TooMany` of the kernel.
ABUSE_REPORTS = Limit("community.abuse", per_sender=10, per_town=120)


class NotShown(Exception):
    """Nobody reads this post now, so there is nothing to hide."""


@transaction.atomic
def report_abuse(
    *, post_id: UUID, kind: AbuseKind, at: datetime, text: str = "", sender: str = "", trap: str = ""
) -> bool:
    """A reader complains. True when the post is hidden by it; the reader is not told.

    Raises:
        NotAPerson, TooMany: a program, or a flood.
        NotShown: the reader could not have read it.
    """
    if trap:
        raise NotAPerson
    if shown_post(post_id, today=localdate(at)) is None:
        raise NotShown(post_id)
    count_sender(ABUSE_REPORTS, sender=sender, at=at)
    digest = _sender_of_post(sender, post_id)
    with in_the_towns_name(at=at):
        post = Post.objects.select_for_update(of=("self",)).get(id=post_id)
        if AbuseReport.objects.filter(post=post, sender=digest).exists():
            return False
        AbuseReport.objects.create(post=post, kind=kind, text=text.strip(), sender=digest, sent_at=at)
        journal.record("community.abuse_reported", record_id=post.id, by=None, at=at, kind=kind)
        return _weigh(post, kind, at)


def _weigh(post: Post, kind: AbuseKind, at: datetime) -> bool:
    terms = terms_of_board()
    if kind == AbuseKind.DANGER:
        post.is_urgent = True
    open_reports = post.abuse_reports.filter(looked_at=None).count()
    if open_reports == 1:
        # The first one sets the deadline; the next ones do not put it off.
        post.due_on = look_by(at, terms)
    is_hidden = post.state == PostState.SHOWN and open_reports >= terms.hide_after_reports
    if is_hidden:
        post.state = PostState.HELD
    post.save(update_fields=["state", "is_urgent", "due_on"])
    if is_hidden:
        note_change("community.post_held", record_id=post.id, by=None, at=at, reports=open_reports)
    return is_hidden


def _sender_of_post(sender: str, post_id: UUID) -> str:
    plain = f"{sender}{post_id}".encode()
    return hmac.new(f"abuse:{settings.SECRET_KEY}".encode(), plain, hashlib.sha256).hexdigest()
