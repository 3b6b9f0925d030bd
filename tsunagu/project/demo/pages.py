"""What the demo town wrote for families: through the same tree and the same publishing as an editor's."""

from datetime import timedelta
from html import escape
from typing import Any

from wagtail.models import Page

from tsunagu.editorial.actions.found_tree import found_tree
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import (
    Chapter,
    CitizenReport,
    Column,
    InformationPage,
    NewsPage,
    Section,
)
from tsunagu.project.demo.stories import read
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.year import JST

KINDS: dict[str, tuple[type[Page], SectionKind]] = {
    "notice": (NewsPage, SectionKind.NEWS),
    "column": (Column, SectionKind.COLUMNS),
    "report": (CitizenReport, SectionKind.REPORTS),
    "ages": (InformationPage, SectionKind.AGES),
    "know": (InformationPage, SectionKind.KNOW),
    "guidebook": (Chapter, SectionKind.GUIDEBOOK),
}
AS_THEY_ARE = ("lead", "author", "author_role", "reporter", "easy_title")


def write_pages(town: Town) -> None:
    """Publish the town's pages. Act as the town's system first."""
    told = read("pages.yaml").get(town.slug, ())
    if told:
        found_tree(town=town.municipality)
    for each in told:
        _publish(town, each)


def _publish(town: Town, told: dict[str, Any]) -> None:
    model, kind = KINDS[told["kind"]]
    fields = {name: told[name] for name in AS_THEY_ARE if name in told}
    if model is NewsPage:
        fields["ends_on"] = town.now.astimezone(JST).date() + timedelta(days=told["lasts"])
    page = model(
        title=told["title"],
        slug=f"{told['kind']}-1",
        body=_blocks(told["body"]),
        easy_body=_blocks(told.get("easy_body", ())),
        live=False,
        **fields,
    )
    Section.objects.get(kind=kind).add_child(instance=page)
    page.save_revision().publish()


def _blocks(parts: Any) -> list[tuple[str, Any]]:
    return [_block(part) for part in parts]


def _block(part: Any) -> tuple[str, Any]:
    if isinstance(part, dict):
        return "listings", {"need": "", "district": "", "free": False, **part}
    if part.startswith("# "):
        return "heading", part.removeprefix("# ")
    return "text", f"<p>{escape(part)}</p>"
