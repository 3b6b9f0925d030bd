"""What moderators read: the queue, one post, what was decided."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.community.choices import PostState
from tsunagu.community.models import AbuseReport, Appeal, Decision, Post
from tsunagu.community.presenters.posts import place_name
from tsunagu.community.queries.moderation import Dossier
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.ui.filters import day, moment

_EXCERPT = 60


def queue_columns() -> list[dict[str, str]]:
    return [
        {"label": _("投稿")},
        {"label": _("種類")},
        {"label": _("なぜここにあるか")},
        {"label": _("期限")},
    ]


def queue_rows(posts: Iterable[Post], *, today: date) -> list[list[Any]]:
    return [
        [
            {
                "text": heading(post),
                "url": reverse("community:post", args=[post.id]),
                "flag": _("先に読んでください") if post.is_urgent else None,
            },
            post.get_kind_display(),
            why_here(post),
            due_words(post.due_on, today=today),
        ]
        for post in posts
    ]


def appeal_rows(appeals: Iterable[Appeal], *, by: User, today: date) -> list[list[Any]]:
    return [
        [
            {"text": heading(one.post), "url": reverse("community:post", args=[one.post_id])},
            one.against.get_reason_display(),
            _("あなたが決めたので、別の人が見直します")
            if one.against.by_id == by.id
            else _("%(name)sさんが決めました") % {"name": one.against.by.name},
            due_words(one.due_on, today=today),
        ]
        for one in appeals
    ]


def decision_rows(decisions: Iterable[Decision]) -> list[list[Any]]:
    return [
        [
            {"text": heading(one.post), "url": reverse("community:post", args=[one.post_id])},
            one.get_verdict_display(),
            one.get_reason_display() if one.reason else "",
            one.by.name,
            moment(one.at),
        ]
        for one in decisions
    ]


def heading(post: Post) -> str:
    """The title, or how a text without one begins."""
    if post.erased_at:
        return _("（本文は消しました）")
    text = post.title or post.text
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"


def why_here(post: Post) -> str:
    """Danger, complaints, or simply new."""
    parts = []
    if post.is_urgent:
        parts.append(_("命や暴力に関わる言葉がある"))
    if post.open_reports:  # type: ignore[attr-defined]  # annotated by the query
        parts.append(_("通報%(count)s件") % {"count": post.open_reports})  # type: ignore[attr-defined]
    parts.append(post.get_state_display())
    return "・".join(parts)


def due_words(due_on: date, *, today: date) -> str:
    words = day(due_on)
    return _("%(day)s（期限をすぎています）") % {"day": words} if due_on < today else words


def facts_of(found: Dossier) -> list[dict[str, Any]]:
    post = found.post
    facts = [
        {"label": _("種類"), "value": post.get_kind_display()},
        {"label": _("状態"), "value": post.get_state_display()},
        {"label": _("書いた日時"), "value": moment(post.written_at)},
        {"label": _("表示する名前"), "value": post.display_name},
        {"label": _("期限"), "value": day(post.due_on)},
    ]
    if post.topic:
        facts.append({"label": _("分類"), "value": post.topic.get_category_display()})
        facts.append({"label": _("話題の最終日"), "value": day(post.topic.ends_on)})
    if found.opening:
        facts.append({"label": _("どの話題への返事か"), "value": heading(found.opening)})
    if place := place_name(post):
        facts.append({"label": _("どこのことか"), "value": place})
    return facts


def history_of(found: Dossier) -> list[dict[str, Any]]:
    """Everything that was said and decided about the post, newest first."""
    lines = [(one.sent_at, _report_line(one)) for one in found.reports]
    lines += [(one.at, _decision_line(one)) for one in found.decisions]
    return [line for _at, line in sorted(lines, key=lambda pair: pair[0], reverse=True)]


def _report_line(one: AbuseReport) -> dict[str, Any]:
    state = _("見ました") if one.looked_at else _("まだ見ていません")
    return {
        "when": moment(one.sent_at),
        "by": _("読んだ人"),
        "title": _("通報：%(kind)s") % {"kind": one.get_kind_display()},
        "text": f"{one.text}（{state}）" if one.text else state,
        "icon": "alert",
    }


def _decision_line(one: Decision) -> dict[str, Any]:
    reason = one.get_reason_display() if one.reason else ""
    return {
        "when": moment(one.at),
        "by": one.by.name,
        "title": one.get_verdict_display(),
        "text": "　".join(part for part in (reason, one.note) if part),
        "icon": "check",
    }


def may_take_down(post: Post) -> bool:
    return post.state in (PostState.SHOWN, PostState.HELD)
