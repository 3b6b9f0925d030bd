"""First contacts made online, as the desk sees them."""

from uuid import UUID

from django.db.models import QuerySet

from tsunagu.desk.choices import IntakeState
from tsunagu.desk.models import Intake
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission


def intake_for(holder: Holder, intake_id: UUID, permission: Permission) -> Intake:
    """The request, if the role gives the permission and no other desk has taken it.

    Raises:
        Intake.DoesNotExist: there is none, or it is not the holder's to see; nobody learns which.
    """
    if not holder.may(permission):
        raise Intake.DoesNotExist
    return _with_parts(Intake.objects.all()).get(id=intake_id)


def new_intakes() -> QuerySet[Intake]:
    """Nobody has taken these yet; the one waiting longest first."""
    return _with_parts(Intake.objects.filter(state=IntakeState.NEW)).order_by("received_at", "id")


def unanswered_intakes(*, taken_by: UUID) -> QuerySet[Intake]:
    """Taken by this colleague, and the family has not been told anything yet."""
    rows = Intake.objects.filter(state=IntakeState.TAKEN, taken_by=taken_by)
    return _with_parts(rows).order_by("received_at", "id")


def _with_parts(rows: QuerySet[Intake]) -> QuerySet[Intake]:
    return rows.select_related("service", "organisation", "taken_by", "household")
