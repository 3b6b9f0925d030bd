"""The approved photos beside the listings of the book, each printed once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tsunagu.directory.queries.listing import Listing
from tsunagu.network.models import Photo
from tsunagu.network.queries.photos import file_of
from tsunagu.portal.presenters.guidebook.pictures import Room, picture_of

_ROOM = Room(width=32, height=26)


class Album:
    """An organisation's photo stands beside the first of its services only."""

    def __init__(self, photos: Mapping[UUID, Photo]) -> None:
        self._photos, self._printed = photos, set[str]()

    def beside(self, listing: Listing) -> dict[str, Any] | None:
        """What the template's `picture` reads; none where there is no photo, or it was printed before."""
        photo = self._photos.get(listing.id)
        if photo is None or photo.key in self._printed:
            return None
        width, height = min(photo.sizes)
        if (content := file_of(photo, width, "jpg")) is None:
            return None
        self._printed.add(photo.key)
        return picture_of(content, name=".jpg", width=width, height=height, words=photo.alt, room=_ROOM)
