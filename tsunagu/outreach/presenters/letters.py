"""What a receiver reads: the notice in its language, what it quotes as it stands today, and the way out."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tsunagu.directory.models import Event
from tsunagu.directory.presenters.cards import name_in_language, number_to_call, place_in_language
from tsunagu.directory.presenters.events import name_of_event, place_of_event, time_words, when_words
from tsunagu.directory.queries.listing import Listing
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.municipality.queries import town_by_id
from tsunagu.kernel.notify.addresses import town_address
from tsunagu.outreach.actions.links import page_for
from tsunagu.outreach.actions.sending import Letter
from tsunagu.outreach.choices import NOTICES_PATH, LetterLanguage
from tsunagu.outreach.models import Notice, Subscription
from tsunagu.outreach.queries.notices import quoted


class Composer:
    """Composes the letters of one notice; what all receivers of a language share is worked out once."""

    def __init__(self) -> None:
        self._shared: dict[tuple[UUID, str], str] = {}

    def __call__(self, notice: Notice, receiver: Subscription) -> Letter:
        language = receiver.language
        key = notice.id, language
        with override(language):
            if key not in self._shared:
                self._shared[key] = shared_text(notice, language=language)
            stop = page_for(receiver.id, language=language, step="stop/") + f"?notice={notice.id}"
            own = (
                _("このメールは、登録された月齢・地区・知りたいことに合わせて届きました。"),
                _("変える・やめる：%(address)s") % {"address": page_for(receiver.id, language=language)},
                _("すぐに止める：%(address)s") % {"address": stop},
                _("お子さんのことで、お知らせを止めたい：%(address)s")
                % {"address": page_for(receiver.id, language=language, step="quiet/")},
            )
        body = f"{self._shared[key]}\n\n--\n" + "\n".join(own)
        return Letter(title_of(notice, language), body, _headers(stop), knock_of(notice, language=language))


def shared_text(notice: Notice, *, language: str) -> str:
    """The words, what they quote, and the page; without anything of the receiver's."""
    parts = [body_of(notice, language)]
    parts += [quote["text"] for quote in quotes(notice, language=language)]
    parts.append(town_address(f"{NOTICES_PATH}/{notice.id}/", language=language))
    return "\n\n".join(parts)


def knock_of(notice: Notice, *, language: str) -> dict[str, str]:
    """What stands on a lock screen, where others look too: nothing of the notice or its receiver."""
    town = town_by_id(current_town_id())
    with override(language):
        return {
            "title": town.name_en if language == LetterLanguage.ENGLISH else town.name,
            "body": _("新しいお知らせがあります"),
            "url": town_address(f"{NOTICES_PATH}/{notice.id}/", language=language),
        }


def title_of(notice: Notice, language: str) -> str:
    return notice.title if language == LetterLanguage.JAPANESE else notice.title_easy


def body_of(notice: Notice, language: str) -> str:
    """Whoever reads neither Japanese is told in the easiest that there is."""
    return notice.body if language == LetterLanguage.JAPANESE else notice.body_easy


def quotes(notice: Notice, *, language: str) -> list[dict[str, Any]]:
    """Each listing and event: its name, when or where, and its page."""
    return [_quote(one, language) for one in quoted(notice)]


def _quote(one: Listing | Event, language: str) -> dict[str, Any]:
    if isinstance(one, Event):
        path = f"events/{one.id}/"
        name = name_of_event(one)
        lines = [f"{when_words(one)} {time_words(one.starts, one.ends)}", place_of_event(one), one.remark]
    else:
        path = f"services/{one.id}/"
        name = name_in_language(one)
        lines = [place_in_language(one), number_to_call(one.phones)]
    lines = [line for line in lines if line]
    address = town_address(path, language=language)
    return {
        "name": name, "lines": lines, "path": path, "address": address,
        "text": "\n".join([f"■ {name}", *lines, address]),
    }  # fmt: skip


def _headers(stop: str) -> dict[str, str]:
    """RFC 8058: a mail program's own button posts there, without opening a page."""
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
