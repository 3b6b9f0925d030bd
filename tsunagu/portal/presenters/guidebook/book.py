"""The whole book as data: what the templates of `tsunagu/portal/guidebook/` are handed, and nothing else."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tsunagu.directory.presenters.guidebooks import edition_words, title_words
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal.presenters.guidebook import front
from tsunagu.portal.presenters.guidebook.addresses import Addresses
from tsunagu.portal.presenters.guidebook.album import Album
from tsunagu.portal.presenters.guidebook.blocks import block_of, name_in_book
from tsunagu.portal.presenters.guidebook.chapters import Chapter, chapters_of, index_of, organisations_of
from tsunagu.portal.presenters.guidebook.sheets import sheets_of
from tsunagu.portal.presenters.guidebook.written import written_of
from tsunagu.portal.queries.guidebook import Material

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# Called with the number of listings put into words so far.
Progress = Callable[[int], None]


def book_of(
    material: Material, *, town: Municipality, at: datetime, progress: Progress = lambda _done: None
) -> dict[str, Any]:
    """Put the material into the words and the order of a book, in the language of its edition."""
    language = material.coverage.language
    addresses = Addresses(town, language)
    with translation.override(language):
        names = {one.id: name_in_book(one) for one in material.listings}
        counted, album = _Counted(progress), Album(material.photos)
        chapters = [
            {
                "title": chapter.title,
                "sections": [
                    {
                        "title": section.title,
                        "blocks": [
                            block_of(one, at=at, addresses=addresses, photo=album.beside(one))
                            for one in counted(section.listings)
                        ],
                    }
                    for section in chapter.sections
                ],
                "elsewhere": _elsewhere(chapter, names),
            }
            for chapter in chapters_of(material)
        ]
        return printable(
            {
                "title": f"{town.name} {title_words()} {edition_words(material.coverage)}",
                "author": town.name,
                "running": f"{town.name} {title_words()}",
                "words": _words(),
                "cover": front.cover(material, at=at, addresses=addresses),
                "emergency": front.emergency(),
                "desk": front.desk(material, addresses=addresses),
                "how": front.how_to_read(material.desk_phone),
                "written": written_of(material.written, names=names, addresses=addresses),
                "chapters": chapters,
                "sheets": _sheets(material),
                "index": index_of(material.listings, names),
                "organisations": organisations_of(material),
                "colophon": front.colophon(material, at=at, town=town),
            }
        )


def _sheets(material: Material) -> list[dict[str, Any]]:
    only = material.coverage.district.name if material.coverage.district else ""
    return sheets_of(material.listings, districts=material.districts, only=only)


class _Counted:
    """Hand listings on one by one and say how many there were."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.done = progress, 0

    def __call__(self, listings: list[Any]) -> Iterator[Any]:
        for one in listings:
            yield one
            self.done += 1
            self.progress(self.done)


def _elsewhere(chapter: Chapter, names: dict[Any, str]) -> list[dict[str, str]]:
    return [{"name": names[one.id], "id": str(one.id)} for one in chapter.elsewhere]


def _words() -> dict[str, str]:
    """What the templates print of their own accord."""
    return {
        "contents": _("もくじ"),
        "index": _("五十音のさくいん"),
        "organisations": _("団体のさくいん"),
        "elsewhere": _("ほかの章にあって、ここでも役に立つもの"),
        "unknown": _("まだ分からないこと"),
        "page": _("ページ"),
        "run_by": _("運営"),
        "phone": _("電話"),
        "phone_unknown": _("電話番号は確認中"),
    }


def printable(value: Any) -> Any:
    """The same without what no printer has a sign for: control characters that came along by pasting."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    return [printable(one) for one in value] if isinstance(value, list) else value
