"""Letters between families and circles, for the side that may read them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from tsunagu.community.choices import InquiryState, Speaker
from tsunagu.community.models import CircleDoor, Inquiry, InquiryLine
from tsunagu.community.queries.moderation import NotFound
from tsunagu.directory.models import Organisation

CIRCLE = "circle"


def circles_of(organisations: Collection[UUID]) -> QuerySet[Organisation]:
    """Those of these organisations that families may want to join."""
    return Organisation.objects.filter(id__in=organisations, kind__key=CIRCLE).order_by("name_kana", "id")


def inquiries_of(organisations: Collection[UUID]) -> QuerySet[Inquiry]:
    """The circles' letters, those that wait for an answer first, then the newest."""
    return (
        Inquiry.objects.filter(organisation_id__in=organisations, erased_at=None)
        .select_related("organisation")
        .order_by("state", "waits_for", "-last_at", "-id")
    )


def inquiries_to_answer(organisations: Collection[UUID]) -> QuerySet[Inquiry]:
    return inquiries_of(organisations).filter(state=InquiryState.OPEN, waits_for=Speaker.CIRCLE)


def inquiry_of(inquiry_id: UUID, organisations: Collection[UUID]) -> Inquiry:
    """One of the circles' letters.

    Raises:
        NotFound: there is none, or it is another's.
    """
    if found := inquiries_of(organisations).filter(id=inquiry_id).first():
        return found
    raise NotFound


def inquiry_behind(inquiry_id: UUID) -> Inquiry:
    """The one letter that a link opens.

    Raises:
        NotFound: it is gone, or its words are.
    """
    if found := Inquiry.objects.select_related("organisation").filter(id=inquiry_id, erased_at=None).first():
        return found
    raise NotFound


def lines_of(inquiry: Inquiry) -> list[InquiryLine]:
    """What was said, oldest first."""
    return list(inquiry.lines.order_by("at", "id"))


def closed_doors(organisations: Collection[UUID]) -> set[UUID]:
    """Which of them do not want to be written to now."""
    closed = CircleDoor.objects.filter(organisation_id__in=organisations, is_open=False)
    return set(closed.values_list("organisation_id", flat=True))
