"""The writer comes back with the receipt code: where it stands, put it differently, take it back, appeal.

The code travels in the body of each request and is kept nowhere.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tsunagu.community.actions.appeals import NothingToAppeal, appeal
from tsunagu.community.actions.writing import (
    AlreadyDecided,
    AlreadyWithdrawn,
    TellsWho,
    post_by_receipt,
    revise_post,
    withdraw_post,
)
from tsunagu.community.choices import PostKind, PostState
from tsunagu.community.models import Post
from tsunagu.community.presenters.posts import my_post
from tsunagu.community.queries.moderation import last_decision, last_decision_against, newest_appeal
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.visitors.receipts import TooManyWrongCodes
from tsunagu.portal.forms.board_forms import AppealForm, ReviseForm
from tsunagu.portal.forms.receipt_form import ReceiptForm
from tsunagu.portal.views.pages import QUICK_EXIT_URL, form_page, typed
from tsunagu.portal.views.sender import sender_of


@public
@sensitive_post_parameters("code")
def mine(request: HttpRequest) -> HttpResponse:
    """One code in. A wrong code and a slowed-down one are answered the same."""
    form = ReceiptForm(typed(request))
    if not form.is_valid():
        return _ask(request, form)
    post = _found(request, form.cleaned_data["code"])
    if post is None:
        form.add_error("code", _("この番号の投稿は見つかりません。少し待ってから、もう一度お試しください。"))
        return _ask(request, form)
    step = _STEPS.get(request.POST.get("step", ""))
    said, broken = step(request, post) if step else ("", {})
    return _page(request, form.cleaned_data["code"], post, said=said, broken=broken)


def _ask(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    context = {"form": form, "mine": None, "quick_exit_url": QUICK_EXIT_URL}
    return form_page(request, "portal/board_mine.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, code: str, post: Post, *, said: str, broken: dict[str, Any]) -> HttpResponse:
    post.refresh_from_db()
    shown = my_post(
        post, last=last_decision(post), against=last_decision_against(post), appeal=newest_appeal(post)
    )
    context = {
        "code": code,
        "mine": shown,
        "said": said,
        "revise": broken.get("revise") or _revise_form(post) if post.state == PostState.WAITING else None,
        "appeal": broken.get("appeal") or AppealForm(),
        "form": next(iter(broken.values()), None),
        "quick_exit_url": QUICK_EXIT_URL,
    }
    return form_page(request, "portal/board_mine.html", context, status=422 if broken else 200)


def _found(request: HttpRequest, code: str) -> Post | None:
    try:
        return post_by_receipt(code, sender=sender_of(request), at=moment())
    except TooManyWrongCodes:
        return None


def _revise_form(post: Post, data: Any = None) -> ReviseForm:
    initial = {"title": post.title, "text": post.text, "display_name": post.display_name}
    return ReviseForm(data, has_title=post.kind != PostKind.REPLY, initial=initial)


_Answer = tuple[str, dict[str, Any]]


def _revise(request: HttpRequest, post: Post) -> _Answer:
    form = _revise_form(post, request.POST)
    if not form.is_valid():
        return "", {"revise": form}
    try:
        revise_post(post=post, words=form.words(), at=moment())
    except AlreadyDecided:
        return _("もう担当の人が読んだあとです。変えられませんでした。"), {}
    except TellsWho:
        form.add_error(None, _("だれのことかわかってしまう内容があります。もう一度ごらんください。"))
        return "", {"revise": form}
    return _("書きなおしました。"), {}


def _withdraw(request: HttpRequest, post: Post) -> _Answer:
    try:
        withdraw_post(post=post, at=moment())
    except AlreadyWithdrawn:
        return _("もう取り下げてあります。"), {}
    return _("取り下げました。"), {}


def _appeal(request: HttpRequest, post: Post) -> _Answer:
    form = AppealForm(request.POST)
    if not form.is_valid():
        return "", {"appeal": form}
    try:
        appeal(post=post, text=form.cleaned_data["appeal_text"], at=moment())
    except NothingToAppeal:
        return _("いまは、見直しを頼めることがありません。"), {}
    return _("見直しを頼みました。前に決めた人とは別の人が読みます。"), {}


_STEPS: dict[str, Callable[[HttpRequest, Post], _Answer]] = {
    "revise": _revise,
    "withdraw": _withdraw,
    "appeal": _appeal,
}
