"""What everybody may read: the database lets nothing else through, and these say it again."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tsunagu.community.choices import PostKind, PostState
from tsunagu.community.models import Post


def shown_posts(*, today: date) -> QuerySet[Post]:
    """Approved, and of no topic that is closed or over."""
    is_open = Q(topic=None) | Q(topic__is_shown=True, topic__ends_on__gte=today)
    return Post.objects.filter(is_open, state=PostState.SHOWN)


def open_topics(*, today: date, category: str = "") -> QuerySet[Post]:
    """The opening posts, newest first, with their topic and the number of replies that are shown."""
    openings = shown_posts(today=today).filter(kind=PostKind.OPENING)
    if category:
        openings = openings.filter(topic__category=category)
    replies = Count("topic__posts", filter=Q(topic__posts__kind=PostKind.REPLY, topic__posts__state="shown"))
    return openings.select_related("topic").annotate(replies=replies).order_by("-shown_at", "-id")


def conversation(topic_id: UUID, *, today: date) -> list[Post]:
    """The opening post and its replies as they were written; empty when nobody may enter."""
    posts = list(
        shown_posts(today=today)
        .filter(topic_id=topic_id)
        .select_related("topic")
        .order_by("written_at", "id")
    )
    posts.sort(key=lambda post: post.kind != PostKind.OPENING)
    return posts if posts and posts[0].kind == PostKind.OPENING else []


def shown_post(post_id: UUID, *, today: date) -> Post | None:
    return shown_posts(today=today).select_related("topic").filter(id=post_id).first()


def visits(
    *, today: date, service_id: UUID | None = None, organisation_id: UUID | None = None
) -> QuerySet[Post]:
    """Reports of visits, newest first: to one service, to one organisation, or all of them."""
    found = shown_posts(today=today).filter(kind=PostKind.VISIT).select_related("service", "organisation")
    if service_id:
        found = found.filter(service_id=service_id)
    if organisation_id:
        found = found.filter(organisation_id=organisation_id)
    return found.order_by("-shown_at", "-id")
