"""One listing as a block of the book: who, when, where, how much, how, whom to call."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Cost, ServiceStatus
from tsunagu.directory.presenters.confirmation import confirmation
from tsunagu.directory.presenters.language import in_language, is_easy
from tsunagu.directory.presenters.pages import PlaceLine, ServicePage
from tsunagu.directory.presenters.vacancies import vacancy_table
from tsunagu.directory.queries.listing import Listing
from tsunagu.kernel.ui.words import joined, with_remark
from tsunagu.portal.presenters.guidebook.addresses import Addresses, qr_code

# Below that many, each place is printed with its address; above, by name: the QR leads to the rest.
MOST_PLACES_IN_FULL = 6


def block_of(
    listing: Listing, *, at: datetime, addresses: Addresses, photo: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What `guidebook/block.typ` reads: plain text everywhere."""
    page = ServicePage(listing, at)
    facts = [(label, value) for label, value in _facts(page) if value]
    known = {label for label, _value in facts}
    address = addresses.service(listing.id)
    confirmed = confirmation(listing.assured_on, listing.assured_by, today=localdate(at))
    return {
        "id": str(listing.id),
        "name": page.name,
        "reading": listing.name_kana,
        "organisation": _run_by(page),
        "state": _state(listing),
        "summary": page.summary,
        "description": "" if is_easy() and listing.summary_easy else listing.description,
        "facts": [
            {"label": label, "lines": value.split("\n"), "is_phone": label == _("電話")}
            for label, value in facts
        ],
        "unknown": joined([label for label in _expected() if label not in known], "・"),
        "confirmed": confirmed.label,
        "is_stale": confirmed.stale or not confirmed.on,
        "address": address,
        "qr": qr_code(address),
        "qr_text": _("「%(name)s」のページのQRコード") % {"name": page.name},
        "photo": photo,
    }


def _facts(page: ServicePage) -> list[tuple[str, str]]:
    who, when, where, cost, use, phone = _expected()
    return [
        (who, page.for_whom),
        (_("対象の地区"), page.areas),
        (when, "\n".join(page.opening_remarks)),
        (where, _places(page)),
        (cost, _cost(page)),
        (use, page.how_to_use or joined(page.ways_in, "・")),
        (phone, "\n".join(_numbers(page))),
        (_("担当"), "\n".join(page.contacts)),
        (_("使える言葉"), page.languages),
        (_("空き"), "\n".join(_vacancies(page))),
    ]


def _vacancies(page: ServicePage) -> list[str]:
    """With their day, and that paper cannot know more. What is old news already is not printed at all."""
    table = vacancy_table(page.listing.vacancies, today=localdate(page.at))
    if table is None or table.is_old:
        return []
    lines = [
        "　".join(part for part in (one.label, one.state, one.count, one.note) if part) for one in table.lines
    ]
    return [
        _("%(day)s現在") % {"day": table.as_of},
        *lines,
        _("いまの空きは、電話かQRコードのページで確かめてください。"),
    ]


def _expected() -> tuple[str, ...]:
    """What a family wants to know of everything; what of it is not known is said, not left out."""
    return (_("対象"), _("いつ"), _("どこで"), _("費用"), _("使い方"), _("電話"))


def _numbers(page: ServicePage) -> list[str]:
    """Whose number it is stands beside it only where it is not the service's own."""
    return [
        call.number
        if phone.of == "service" and call.label == _("このサービス")
        else with_remark(call.number, call.label)
        for phone, call in zip(page.listing.phones, page.calls, strict=True)
    ]


def _cost(page: ServicePage) -> str:
    listing = page.listing
    if page.prices:
        return "\n".join(f"{option} {amount}" for option, amount in page.prices)
    return page.cost if listing.cost != Cost.UNKNOWN or listing.cost_text else ""


def _places(page: ServicePage) -> str:
    places = page.places
    if not places:
        return page.place
    if len(places) > MOST_PLACES_IN_FULL:
        return joined([place.name for place in places], "・")
    return "\n".join(_place(place) for place in places)


def _place(place: PlaceLine) -> str:
    where = with_remark(place.name, place.address or place.district)
    return "　".join(
        part for part in (where, place.transportation, place.accessibility, place.opening) if part
    )


def _run_by(page: ServicePage) -> str:
    if page.commissioned_by:
        remark = _("%(town)sの委託") % {"town": page.commissioned_by}
        return with_remark(page.organisation, remark)
    return page.organisation


def _state(listing: Listing) -> str:
    """Only what a family must know before it sets out."""
    return {
        ServiceStatus.INACTIVE.value: _("いまは休んでいます"),
        ServiceStatus.TEMPORARILY_CLOSED.value: _("いまは休んでいます"),
        ServiceStatus.UNKNOWN.value: _("続いているかを確認中です"),
    }.get(listing.status, "")


def name_in_book(listing: Listing) -> str:
    return in_language(listing.name, english=listing.name_en)
