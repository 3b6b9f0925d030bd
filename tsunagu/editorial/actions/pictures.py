"""Make the pictures of a page in the size in which the public sees them."""

from collections.abc import Iterable
from typing import Any

from tsunagu.editorial.models import EditorialPage, Picture, PictureRendition
from tsunagu.editorial.queries.pages import renditions_of

# Small enough that a page with pictures stays light on a telephone.
ON_A_PAGE = "max-720x720|format-webp|webpquality-60"


def make_renditions(page: EditorialPage) -> list[PictureRendition]:
    """Whoever reads a page makes nothing: what it shows is made while its editor waits."""
    wanted = pictures_in(page.body.raw_data) | pictures_in(page.easy_body.raw_data)
    there = renditions_of(wanted, size=ON_A_PAGE)
    return [
        picture.get_rendition(ON_A_PAGE)
        for picture in Picture.objects.filter(id__in=wanted - there.keys()).order_by("id")
    ]


def pictures_in(blocks: Iterable[Any]) -> set[int]:
    """The ids of the pictures that a body shows."""
    return {
        each["value"]["picture"] for each in blocks if each["type"] == "picture" and each["value"]["picture"]
    }
