"""Organisations that keep their listings, and the desk that reads them. Act in a town first (`in_joetsu`)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from PIL import Image

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation, make_service
from tests.factories.kernel import acting_as, make_posting, make_user
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.permissions.roles import DESK_MANAGER, MEMBER_WORKER
from tsunagu.network.actions.asking import ask_owner, propose_unpublishing
from tsunagu.network.actions.changes import propose_change
from tsunagu.network.actions.links import make_link
from tsunagu.network.actions.photos import approve_photo, send_photo
from tsunagu.network.actions.reports import report_error
from tsunagu.network.choices import ReportKind
from tsunagu.network.models import (
    ConfirmationRequest,
    ErrorReport,
    ListingChange,
    Photo,
    UnpublishProposal,
)
from tsunagu.network.queries.values import values_of


@dataclass(slots=True)
class Keepers:
    """An NPO with one listing and an account, a circle without either account or mail, and the desk."""

    npo: Organisation
    ito: User
    listing: Service
    circle: Organisation
    circle_listing: Service
    desk: Organisation
    hana: User

    @contextmanager
    def as_npo(self, at: datetime = TODAY_10AM) -> Iterator[None]:
        with acting(acting_as(self.ito, self.npo.id, at=at)):
            yield

    @contextmanager
    def as_desk(self, at: datetime = TODAY_10AM) -> Iterator[None]:
        with acting(acting_as(self.hana, self.desk.id, at=at)):
            yield


def make_keepers(**listing: Any) -> Keepers:
    npo, circle, desk = make_organisation("ひだまり広場"), make_organisation("まめっこ"), make_desk()
    ito, hana = make_user("伊藤 あおい"), make_user("花岡 すず")
    make_posting(ito, npo.id, MEMBER_WORKER)
    make_posting(hana, desk.id, DESK_MANAGER)
    return Keepers(
        npo=npo,
        ito=ito,
        listing=make_service(npo, name="ひろば", **listing),
        circle=circle,
        circle_listing=make_service(
            circle, name="まめっこの会", assured_on=date(2026, 11, 1), assured_by="窓口"
        ),
        desk=desk,
        hana=hana,
    )


def propose(keepers: Keepers, *, at: datetime = TODAY_10AM, **changes: Any) -> ListingChange:
    """The NPO wants its listing to read so."""
    listing = Service.objects.get(id=keepers.listing.id)
    with keepers.as_npo(at):
        return propose_change(
            record=listing, changes=changes, before=values_of(listing), by=keepers.ito, at=at
        )


def opening_of(service_id: UUID) -> Any:
    return Service.objects.get(id=service_id).opening


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that can be open about one listing."""

    change: ListingChange
    request: ConfirmationRequest
    report: ErrorReport
    proposal: UnpublishProposal
    token: str


def make_asked(service: Service, *, says: str, at: datetime = TODAY_10AM) -> Asked:
    """A change that says so, a question with its letter's link, a report, a proposal to unpublish."""
    request = ask_owner(organisation=service.organisation, services=[service], at=at)
    change = propose_change(
        record=service, changes={"summary": says}, before=values_of(service), by=None, at=at, note=says
    )
    report = report_error(service_id=service.id, kind=ReportKind.HOURS, text=says, at=at).report
    proposal = propose_unpublishing(service=service, at=at)
    return Asked(change, request, report, proposal, token_of(request, at=at))


def token_of(request: ConfirmationRequest, *, at: datetime = TODAY_10AM) -> str:
    """What stands in a letter's link."""
    return make_link(request=request, sent_to="club@example.jp", at=at).rstrip("/").rpartition("/")[2]


def picture(width: int = 320, height: int = 240, *, format_: str = "JPEG", **options: Any) -> bytes:
    """A photo of nothing, as a camera would write it."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#a9cfc8").save(written, format_, **options)
    return written.getvalue()


def make_photo(
    organisation: Organisation,
    *,
    by: User,
    at: datetime = TODAY_10AM,
    service: Service | None = None,
    alt: str = "木の床の部屋",
    is_approved: bool = False,
) -> Photo:
    """A photo that waits, or one that families see."""
    photo = send_photo(organisation=organisation, service=service, content=picture(), alt=alt, by=by, at=at)
    return approve_photo(photo=photo, by=by, at=at) if is_approved else photo
