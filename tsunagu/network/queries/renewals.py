"""The yearly renewal: its rounds, what is still to be asked, and how far each organisation is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from tsunagu.directory.choices import Audience
from tsunagu.directory.models import Organisation
from tsunagu.network.choices import Answer
from tsunagu.network.models import ConfirmationRequest, RenewalEntry, RenewalRound
from tsunagu.network.queries.listings import NotFound, offered_services


@dataclass(frozen=True, slots=True)
class Progress:
    """One organisation in a round."""

    organisation_id: UUID
    organisation: str
    entries: int
    still_true: int
    changed: int
    ended: int
    asked_at: datetime | None

    @property
    def unanswered(self) -> int:
        return self.entries - self.still_true - self.changed - self.ended


def rounds() -> QuerySet[RenewalRound]:
    """Every round, newest first."""
    return RenewalRound.objects.select_related("opened_by", "closed_by").order_by("-opened_at", "-id")


def open_round_of_town() -> RenewalRound | None:
    return rounds().filter(closed_at=None).first()


def round_by_id(round_id: UUID) -> RenewalRound:
    """One round.

    Raises:
        NotFound: there is none in this town.
    """
    if found := rounds().filter(id=round_id).first():
        return found
    raise NotFound


def guidebook_services() -> list[tuple[UUID, UUID]]:
    """What the guidebook prints: each service offered to residents, and whose it is."""
    rows = offered_services().filter(audience=Audience.RESIDENTS).order_by("organisation_id", "id")
    return list(rows.values_list("id", "organisation_id"))


def entries_to_ask(renewal: RenewalRound) -> QuerySet[RenewalEntry]:
    """Entries about which nobody has been written to."""
    rows = RenewalEntry.objects.filter(round=renewal, item=None)
    return rows.select_related("service").order_by("service__name_kana", "id")


def owners_to_ask_for(renewal: RenewalRound) -> list[Organisation]:
    ids = RenewalEntry.objects.filter(round=renewal, item=None).values("organisation")
    return list(Organisation.objects.filter(id__in=ids).order_by("name_kana", "id"))


def requests_unanswered(renewal: RenewalRound) -> QuerySet[ConfirmationRequest]:
    """The questions of those who have not answered everything."""
    open_entries = RenewalEntry.objects.filter(round=renewal, item__answer="")
    rows = ConfirmationRequest.objects.filter(id__in=open_entries.values("item__request"))
    return rows.select_related("organisation").order_by("organisation__name_kana", "id")


def unanswered_entries(renewal: RenewalRound) -> QuerySet[RenewalEntry]:
    """Entries that the guidebook prints as they were."""
    rows = RenewalEntry.objects.filter(round=renewal).filter(Q(item=None) | Q(item__answer=""))
    return rows.select_related("service", "organisation").order_by(
        "organisation__name_kana", "service__name_kana", "id"
    )


def progress_of(renewal: RenewalRound) -> list[Progress]:
    """Each organisation of the round, those with the most unanswered first; one statement."""
    rows = (
        RenewalEntry.objects.filter(round=renewal)
        .values("organisation_id", "organisation__name", "organisation__name_kana")
        .annotate(
            entries=Count("id"),
            asked_at=Max("item__asked_at"),
            still_true=_answered(Answer.STILL_TRUE),
            changed=_answered(Answer.CHANGED),
            ended=_answered(Answer.ENDED),
        )
        .order_by("organisation__name_kana", "organisation_id")
    )
    found = [
        Progress(
            organisation_id=row["organisation_id"],
            organisation=row["organisation__name"],
            entries=row["entries"],
            asked_at=row["asked_at"],
            still_true=row["still_true"],
            changed=row["changed"],
            ended=row["ended"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: -one.unanswered)


def _answered(answer: Answer) -> Count:
    return Count("id", filter=Q(item__answer=answer))


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest round, and the entries that nobody has answered for."""

    round: RenewalRound
    unanswered: int
    entries: list[RenewalEntry]


def latest_round(*, most: int = 100) -> Latest | None:
    """What whoever prints the guidebook has to know; at most three statements."""
    newest = rounds().first()
    if newest is None:
        return None
    found = unanswered_entries(newest)
    return Latest(newest, found.count(), list(found[:most]))
