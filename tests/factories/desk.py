"""Work of the desk. Act in a town first (`in_joetsu`); rows are written through the real actions."""

from typing import Any

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk
from tests.factories.kernel import make_posting, make_user
from tsunagu.desk.actions.intake import Receipt, receive_intake
from tsunagu.desk.actions.record_consultation import record_consultation
from tsunagu.desk.choices import Method, PlaceKind, ReachBy
from tsunagu.desk.models import Consultation, ConsultationPlace
from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, Role


def make_place(organisation: Organisation | None = None, **fields: Any) -> ConsultationPlace:
    """The counter of a desk."""
    fields.setdefault("name", "子育て相談カウンター")
    fields.setdefault("kind", PlaceKind.DESK)
    return ConsultationPlace.objects.create(organisation=organisation or make_desk(), **fields)


def make_worker(
    place: ConsultationPlace, *, role: Role = CONSULTATION_WORKER, name: str = "佐藤 みどり"
) -> User:
    """Somebody who works at the desk of this place."""
    user = make_user(name)
    make_posting(user, place.organisation_id, role)
    return user


def make_consultation(place: ConsultationPlace | None = None, **facts: Any) -> Consultation:
    """Somebody came to the counter and asked where to leave a child; nobody's name was asked."""
    facts.setdefault("method", Method.COMES)
    facts.setdefault("topics", ["leave_child"])
    facts.setdefault("at", TODAY_10AM)
    facts.setdefault("by", None)
    facts["by"] = facts["by"] or make_user()
    return record_consultation(place=place or make_place(), **facts)


def make_intake(**facts: Any) -> Receipt:
    """A mother writes at night and wants to be called."""
    facts.setdefault("asked", "夜泣きがつづいて眠れません。")
    facts.setdefault("reach_by", ReachBy.PHONE)
    if facts["reach_by"] == ReachBy.PHONE:
        facts.setdefault("phone", "090-1234-5678")
    facts.setdefault("at", TODAY_10AM)
    return receive_intake(**facts)
