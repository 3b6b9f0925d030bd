"""Writing on the board and about a place: the rules and 110/119/189 first, a form, a receipt shown once."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.community.actions.writing import (
    Arrival,
    PostReceipt,
    TellsWho,
    TopicClosed,
    write_reply,
    write_topic,
    write_visit,
)
from tsunagu.community.presenters.posts import post_text
from tsunagu.community.queries.board import conversation
from tsunagu.community.queries.terms import terms_of_board
from tsunagu.directory.presenters.cards import name_in_language
from tsunagu.directory.queries.listings import organisation_page, service_page
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.visitors.counting import NotAPerson, TooMany
from tsunagu.kernel.visitors.receipts import new_code
from tsunagu.portal.forms.board_forms import ReplyForm, TopicForm, VisitForm
from tsunagu.portal.presenters.terms import name_of
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, form_page, kept_page, typed
from tsunagu.portal.views.sender import sender_of
from tsunagu.portal.views.told_once import forgotten, tell_at, told

_URGENT = "!"


@public
def rules(request: HttpRequest) -> HttpResponse:
    """What may be written, and whom to call instead when it is urgent; the form is one tap further."""
    next_url, query = _after_rules(request)

    def html() -> str:
        context = {
            "continue_url": next_url,
            "look_within": terms_of_board().look_within,
            "quick_exit_url": QUICK_EXIT_URL,
        }
        return draw(request, "portal/board_rules.html", context, query=query)

    return kept_page(request, "board-rules", query, html=html)


@public
def new_topic(request: HttpRequest) -> HttpResponse:
    """The beginning of a conversation."""
    form = TopicForm(typed(request))

    def send(came: Arrival) -> PostReceipt:
        chosen = {"category": form.cleaned_data["category"], "days": form.cleaned_data["days"]}
        return write_topic(words=form.words(), at=moment(), came=came, **chosen)

    return _write(request, form, send, {"title": _("掲示板に書く"), "back_url": reverse("portal:board")})


@public
def reply(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """An answer in an open conversation."""
    posts = conversation(topic_id, today=localdate(moment()))
    if not posts:
        raise Http404
    form = ReplyForm(typed(request))

    def send(came: Arrival) -> PostReceipt:
        return write_reply(topic_id=topic_id, words=form.words(), at=moment(), came=came)

    page = {
        "title": _("返事を書く"),
        "quoted": post_text(posts[0]),
        "back_url": reverse("portal:topic", args=[topic_id]),
    }
    return _write(request, form, send, page)


@public
def visit_service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """How a service's place was."""
    listing = service_page(service_id)
    if listing is None:
        raise Http404
    place = {"name": name_in_language(listing), "url": reverse("portal:service", args=[service_id])}
    return _visit(request, place, service_id=service_id)


@public
def visit_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """How it was at an organisation's."""
    found = organisation_page(organisation_id)
    if found is None:
        raise Http404
    place = {"name": name_of(found), "url": reverse("portal:organisation", args=[organisation_id])}
    return _visit(request, place, organisation_id=organisation_id)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """The code, once; to a writer who seems to be in danger, whom to call."""
    words = told(request)
    context = {
        "code": words.removesuffix(_URGENT),
        "is_urgent": words.endswith(_URGENT),
        "quick_exit_url": QUICK_EXIT_URL,
    }
    return forgotten(HttpResponse(draw(request, "portal/board_thanks.html", context)), "portal:post-thanks")


def _visit(request: HttpRequest, place: dict[str, str], **quoted: UUID) -> HttpResponse:
    form = VisitForm(typed(request))

    def send(came: Arrival) -> PostReceipt:
        return write_visit(words=form.words(), at=moment(), came=came, **quoted)

    page = {"title": _("市民レポートを書く"), "place": place["name"], "back_url": place["url"]}
    return _write(request, form, send, page)


def _write(
    request: HttpRequest, form: ReplyForm, send: Callable[[Arrival], PostReceipt], page: dict[str, object]
) -> HttpResponse:
    if form.is_valid():
        came = Arrival(sender_of(request), request.mount.language, form.cleaned_data["trap"])  # type: ignore[attr-defined]
        try:
            made = send(came)
            return tell_at("portal:post-thanks", made.code + (_URGENT if made.post.is_urgent else ""))
        except NotAPerson:
            # A program that fills in every field is answered like a resident, and learns nothing.
            return tell_at("portal:post-thanks", new_code())
        except TooMany:
            form.add_error(None, _("短い間にたくさん届いたため、いまは送れません。1時間ほど待ってください。"))
        except TopicClosed:
            raise Http404 from None
        except TellsWho:
            form.add_error(None, _("だれのことかわかってしまう内容があります。もう一度ごらんください。"))
    context = {"form": form, "place": None, "quoted": None, "quick_exit_url": QUICK_EXIT_URL, **page}
    return form_page(request, "portal/board_form.html", context, status=422 if form.errors else 200)


def _after_rules(request: HttpRequest) -> tuple[str, str]:
    """The form behind the rules, and the question that led there."""
    for name, view in (
        ("topic", "portal:reply"),
        ("service", "portal:visit-service"),
        ("organisation", "portal:visit-organisation"),
    ):
        try:
            about = UUID(request.GET.get(name, ""))
        except ValueError:
            continue
        return reverse(view, args=[about]), f"{name}={about}"
    return reverse("portal:topic-new"), ""
