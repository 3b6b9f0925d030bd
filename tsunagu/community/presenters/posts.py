"""A post as its readers see it, and as its writer does."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tsunagu.community.choices import AppealState, PostKind, PostState
from tsunagu.community.models import Appeal, Decision, Post
from tsunagu.kernel.ui.filters import local
from tsunagu.kernel.ui.words import family_day_words, month_day_weekday


@dataclass(frozen=True, slots=True)
class PostText:
    """What stands on a public page of one post."""

    id: UUID
    title: str
    text: str
    by: str
    when: str
    category: str = ""
    until: str = ""
    replies: str = ""
    topic_id: UUID | None = None
    place: str = ""


def post_text(post: Post) -> PostText:
    topic = post.topic
    return PostText(
        id=post.id,
        title=post.title,
        text=post.text,
        by=post.display_name,
        when=family_day_words(local(post.shown_at or post.written_at).date()),
        category=topic.get_category_display() if topic else "",
        until=_("%(day)sまで") % {"day": family_day_words(topic.ends_on)} if topic else "",
        replies=_replies(getattr(post, "replies", 0)),
        topic_id=post.topic_id,
        place=place_name(post),
    )


def post_texts(posts: Iterable[Post]) -> list[PostText]:
    return [post_text(post) for post in posts]


def place_name(post: Post) -> str:
    """What a visit was to."""
    place = post.service or post.organisation
    return place.name if place else ""


def _replies(count: int) -> str:
    return ngettext("返事%(count)s件", "返事%(count)s件", count) % {"count": count} if count else ""


@dataclass(frozen=True, slots=True)
class MyPost:
    """What the holder of a receipt code reads: where it stands, why, and what can still be done."""

    title: str
    text: str
    by: str
    kind: str
    sentence: str
    reason: str
    note: str
    appeal: str
    appeal_answer: str
    is_urgent: bool
    can_revise: bool
    can_withdraw: bool
    can_appeal: bool
    topic_id: UUID | None


def my_post(post: Post, *, last: Decision | None, against: Decision | None, appeal: Appeal | None) -> MyPost:
    """`against` is the decision that the writer may still appeal against."""
    shown = PostState(post.state)
    return MyPost(
        title=post.title or _("掲示板への返事"),
        text=post.text or _("本文は消しました。"),
        by=post.display_name,
        kind=post.get_kind_display(),
        sentence=_sentence(post),
        reason=against.get_reason_display() if against else "",
        note=last.note if last else "",
        appeal=_appeal_words(appeal) if appeal else "",
        appeal_answer=appeal.answer if appeal else "",
        is_urgent=post.is_urgent,
        can_revise=shown == PostState.WAITING,
        can_withdraw=shown != PostState.WITHDRAWN,
        can_appeal=against is not None and appeal_is_open_to(post, against, appeal),
        topic_id=post.topic_id if shown == PostState.SHOWN and post.kind != PostKind.VISIT else None,
    )


def appeal_is_open_to(post: Post, against: Decision, appeal: Appeal | None) -> bool:
    return post.state != PostState.WITHDRAWN and (appeal is None or appeal.against_id != against.id)


def _sentence(post: Post) -> str:
    day = {"day": month_day_weekday(post.due_on)}
    return {
        PostState.WAITING: _("担当の人が読むのを待っています。%(day)sまでに読みます。") % day,
        PostState.SHOWN: _("公開しています。"),
        PostState.HELD: _("読んだ人から知らせがあったため、いまは出していません。%(day)sまでに見直します。")
        % day,
        PostState.DECLINED: _("今回は載せませんでした。"),
        PostState.REMOVED: _("掲載をやめました。"),
        PostState.WITHDRAWN: _("取り下げました。本文はあとで消します。"),
    }[PostState(post.state)]


def _appeal_words(appeal: Appeal) -> str:
    day = {"day": month_day_weekday(appeal.due_on)}
    return {
        AppealState.OPEN: _("前に決めた人とは別の人が、%(day)sまでに見直します。") % day,
        AppealState.GRANTED: _("別の人が見直して、公開することにしました。"),
        AppealState.REFUSED: _("別の人が見直しましたが、決めたことは変わりませんでした。"),
    }[AppealState(appeal.state)]
