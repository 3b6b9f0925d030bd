"""Photos beside the services. They are kept by an app above, which hands down how they are asked for."""

from collections.abc import Callable, Mapping
from typing import Protocol
from uuid import UUID

from tsunagu.directory.api.addresses import Addresses
from tsunagu.directory.api.documents.writing import Document

_ENDING = "jpg"


class Photo(Protocol):
    """What families see of a service, in several sizes, and told in words."""

    key: str
    alt: str

    @property
    def sizes(self) -> list[tuple[int, int]]: ...


# Given services with their organisations: the photo of each that has one. One statement for all.
PhotosOf = Callable[[Mapping[UUID, UUID]], Mapping[UUID, Photo]]


def photo_of(told: Photo | None, addresses: Addresses) -> Document | None:
    """The photo in its largest size."""
    if told is None:
        return None
    width, height = max(told.sizes)
    return {
        "url": addresses.photo_file(told.key, width, _ENDING),
        "description": told.alt,
        "width": width,
        "height": height,
    }
