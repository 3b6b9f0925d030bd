"""Photos: what waits, an organisation's own, what families see."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from django.core.files.storage import storages
from django.db.models import QuerySet

from tsunagu.network.choices import PhotoState
from tsunagu.network.models import Photo
from tsunagu.network.queries.listings import NotFound

ENDINGS = {"webp": "image/webp", "jpg": "image/jpeg"}
STORAGE = "media"
# The files of the others are gone.
KEPT = (PhotoState.WAITING, PhotoState.APPROVED)


def photos_waiting() -> QuerySet[Photo]:
    """What waits for the desk, longest first."""
    rows = Photo.objects.filter(state=PhotoState.WAITING)
    return rows.select_related("organisation", "service", "sent_by").order_by("sent_at", "id")


def photos_of(organisation_id: UUID) -> list[Photo]:
    """An organisation's own, newest first, without those that it took away."""
    rows = Photo.objects.filter(organisation_id=organisation_id).exclude(state=PhotoState.WITHDRAWN)
    return list(rows.select_related("service").order_by("-sent_at", "-id"))


def photo_to_decide(photo_id: UUID, *, organisations: Collection[UUID] | None) -> Photo:
    """One photo of these organisations; None: for whoever keeps all.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    rows = Photo.objects.select_related("organisation", "service").filter(id=photo_id)
    if organisations is not None:
        rows = rows.filter(organisation_id__in=organisations)
    if photo := rows.first():
        return photo
    raise NotFound


def photo_of_service(service_id: UUID, organisation_id: UUID) -> Photo | None:
    """What families see on a service's page."""
    return photos_of_services({service_id: organisation_id}).get(service_id)


def photos_of_services(organisation_of: Mapping[UUID, UUID]) -> dict[UUID, Photo]:
    """What families see of each of these services: its newest photo, else that of its organisation."""
    shown = photos_shown_of(organisation_of.values())
    found = {
        service: shown.get((organisation, service)) or shown.get((organisation, None))
        for service, organisation in organisation_of.items()
    }
    return {service: photo for service, photo in found.items() if photo}


def photos_shown_of(organisations: Collection[UUID]) -> dict[tuple[UUID, UUID | None], Photo]:
    """The newest approved photo of each of these organisations (None) and of each service: one statement."""
    rows = Photo.objects.filter(state=PhotoState.APPROVED, organisation__in=set(organisations))
    return {(one.organisation_id, one.service_id): one for one in rows.order_by("decided_at", "id")}


def photo_of_organisation(organisation_id: UUID) -> Photo | None:
    return photos_shown_of([organisation_id]).get((organisation_id, None))


def paths_of_photos() -> Iterator[str]:
    """Where the files lie of all photos that are kept: those that wait and those that families see."""
    for photo in Photo.objects.filter(state__in=KEPT):
        yield from photo.paths


def approved_photo(key: str) -> Photo | None:
    """By its key, if families may see it; also for signed-in readers, who would see more."""
    return Photo.objects.filter(key=key, state=PhotoState.APPROVED).first()


def file_of(photo: Photo, width: int, ending: str) -> bytes | None:
    """One size of it from the storage; None: there is no such size, or its files are gone."""
    if width not in photo.widths or ending not in ENDINGS:
        return None
    path = photo.path(width, ending)
    if not storages[STORAGE].exists(path):
        return None
    with storages[STORAGE].open(path) as file:
        return file.read()
