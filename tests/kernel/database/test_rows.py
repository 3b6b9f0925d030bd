"""Rows written with a statement composed once."""

import pytest
from django.db import DatabaseError, transaction
from django.db.utils import ProgrammingError

from tests.conftest import TODAY_10AM
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.database.rows import change, change_if, insert
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter


def a_letter(**fields: object) -> Letter:
    return Letter(to="a@example.jp", subject="件", body="文", kind="test", written_at=TODAY_10AM, **fields)


def test_what_was_inserted_is_read_back_whole(in_joetsu: Municipality) -> None:
    entry = WriteEntry(event="test", at=TODAY_10AM, details={"state": "accepted", "count": 2})

    insert(entry)

    found = WriteEntry.objects.get(id=entry.id)
    assert (found.municipality_id, found.event, found.record_id, found.at, found.details) == (
        in_joetsu.id, "test", None, TODAY_10AM, {"state": "accepted", "count": 2},
    )  # fmt: skip


def test_an_inserted_row_can_be_saved_again(in_joetsu: Municipality) -> None:
    letter = a_letter()
    insert(letter)

    letter.subject = "別の件"
    letter.save(update_fields=["subject"])

    assert Letter.objects.get().subject == "別の件"


def test_a_row_of_another_town_is_not_inserted(joetsu: Municipality, nagaoka: Municipality) -> None:
    with (
        as_system(joetsu.id),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        insert(a_letter(municipality=nagaoka))


def test_a_change_reaches_the_object_and_the_database(in_joetsu: Municipality) -> None:
    letter, other = a_letter(), a_letter()
    insert(letter)
    insert(other)

    change(letter, subject="別の件", sent_at=TODAY_10AM)

    assert (letter.subject, letter.sent_at) == ("別の件", TODAY_10AM)
    assert dict(Letter.objects.values_list("id", "subject")) == {letter.id: "別の件", other.id: "件"}


def test_a_row_out_of_sight_is_not_changed_quietly(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(joetsu.id):
        letter = a_letter()
        insert(letter)

    with as_system(nagaoka.id), pytest.raises(DatabaseError, match="no row to change"):
        change(letter, subject="別の件")


def test_a_row_that_is_as_it_was_seen_changes(in_joetsu: Municipality) -> None:
    letter = a_letter()
    insert(letter)

    assert change_if(letter, {"subject": "件", "kind": "test"}, subject="別の件")

    assert Letter.objects.get().subject == "別の件"


def test_a_row_that_is_not_as_it_was_seen_stays(in_joetsu: Municipality) -> None:
    letter = a_letter()
    insert(letter)

    assert not change_if(letter, {"subject": "件", "kind": "other"}, subject="別の件")

    assert Letter.objects.get().subject == "件"
