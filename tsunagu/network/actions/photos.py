"""A photo is sent, looked at, shown, taken away."""

import secrets
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.pictures import Picture, reencoded
from tsunagu.network.choices import PhotoState
from tsunagu.network.models import Photo
from tsunagu.network.queries.photos import KEPT, STORAGE

MOST_OF_AN_ORGANISATION = 30


class AlreadyDecided(Exception):
    """Somebody looked at it first."""


class NoReason(Exception):
    """Declining says why."""


class TooManyPhotos(Exception):
    """An organisation keeps so many; one has to go first."""


@transaction.atomic
def send_photo(
    *,
    organisation: Organisation,
    service: Service | None = None,
    content: bytes,
    alt: str,
    by: User,
    at: datetime,
) -> Photo:
    """Send a photo to the desk; the sender has said that no child can be recognised in it.

    Raises:
        NotAPicture, TooLarge, TooSmall: no photo that can be shown.
        TooManyPhotos: the organisation has as many as it may.
    """
    kept = Photo.objects.filter(organisation=organisation).exclude(state=PhotoState.WITHDRAWN)
    if kept.count() >= MOST_OF_AN_ORGANISATION:
        raise TooManyPhotos
    pictures = list(reencoded(content))
    sizes = dict.fromkeys((one.width, one.height) for one in pictures)
    photo = Photo.objects.create(
        organisation=organisation,
        service=service,
        key=secrets.token_urlsafe(24),
        alt=alt.strip(),
        widths=[width for width, _height in sizes],
        heights=[height for _width, height in sizes],
        shows_no_child=True,
        sent_by=by,
        sent_at=at,
    )
    _keep(photo, pictures)
    journal.record("network.photo_sent", record_id=photo.id, by=by.id, at=at)
    return photo


@transaction.atomic
def approve_photo(*, photo: Photo, by: User, at: datetime) -> Photo:
    """Families see it from now on.

    Raises:
        AlreadyDecided: it no longer waits.
    """
    photo = _waiting(photo)
    _decide(photo, PhotoState.APPROVED, by=by, at=at)
    _note("network.photo_approved", photo, by=by, at=at)
    return photo


@transaction.atomic
def decline_photo(*, photo: Photo, reason: str, by: User, at: datetime) -> Photo:
    """It is not shown; its sender reads why. Its files go.

    Raises:
        AlreadyDecided: it no longer waits.
        NoReason: no reason was given.
    """
    photo = _waiting(photo)
    if not reason.strip():
        raise NoReason
    photo.reason = reason.strip()
    _decide(photo, PhotoState.DECLINED, by=by, at=at)
    _forget(photo)
    journal.record("network.photo_declined", record_id=photo.id, by=by.id, at=at)
    return photo


@transaction.atomic
def withdraw_photo(*, photo: Photo, by: User, at: datetime) -> Photo:
    """Its organisation or the desk takes it away, shown or not. Its files go.

    Raises:
        AlreadyDecided: it is gone already.
    """
    photo = Photo.objects.select_for_update(of=("self",)).get(id=photo.id)
    if photo.state not in KEPT:
        raise AlreadyDecided(photo.state)
    _decide(photo, PhotoState.WITHDRAWN, by=by, at=at)
    _forget(photo)
    _note("network.photo_withdrawn", photo, by=by, at=at)
    return photo


def _waiting(photo: Photo) -> Photo:
    locked = Photo.objects.select_for_update(of=("self",)).get(id=photo.id)
    if locked.state != PhotoState.WAITING:
        raise AlreadyDecided(locked.state)
    return locked


def _decide(photo: Photo, state: PhotoState, *, by: User, at: datetime) -> None:
    photo.state, photo.decided_by, photo.decided_at = state, by, at
    photo.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _note(event: str, photo: Photo, *, by: User, at: datetime) -> None:
    """The pages that show it are drawn anew."""
    note_change(event, record_id=photo.id, by=by, at=at)


def _keep(photo: Photo, pictures: list[Picture]) -> None:
    for one in pictures:
        storages[STORAGE].save(photo.path(one.width, one.ending), ContentFile(one.content))


def _forget(photo: Photo) -> None:
    """Remove the files, once it is certain that nobody shows them."""

    def remove() -> None:
        for path in photo.paths:
            storages[STORAGE].delete(path)

    transaction.on_commit(remove)
