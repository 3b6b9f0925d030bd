"""The board (子育て掲示板): what residents talk about, each conversation, and a reader's complaint."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.community.actions.abuse import NotShown, report_abuse
from tsunagu.community.choices import Category, PostKind
from tsunagu.community.models import Post
from tsunagu.community.presenters.posts import post_text, post_texts
from tsunagu.community.queries.board import conversation, open_topics, shown_post
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.visitors.counting import NotAPerson, TooMany
from tsunagu.portal.forms.board_forms import AbuseForm
from tsunagu.portal.presenters.paging import pages_of
from tsunagu.portal.views.pages import draw, form_page, kept_page, typed
from tsunagu.portal.views.sender import sender_of

PER_PAGE = 20


@public
def board(request: HttpRequest) -> HttpResponse:
    """The open topics, newest first."""
    category = request.GET.get("category", "")
    category = category if category in Category.values else ""
    page = request.GET.get("page", "")
    number = max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    return kept_page(request, "board", category, number, html=lambda: _board(request, category, number))


def _board(request: HttpRequest, category: str, number: int) -> str:
    found = open_topics(today=localdate(moment()), category=category)
    total, first = found.count(), (number - 1) * PER_PAGE
    here = reverse("portal:board")

    def address(page: int) -> str:
        return f"{here}?{f'category={category}&' if category else ''}page={page}"

    context = {
        "topics": post_texts(found[first : first + PER_PAGE]),
        "total": total,
        "category": category,
        "categories": [
            {"label": label, "url": f"{here}?category={key}", "current": key == category}
            for key, label in Category.choices
        ],
        **pages_of(total=total, current=number, address=address, per_page=PER_PAGE),
    }
    query = f"category={category}" if category else ""
    return draw(request, "portal/board.html", context, query=query)


@public
def topic(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """One conversation; a topic that is over or taken back is not there."""
    return kept_page(request, "topic", topic_id, html=lambda: _topic(request, topic_id))


def _topic(request: HttpRequest, topic_id: UUID) -> str:
    posts = conversation(topic_id, today=localdate(moment()))
    if not posts:
        raise Http404
    opening, *replies = post_texts(posts)
    return draw(request, "portal/board_topic.html", {"opening": opening, "replies": replies})


@public
def report(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """A reader complains of one post."""
    post = _post(post_id)
    form = AbuseForm(typed(request))
    if form.is_valid() and _sent(request, post, form):
        return redirect("portal:post-report-thanks")
    page = {"form": form, "post": post_text(post), "back_url": _page_of(post)}
    return form_page(request, "portal/board_report.html", page, status=422 if form.errors else 200)


@public
def report_thanks(request: HttpRequest) -> HttpResponse:
    """What happens now; the post may be hidden by then, so its page is not named."""
    return form_page(request, "portal/board_report_thanks.html", {})


def _post(post_id: UUID) -> Post:
    post = shown_post(post_id, today=localdate(moment()))
    if post is None:
        raise Http404
    return post


def _page_of(post: Post) -> str:
    return (
        reverse("portal:visits")
        if post.kind == PostKind.VISIT
        else reverse("portal:topic", args=[post.topic_id])
    )


def _sent(request: HttpRequest, post: Post, form: AbuseForm) -> bool:
    try:
        report_abuse(post_id=post.id, sender=sender_of(request), at=moment(), **form.cleaned_data)
    except (NotAPerson, NotShown):
        # A program is answered like a reader; what was hidden meanwhile needs no complaint.
        return True
    except TooMany:
        form.add_error(None, _("短い間にたくさん届いたため、いまは送れません。1時間ほど待ってください。"))
        return False
    return True
