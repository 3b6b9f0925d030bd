"""The chapters that the town's editors wrote, with all that their words lead to.

Five statements, and one search for each question to the directory that stands in a chapter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from uuid import UUID

from tsunagu.directory.models import GuidebookLanguage
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.editorial.models import Chapter, PictureRendition
from tsunagu.editorial.models.bodies import links_in, pictures_in
from tsunagu.editorial.queries.pages import (
    IN_PRINT,
    ON_A_PAGE,
    addresses_of,
    chapters,
    papers_of,
    renditions_of,
)
from tsunagu.kernel.municipality.acting import moment


@dataclass(frozen=True, slots=True)
class WrittenChapter:
    """A chapter in the words of an edition; `blocks` as its editor put them together."""

    title: str
    lead: str
    blocks: list[Any]
    # Asked for in easy Japanese, and there only in the usual.
    falls_back: bool


@dataclass(frozen=True, slots=True)
class Written:
    """All written chapters of an edition."""

    chapters: list[WrittenChapter] = field(default_factory=list)
    # What is up, by number: where linked pages stand, the public numbers of linked papers, pictures to print.
    pages: dict[int, str] = field(default_factory=dict)
    papers: dict[int, UUID] = field(default_factory=dict)
    pictures: dict[int, PictureRendition] = field(default_factory=dict)
    # The listings that answer each question of the chapters, in the order in which they are asked.
    answers: list[list[UUID]] = field(default_factory=list)


def written_in(language: str) -> Written:
    """What the book prints before its listings, in the editors' order."""
    told = [_in_language(one, language) for one in chapters()]
    blocks = list(chain.from_iterable(one.blocks for one in told))
    links, shown = links_in(blocks), pictures_in(blocks)
    return Written(
        chapters=told,
        pages=addresses_of(links.pages),
        papers=papers_of(links.papers),
        # One that was put up before there was a size for print is printed in that of its page.
        pictures=renditions_of(shown, size=ON_A_PAGE) | renditions_of(shown, size=IN_PRINT),
        answers=_answers(blocks),
    )


def question_of(asked: dict[str, Any]) -> SearchQuery:
    """An editor's question to the directory (`ListingsBlock`)."""
    return SearchQuery(
        needs=(asked["need"],) if asked.get("need") else (),
        stages=(asked["stage"],) if asked.get("stage") else (),
        weekday=int(asked["weekday"]) if asked.get("weekday") else None,
        district=UUID(asked["district"]) if asked.get("district") else None,
        free=bool(asked.get("free")),
        page_size=int(asked.get("most") or 6),
    )


def _in_language(one: Chapter, language: str) -> WrittenChapter:
    is_easy = language == GuidebookLanguage.EASY
    has_easy = is_easy and bool(one.easy_body)
    return WrittenChapter(
        title=(is_easy and one.easy_title) or one.title,
        lead="" if has_easy else one.lead,
        blocks=list(one.easy_body.raw_data if has_easy else one.body.raw_data),
        falls_back=is_easy and not has_easy,
    )


def _answers(blocks: Iterable[Any]) -> list[list[UUID]]:
    questions = [question_of(each["value"]) for each in blocks if each["type"] == "listings"]
    return [[hit.service_id for hit in search(one, moment()).hits] for one in questions]
