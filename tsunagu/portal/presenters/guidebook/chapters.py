"""The order of the book: chapters and sections by need, each listing once, and the two indexes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import TaxonomyTerm
from tsunagu.directory.presenters.language import name_of
from tsunagu.directory.queries.listing import Listing
from tsunagu.kernel.japanese.kana import gojuon_row, kana_sort_key
from tsunagu.portal.queries.guidebook import Material, OrganisationToCall


@dataclass(slots=True)
class Section:
    """A narrower need, and what is printed under it."""

    title: str
    listings: list[Listing] = field(default_factory=list)


@dataclass(slots=True)
class Chapter:
    """A need, its narrower ones, and what is printed in other chapters but helps here too."""

    title: str
    sections: list[Section] = field(default_factory=list)
    elsewhere: list[Listing] = field(default_factory=list)

    @property
    def listings(self) -> list[Listing]:
        return [one for section in self.sections for one in section.listings]


def chapters_of(material: Material) -> list[Chapter]:
    """Chapters with something in them, in the town's order of needs; what has no need comes last."""
    order = _Order(material.needs)
    listings = sorted(material.listings, key=lambda one: (one.id not in material.near, *_by_kana(one)))
    homes = {one.id: order.home_of(one) for one in listings}
    chapters = []
    for top in order.tops:
        sections = [
            Section(title, [one for one in listings if homes[one.id] == (top.key, key)])
            for key, title in order.sections_of(top)
        ]
        elsewhere = [one for one in listings if homes[one.id][0] != top.key and top.key in order.tops_of(one)]
        filled = [each for each in sections if each.listings]
        if len(filled) == 1 and filled[0] is sections[-1]:
            filled[0].title = name_of(top)
        chapters.append(Chapter(name_of(top), filled, elsewhere))
    rest = [one for one in listings if homes[one.id] == ("", "")]
    if rest:
        chapters.append(Chapter(_("そのほか"), [Section(_("困りごとで分けていないもの"), rest)]))
    return [chapter for chapter in chapters if chapter.listings]


class _Order:
    """Which chapter a listing stands in: that of the first need it names, under its narrowest one there."""

    def __init__(self, needs: Sequence[TaxonomyTerm]) -> None:
        self._by_key = {term.key: term for term in needs}
        self._by_id = {term.id: term for term in needs}
        self._needs = needs
        self.tops = [term for term in needs if term.parent_id is None]

    def top_of(self, key: str) -> TaxonomyTerm | None:
        term = self._by_key.get(key)
        while term is not None and term.parent_id is not None:
            term = self._by_id[term.parent_id]
        return term

    def tops_of(self, listing: Listing) -> set[str]:
        return {top.key for key in _keys(listing) if (top := self.top_of(key))}

    def home_of(self, listing: Listing) -> tuple[str, str]:
        """The keys of its chapter and section; an empty section is the chapter at large."""
        keys = _keys(listing)
        top = next((found for key in keys if (found := self.top_of(key))), None)
        if top is None:
            return "", ""
        narrow = {term.key for term in self._needs if term.parent_id == top.id}
        return top.key, next((key for key in keys if key in narrow), "")

    def sections_of(self, top: TaxonomyTerm) -> list[tuple[str, str]]:
        """Keys and titles; whatever is about the need at large comes last."""
        narrow = [(term.key, name_of(term)) for term in self._needs if term.parent_id == top.id]
        return [
            *narrow,
            ("", _("このほかの「%(need)s」") % {"need": name_of(top)}),
        ]


def _keys(listing: Listing) -> list[str]:
    return [term.key for term in listing.terms_of(Scheme.NEED)]


def _by_kana(one: Listing | OrganisationToCall) -> tuple[tuple[str, str], str]:
    return kana_sort_key(one.name_kana), str(one.id)


def index_of(listings: Iterable[Listing], names: dict[UUID, str]) -> list[dict[str, Any]]:
    """The kana index: あ行 … 他, each with the names under it."""
    rows = sorted(listings, key=_by_kana)
    return [
        {
            "row": row,
            "entries": [
                {"name": names[one.id], "reading": one.name_kana, "id": str(one.id)} for one in entries
            ],
        }
        for row, entries in _in_rows(rows)
    ]


def organisations_of(material: Material) -> list[dict[str, Any]]:
    """The organisations' index: numbers, and where in the book their listings stand."""
    offered: dict[UUID, list[str]] = {}
    for listing in material.listings:
        offered.setdefault(listing.organisation_id, []).append(str(listing.id))
    rows = sorted(material.organisations, key=_by_kana)
    return [
        {
            "row": row,
            "entries": [
                {
                    "name": one.name,
                    "reading": one.name_kana,
                    "phones": list(one.phones),
                    "ids": offered.get(one.id, []),
                }
                for one in entries
            ],
        }
        for row, entries in _in_rows(rows)
    ]


def _in_rows(sorted_by_kana: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Rows in 五十音 order; what is not kana sorts before it, and is printed behind."""
    rows = [(row, list(ones)) for row, ones in groupby(sorted_by_kana, lambda one: gojuon_row(one.name_kana))]
    return [each for each in rows if each[0].endswith("行")] + [
        each for each in rows if not each[0].endswith("行")
    ]
