"""Published pages, as families read them. What is not live, the database shows to editors only."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import (
    Chapter,
    CitizenReport,
    Column,
    EditorialPage,
    InformationPage,
    NewsPage,
    Paper,
    PictureRendition,
    Section,
)
from tsunagu.editorial.queries.tree import branch_of_town

# The sizes in which pictures are made. Small enough that a page with pictures stays light on a telephone;
ON_A_PAGE = "max-720x720|format-webp|webpquality-60"
# sharp enough across a page of paper, in the one format that goes into a PDF as it is.
IN_PRINT = "max-1200x1200|format-jpeg|jpegquality-75"

# What stands on a shelf, and newest or in the editor's order first.
_ON_SHELVES: dict[str, tuple[type[EditorialPage], bool]] = {
    SectionKind.NEWS: (NewsPage, True),
    SectionKind.COLUMNS: (Column, True),
    SectionKind.REPORTS: (CitizenReport, True),
    SectionKind.AGES: (InformationPage, False),
    SectionKind.KNOW: (InformationPage, False),
    SectionKind.GUIDEBOOK: (Chapter, False),
}


def page_at(place: str, *, today: date) -> Page | None:
    """The published page at a place in the town's tree, as what it is; news until their last day."""
    root = Page.objects.filter(path=branch_of_town()).values_list("url_path", flat=True).first()
    page = Page.objects.live().filter(url_path=f"{root}{place.strip('/')}/").first() if root else None
    found = page.specific if page else None
    return None if isinstance(found, NewsPage) and found.ends_on < today else found


def shelves() -> list[Section]:
    """The town's shelves in the editor's order."""
    return list(Section.objects.live().order_by("path"))


def loose_pages() -> list[InformationPage]:
    """Pages that stand by themselves right under the town."""
    return list(InformationPage.objects.live().filter(depth=3).order_by("path"))


def on_shelf(section: Section, *, today: date) -> QuerySet[EditorialPage]:
    """What stands on a shelf and may be read today."""
    model, is_newest_first = _ON_SHELVES[section.kind]
    pages = model.objects.live().filter(path__startswith=section.path)
    if model is NewsPage:
        pages = pages.filter(ends_on__gte=today)
    return pages.order_by(*((F("first_published_at").desc(), "-id") if is_newest_first else ("path",)))


def newest_news(*, today: date, most: int) -> list[NewsPage]:
    return list(
        NewsPage.objects.live().filter(ends_on__gte=today).order_by("-first_published_at", "-id")[:most]
    )


def newest_for_readers(*, today: date, most: int) -> list[EditorialPage]:
    """News and columns, newest first, for a feed reader."""
    columns = Column.objects.live().order_by("-first_published_at", "-id")[:most]
    both = [*newest_news(today=today, most=most), *columns]
    return sorted(both, key=lambda page: page.first_published_at, reverse=True)[:most]


def chapters() -> list[Chapter]:
    """The written chapters of the guidebook in the editor's order."""
    return list(Chapter.objects.live().order_by("path"))


def addresses_of(ids: set[int]) -> dict[int, str]:
    """Where the published ones of these pages stand."""
    found = Page.objects.live().filter(id__in=ids).values_list("id", "url_path") if ids else []
    return {page_id: path.strip("/").partition("/")[2] for page_id, path in found}


def papers_of(ids: set[int]) -> dict[int, UUID]:
    """The public numbers of these files."""
    return dict(Paper.objects.filter(id__in=ids).values_list("id", "public_id")) if ids else {}


def paper_at(public_id: UUID) -> Paper | None:
    return Paper.objects.filter(public_id=public_id).first()


def renditions_of(picture_ids: set[int], *, size: str) -> dict[int, PictureRendition]:
    """Pictures in one size, by picture."""
    if not picture_ids:
        return {}
    found = PictureRendition.objects.filter(image_id__in=picture_ids, filter_spec=size, focal_point_key="")
    return {each.image_id: each for each in found.select_related("image")}


def rendition(public_id: UUID) -> PictureRendition | None:
    return PictureRendition.objects.filter(public_id=public_id).first()


def content_of(found: PictureRendition | Paper) -> bytes | None:
    """What lies in the storage; None: the file is gone (`tsunagu doctor` says so)."""
    if not found.file.storage.exists(found.file.name):
        return None
    with found.file.open("rb") as file:
        return file.read()


def pages_past_their_day(*, at: datetime, today: date) -> list[Page]:
    """Live pages whose end has come: the last day of news, or the moment set on any page."""
    news = NewsPage.objects.live().filter(ends_on__lt=today).values("pk")
    return list(Page.objects.live().filter(Q(expire_at__lt=at) | Q(pk__in=news)).specific())
