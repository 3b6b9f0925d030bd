"""What waits for a moderator, and everything about one post."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tsunagu.community.choices import AppealState, PostState, Verdict
from tsunagu.community.models import AbuseReport, Appeal, Decision, Post

AGAINST = (Verdict.DECLINED, Verdict.REMOVED)


class NotFound(Exception):
    """No such post, or not for these eyes: one and the same."""


def _with_reports() -> QuerySet[Post]:
    still_open = Count("abuse_reports", filter=Q(abuse_reports__looked_at=None))
    return Post.objects.select_related("topic", "service", "organisation").annotate(open_reports=still_open)


def posts_to_look_at() -> QuerySet[Post]:
    """New ones, held ones and those that somebody complained of; danger first, then by deadline."""
    waits = Q(state__in=(PostState.WAITING, PostState.HELD)) | Q(state=PostState.SHOWN, open_reports__gt=0)
    return _with_reports().filter(waits).order_by("-is_urgent", "due_on", "written_at", "id")


def posts_decided(*, most: int = 50) -> list[Decision]:
    """The latest decisions, newest first."""
    return list(Decision.objects.select_related("post", "by").order_by("-at", "-id")[:most])


def open_appeals() -> QuerySet[Appeal]:
    """What writers asked to be looked at again, by deadline; not of posts taken back since."""
    return (
        Appeal.objects.filter(state=AppealState.OPEN, post__state__in=(PostState.DECLINED, PostState.REMOVED))
        .select_related("post", "against", "against__by")
        .order_by("due_on", "sent_at", "id")
    )


@dataclass(frozen=True, slots=True)
class Dossier:
    """One post with all that was said about it."""

    post: Post
    opening: Post | None
    reports: list[AbuseReport]
    decisions: list[Decision]
    appeal: Appeal | None


def dossier(post_id: UUID) -> Dossier:
    """Raises NotFound when there is no such post for these eyes."""
    post = _with_reports().filter(id=post_id).first()
    if post is None:
        raise NotFound
    opening = None
    if post.topic_id and post.kind == "reply":
        opening = Post.objects.filter(topic_id=post.topic_id, kind="opening").first()
    return Dossier(
        post=post,
        opening=opening,
        reports=list(post.abuse_reports.select_related("looked_by").order_by("sent_at", "id")),
        decisions=list(post.decisions.select_related("by").order_by("-at", "-id")),
        appeal=open_appeals().filter(post_id=post_id).first(),
    )


def last_decision(post: Post) -> Decision | None:
    return post.decisions.order_by("-at", "-id").first()


def last_decision_against(post: Post) -> Decision | None:
    """What the writer may appeal against: the newest decision, when it was against the post."""
    newest = last_decision(post)
    return newest if newest and newest.verdict in AGAINST else None


def newest_appeal(post: Post) -> Appeal | None:
    return post.appeals.order_by("-sent_at", "-id").first()
