"""What is said of a hand-picked list: to the family that opens it, and to the colleague who made it."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import segno
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from tsunagu.desk.models import Selection, SelectionItem
from tsunagu.directory.choices import ServiceStatus
from tsunagu.directory.presenters.cards import (
    listing_opening,
    name_in_language,
    number_to_call,
    place_in_language,
)
from tsunagu.directory.presenters.language import in_language
from tsunagu.directory.queries.listing import Listing
from tsunagu.kernel.ui.filters import day, moment
from tsunagu.kernel.ui.words import day_words_without_weekday


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """One place as it is today, with the colleague's line."""

    id: UUID
    name: str
    line: str
    summary: str
    place: str
    address: str
    phone: str
    opening: str
    is_open: bool | None
    has_ended: bool


def chosen_places(
    items: Iterable[SelectionItem], found: Mapping[UUID, Listing], *, at: datetime
) -> list[ChosenPlace]:
    """The list in its order; what is published no more has no words left and is counted apart."""
    return [_place(item, found[item.service_id], at) for item in items if item.service_id in found]


def _place(item: SelectionItem, listing: Listing, at: datetime) -> ChosenPlace:
    opening = listing_opening(listing, at)
    only = listing.places[0] if len(listing.places) == 1 else None
    return ChosenPlace(
        id=listing.id,
        name=name_in_language(listing),
        line=item.line,
        summary=in_language(listing.summary, easy=listing.summary_easy, english=listing.summary_en),
        place=place_in_language(listing),
        address=only.address if only else "",
        phone=number_to_call(listing.phones),
        opening=opening.words,
        is_open=opening.is_open,
        has_ended=listing.status == ServiceStatus.DEFUNCT,
    )


def state_words(selection: Selection, *, today: date) -> str:
    """Where the list stands, in a word or two."""
    if selection.ended_at:
        return _("止めました（%(when)s）") % {"when": moment(selection.ended_at)}
    if selection.given_at is None:
        return _("準備中")
    if selection.ends_on < today:
        return _("期限が過ぎました")
    return _("%(day)sまで見られます") % {"day": day_words_without_weekday(selection.ends_on)}


def opened_words(selection: Selection) -> str:
    """All that is known of the reader."""
    if selection.first_opened_at is None:
        return _("まだ開かれていません") if selection.given_at else "―"
    return _("%(count)s回（はじめて：%(when)s）") % {
        "count": selection.times_opened,
        "when": moment(selection.first_opened_at),
    }


def list_rows(selections: Sequence[Selection], *, today: date) -> list[list[object]]:
    """The list of lists as rows of a table."""
    return [
        [
            {"text": day(one.made_at), "url": reverse("desk:selection", args=[one.id])},
            one.household.label if one.household else _("家庭と結びつけていない"),
            _("%(count)sか所") % {"count": one.places},  # type: ignore[attr-defined]  # counted by the query
            one.made_by.name,
            state_words(one, today=today),
            opened_words(one),
        ]
        for one in selections
    ]


def for_whom(selection: Selection) -> str:
    """On staff pages only: the family's page names nobody."""
    return selection.household.label if selection.household else _("家庭と結びつけていない")


def qr_code(address: str) -> Markup:
    """The address as a drawing in the page: no file to fetch, and sharp on paper."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", xmldecl=False, svgns=True, nl=False, omitsize=True, border=4,
        svgclass="selection-qr", lineclass=None, title=_("このページのQRコード"),
    )  # fmt: skip
    return Markup(drawing.getvalue().decode())  # noqa: S704 drawn by the library from our own address
