"""Statements that do not wait for each other, and what becomes of one that is refused."""

import pytest
from django.db import transaction
from django.db.utils import IntegrityError, ProgrammingError

from tests.conftest import TODAY_10AM
from tsunagu.kernel.database.rows import insert
from tsunagu.kernel.database.sent_together import sent_together
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter


def a_letter(subject: str = "件", **fields: object) -> Letter:
    return Letter(to="a@example.jp", subject=subject, body="文", kind="test", written_at=TODAY_10AM, **fields)


def insert_all(letters: list[Letter]) -> None:
    with sent_together():
        for letter in letters:
            insert(letter)


def subjects() -> list[str]:
    return [letter.subject for letter in Letter.objects.order_by("subject")]


def test_all_of_it_is_written_by_the_end(in_joetsu: Municipality) -> None:
    with sent_together():
        insert(a_letter("一"))
        insert(a_letter("二"))

    assert subjects() == ["一", "二"]


def test_a_read_inside_sees_what_was_written_before(in_joetsu: Municipality) -> None:
    with sent_together():
        insert(a_letter("一"))
        found = subjects()

    assert found == ["一"]


def test_what_the_database_refuses_is_raised_and_nothing_stays(in_joetsu: Municipality) -> None:
    first = a_letter("一")
    letters = [first, a_letter("二", id=first.id), a_letter("三")]

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all(letters)

    assert subjects() == []


def test_row_security_holds_in_it(joetsu: Municipality, nagaoka: Municipality) -> None:
    with (
        as_system(joetsu.id),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        sent_together(),
    ):
        insert(a_letter(municipality=nagaoka))


def test_who_acts_may_change_in_it(joetsu: Municipality, nagaoka: Municipality) -> None:
    with sent_together(), as_system(joetsu.id):
        insert(a_letter("上越"))
        with as_system(nagaoka.id):
            insert(a_letter("長岡"))
        insert(a_letter("また上越"))

    with as_system(nagaoka.id):
        assert subjects() == ["長岡"]
