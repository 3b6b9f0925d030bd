"""Searching for people is an act of its own: it leaves a trace, whatever it finds."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tsunagu.families.queries.people import PersonMatch, PersonQuestion, find_people, is_registered_elsewhere
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """Records I may see, and whether another desk knows the person too."""

    matches: tuple[PersonMatch, ...] = ()
    is_elsewhere: bool = False


@transaction.atomic
def search_people(*, question: PersonQuestion, by: User, at: datetime, screen: str) -> PeopleFound:
    """A colleague asks whether the person at the counter is known."""
    if question.is_empty:
        return PeopleFound()
    found = PeopleFound(tuple(find_people(question)), is_registered_elsewhere(question))
    journal.was_shown((match.person.household_id for match in found.matches), screen=screen, at=at)
    journal.record(
        "families.people_searched",
        record_id=None,
        by=by.id,
        at=at,
        found=len(found.matches),
        elsewhere=found.is_elsewhere,
    )
    return found
