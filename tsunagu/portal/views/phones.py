"""総合電話帳: every public number of the town."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Scheme
from tsunagu.directory.presenters.language import REGISTER_LANGUAGES
from tsunagu.directory.queries.phones import PhoneBook, phone_book
from tsunagu.kernel.exports.csv_file import csv_file
from tsunagu.kernel.exports.download import csv_download
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.ui.words import day_words_without_weekday
from tsunagu.portal.forms.phone_filter import BY_KANA, BY_NEED, PhoneFilter
from tsunagu.portal.presenters.helplines import NIGHT_LINES
from tsunagu.portal.presenters.phones import Part, is_meant, parts_of, phone_sheet
from tsunagu.portal.presenters.sensitive import is_sensitive
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, kept, kept_page, public_page


@public
def phones(request: HttpRequest) -> HttpResponse:
    """The directory in kana order or by need, narrowed by a typed piece; as a file with `format=csv`."""
    asked = PhoneFilter.read(request.GET)
    if request.GET.get("format") == "csv":
        return _file(request, asked)
    if is_sensitive(query=asked.q, needs=(asked.part,)):
        return public_page(request, _page(request, asked, is_hidden=True))
    return kept_page(request, "phones", asked, html=lambda: _page(request, asked))


def _book(request: HttpRequest) -> PhoneBook:
    return kept(request, "phone book", make=phone_book)


def _parts(request: HttpRequest, asked: PhoneFilter, book: PhoneBook) -> list[Part]:
    return parts_of(
        book.owners,
        asked,
        needs=vocabulary.terms(request, Scheme.NEED),
        address=lambda **changes: _address(asked, **changes),
        at=moment(),
    )


def _page(request: HttpRequest, asked: PhoneFilter, *, is_hidden: bool = False) -> str:
    book = _book(request)
    parts = _parts(request, asked, book)
    context: dict[str, Any] = {
        "asked": asked,
        "parts": parts,
        "total": sum(is_meant(owner, asked.q) for owner in book.owners),
        "is_in_parts": any(part.is_current for part in parts),
        "without_number": book.services_without_number,
        "lines": NIGHT_LINES,
        "orders": [
            {"label": label, "url": _address(asked, by=by), "current": asked.by == by}
            for by, label in ((BY_KANA, _("五十音順")), (BY_NEED, _("こまりごとから")))
        ],
        "whole_url": _address(asked, whole=True),
        "file_url": _file_address(asked),
        "printed_on": day_words_without_weekday(localdate(moment())),
        "quick_exit_url": QUICK_EXIT_URL if is_hidden else None,
    }
    query = "" if is_hidden else asked.address(part=asked.part, whole=asked.whole)
    return draw(request, "portal/phones.html", context, query=query, text_in=REGISTER_LANGUAGES)


def _file(request: HttpRequest, asked: PhoneFilter) -> HttpResponse:
    whole = PhoneFilter(asked.q, asked.by, whole=True)
    town, title = request.town, _("総合電話帳")  # type: ignore[attr-defined]
    day = day_words_without_weekday(localdate(moment()))
    sheet = phone_sheet(_parts(request, whole, _book(request)), title=title, town=town.name, day=day)
    return csv_download(csv_file(sheet), f"{town.name}{title}")


def _address(asked: PhoneFilter, **changes: object) -> str:
    query = asked.address(**changes)
    return f"{reverse('portal:phones')}?{query}" if query else reverse("portal:phones")


def _file_address(asked: PhoneFilter) -> str:
    return f"{reverse('portal:phones')}?{'&'.join(filter(None, (asked.address(), 'format=csv')))}"
