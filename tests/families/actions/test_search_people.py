"""Searching leaves a trace without writing down whom was searched for."""

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.families import make_household, make_person
from tests.factories.kernel import acting_as, make_user
from tsunagu.families.actions.search_people import search_people
from tsunagu.families.queries.people import read_question
from tsunagu.kernel.audit.models import ReadEntry, WriteEntry
from tsunagu.kernel.municipality.acting import acting


@pytest.mark.django_db
@pytest.mark.usefixtures("in_joetsu")
def test_a_search_is_journalled_with_what_it_showed_and_no_name() -> None:
    desk, user = make_organisation().id, make_user()
    person = make_person(make_household(desk))

    with acting(acting_as(user, desk)):
        search_people(question=read_question("さとう さくら"), by=user, at=TODAY_10AM, screen="desk:people")

    assert [(row.record_ids, row.screen) for row in ReadEntry.objects.all()] == [
        ([person.household_id], "desk:people")
    ]
    entry = WriteEntry.objects.get(event="families.people_searched")
    assert (entry.record_id, entry.details) == (None, {"found": 1, "elsewhere": False})
