"""A photo as a page asks for it: the widths to choose from, the room it takes, what it shows in words."""

from collections.abc import Callable
from dataclasses import dataclass

from tsunagu.network.models import Photo

_ON_A_PAGE = 640


@dataclass(frozen=True, slots=True)
class PhotoSources:
    """What `ui/photo.html` reads."""

    alt: str
    src: str
    webp: str
    jpeg: str
    width: int
    height: int


def photo_sources(photo: Photo, address: Callable[[int, str], str]) -> PhotoSources:
    """`address` names the page's own way to a file: the public one, or the one for whoever decides."""
    width, height = max((size for size in photo.sizes if size[0] <= _ON_A_PAGE), default=photo.sizes[0])
    return PhotoSources(
        alt=photo.alt,
        src=address(width, "jpg"),
        webp=_choices(photo, address, "webp"),
        jpeg=_choices(photo, address, "jpg"),
        width=width,
        height=height,
    )


def _choices(photo: Photo, address: Callable[[int, str], str], ending: str) -> str:
    return ", ".join(f"{address(width, ending)} {width}w" for width in photo.widths)
