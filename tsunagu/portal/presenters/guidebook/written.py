"""The chapters that the town's editors wrote, as the book prints them: what stood on a page, on paper."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tsunagu.editorial.models import PictureRendition
from tsunagu.editorial.queries.pages import content_of
from tsunagu.kernel.japanese.ruby import without_marks
from tsunagu.portal.presenters.guidebook.addresses import Addresses
from tsunagu.portal.presenters.guidebook.pictures import Room, picture_of
from tsunagu.portal.presenters.guidebook.runs import AddressOf, parts_of, runs_of
from tsunagu.portal.queries.written import Written, WrittenChapter

_ROOM = Room(width=110, height=85)


def written_of(written: Written, *, names: Mapping[UUID, str], addresses: Addresses) -> list[dict[str, Any]]:
    """What `guidebook/written.typ` reads; `names` are those of the listings that are in the book."""
    answers = iter(written.answers)
    told = [
        {
            "title": without_marks(one.title),
            "words": runs_of(one.title),
            "lead": runs_of(one.lead),
            "remark": _remark(one),
            "parts": list(_parts(one, written, answers, names=names, addresses=addresses)),
        }
        for one in written.chapters
    ]
    return [one for one in told if one["parts"]]


def _remark(one: WrittenChapter) -> str:
    if not one.falls_back:
        return ""
    return _("この章には、やさしい日本語の文がまだありません。ふつうの日本語に、読み方をつけています。")


def _parts(
    one: WrittenChapter,
    written: Written,
    answers: Iterator[list[UUID]],
    *,
    names: Mapping[UUID, str],
    addresses: Addresses,
) -> Iterator[dict[str, Any]]:
    address_of = _addressed(written, addresses)
    for block in one.blocks:
        kind, value = block["type"], block["value"]
        if kind == "heading":
            yield _heading(value)
        elif kind == "text":
            yield from parts_of(value, address_of)
        elif kind == "picture" and (shown := written.pictures.get(value["picture"])):
            yield from _picture(shown, value.get("caption") or "")
        elif kind == "listings":
            yield _heading(value["heading"])
            yield _pointers(next(answers), names)


def _heading(text: str) -> dict[str, Any]:
    return {"kind": "heading", "text": without_marks(text), "words": runs_of(text)}


def _picture(shown: PictureRendition, caption: str) -> Iterator[dict[str, Any]]:
    if (content := content_of(shown)) is None:
        return
    picture = picture_of(
        content,
        name=shown.file.name,
        width=shown.width,
        height=shown.height,
        words=shown.image.description,
        room=_ROOM,
    )
    yield {"kind": "picture", "picture": picture, "words": runs_of(caption)}


def _pointers(found: list[UUID], names: Mapping[UUID, str]) -> dict[str, Any]:
    """Paper cannot ask again: it names what answered on its day, and the pages where that is printed."""
    return {
        "kind": "listings",
        "entries": [{"name": names[one], "id": str(one)} for one in found if one in names],
        "none": _("この本には、条件に合うところが載っていません。"),
    }


def _addressed(written: Written, addresses: Addresses) -> AddressOf:
    """Where a link leads from paper; what is not up leads nowhere."""

    def address_of(kind: str, number: int) -> str:
        if kind == "page":
            place = written.pages.get(number)
            return addresses.written_page(place) if place else ""
        paper = written.papers.get(number)
        return addresses.paper(paper) if paper else ""

    return address_of
