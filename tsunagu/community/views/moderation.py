"""Moderation: the queue, one post, and each decision behind a press."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.community.actions import appeals
from tsunagu.community.actions.moderating import (
    AlreadyDecided,
    ChangedSince,
    approve_post,
    decline_post,
    keep_post,
    remove_post,
    seen_words,
)
from tsunagu.community.choices import PostState
from tsunagu.community.forms.moderation_form import AgainstForm, AppealForm, SeenForm
from tsunagu.community.presenters.queue import (
    appeal_rows,
    decision_rows,
    facts_of,
    history_of,
    may_take_down,
    queue_columns,
    queue_rows,
)
from tsunagu.community.queries.moderation import (
    Dossier,
    NotFound,
    dossier,
    open_appeals,
    posts_decided,
    posts_to_look_at,
)
from tsunagu.community.rules import may_decide_appeal
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission


@needs(Permission.COMMUNITY_MODERATE)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, appeals, and what was decided lately."""
    today = localdate(moment())
    context = {
        "columns": queue_columns(),
        "waiting": queue_rows(posts_to_look_at(), today=today),
        "appeals": appeal_rows(open_appeals(), by=request.holder.user, today=today),
        "decided": decision_rows(posts_decided()),
    }
    return render(request, "community/queue.html", context)


@needs(Permission.COMMUNITY_MODERATE)
def post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """One post, and what can be done with it now."""
    return _page(request, _found(post_id))


@needs(Permission.COMMUNITY_MODERATE)
@require_POST
def approve(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Everybody may read it."""
    found, form = _found(post_id), SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    try:
        return _done(
            request,
            lambda: approve_post(post=found.post, seen=seen, by=request.holder.user, at=moment()),
            _("公開しました。"),
        )
    except ChangedSince:
        messages.warning(request, _("読んだあとに、書いた人が書きなおしました。もう一度読んでください。"))
        return redirect("community:post", post_id)


@needs(Permission.COMMUNITY_MODERATE)
@require_POST
def decline(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """It is not shown, and the writer reads why."""
    return _against(request, post_id, decline_post, _("載せないことにしました。書いた人が理由を読めます。"))


@needs(Permission.COMMUNITY_MODERATE)
@require_POST
def remove(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """It is shown no more, and the writer reads why."""
    return _against(request, post_id, remove_post, _("掲載をやめました。書いた人が理由を読めます。"))


@needs(Permission.COMMUNITY_MODERATE)
@require_POST
def keep(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Readers complained, and it may stay."""
    found = _found(post_id)
    return _done(
        request,
        lambda: keep_post(post=found.post, by=request.holder.user, at=moment()),
        _("載せておくことにしました。"),
    )


@needs(Permission.COMMUNITY_MODERATE)
@require_POST
def decide_appeal(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """The second look, by another person than before."""
    found, form = _found(post_id), AppealForm(request.POST)
    if found.appeal is None:
        return _too_late(request)
    if not form.is_valid():
        return _page(request, found, appeal_form=form, status=422)
    try:
        appeals.decide_appeal(
            appeal=found.appeal,
            is_granted=form.cleaned_data["outcome"] == "grant",
            answer=form.cleaned_data["answer"],
            by=request.holder.user,
            at=moment(),
        )
    except appeals.AlreadyDecided:
        return _too_late(request)
    except appeals.SamePerson:
        messages.warning(request, _("前に決めた人は、見直しを決められません。別の人に頼んでください。"))
        return redirect("community:post", post_id)
    messages.success(request, _("見直した結果を残しました。書いた人が読めます。"))
    return redirect("community:queue")


def _against(request: HttpRequest, post_id: UUID, act: Callable[..., object], said: str) -> HttpResponse:
    found, form = _found(post_id), AgainstForm(request.POST)
    if not form.is_valid():
        return _page(request, found, against=form, status=422)
    told = form.cleaned_data
    return _done(request, lambda: act(post=found.post, by=request.holder.user, at=moment(), **told), said)


def _done(request: HttpRequest, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except AlreadyDecided:
        return _too_late(request)
    messages.success(request, said)
    return redirect("community:queue")


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("ほかの人が先に決めたか、書いた人が取り下げました。"))
    return redirect("community:queue")


def _page(request: HttpRequest, found: Dossier, *, status: int = 200, **forms: Any) -> HttpResponse:
    one = found.post
    context = {
        "post": one,
        "facts": facts_of(found),
        "history": history_of(found),
        "seen": SeenForm(initial={"seen": seen_words(one)}),
        "against": forms.get("against") or AgainstForm(),
        "appeal": found.appeal,
        "appeal_form": forms.get("appeal_form") or AppealForm(),
        "may_decide_appeal": found.appeal is not None
        and may_decide_appeal(request.holder.user, found.appeal),
        "broken": next(iter(forms.values()), None),
        "is_waiting": one.state == PostState.WAITING,
        "may_take_down": may_take_down(one),
        "has_reports": bool(one.open_reports) or one.state == PostState.HELD,  # type: ignore[attr-defined]
    }
    return render(request, "community/post.html", context, status=status)


def _found(post_id: UUID) -> Dossier:
    try:
        return dossier(post_id)
    except NotFound:
        raise Http404 from None
