"""Photos: what waits, an organisation's own, what families see."""

from collections.abc import Collection
from uuid import UUID

from django.core.files.storage import storages
from django.db.models import F, Q, QuerySet

from tsunagu.network.choices import PhotoState
from tsunagu.network.models import Photo
from tsunagu.network.queries.listings import NotFound

ENDINGS = {"webp": "image/webp", "jpg": "image/jpeg"}
_STORAGE = "media"


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
    """What families see on a service's page: the newest of the service, else of its organisation."""
    rows = Photo.objects.filter(
        Q(service_id=service_id) | Q(service=None),
        state=PhotoState.APPROVED,
        organisation_id=organisation_id,
    )
    return rows.order_by(F("service").asc(nulls_last=True), "-decided_at", "-id").first()


def photo_of_organisation(organisation_id: UUID) -> Photo | None:
    rows = Photo.objects.filter(state=PhotoState.APPROVED, organisation_id=organisation_id, service=None)
    return rows.order_by("-decided_at", "-id").first()


def approved_photo(key: str) -> Photo | None:
    """By its key, if families may see it; also for signed-in readers, who would see more."""
    return Photo.objects.filter(key=key, state=PhotoState.APPROVED).first()


def file_of(photo: Photo, width: int, ending: str) -> bytes | None:
    """One size of it from the storage; None: there is no such size, or its files are gone."""
    if width not in photo.widths or ending not in ENDINGS:
        return None
    path = photo.path(width, ending)
    if not storages[_STORAGE].exists(path):
        return None
    with storages[_STORAGE].open(path) as file:
        return file.read()
