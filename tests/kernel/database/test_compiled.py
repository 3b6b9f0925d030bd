"""A queryset whose SQL is written once."""

from uuid import UUID

import pytest
from django.db.models import QuerySet

from tests.conftest import TODAY_10AM
from tsunagu.kernel.database.compiled import Compiled
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter


def letters_about(about_id: UUID) -> QuerySet[Letter]:
    return Letter.objects.filter(about_id=about_id, kind="test").order_by("subject").values_list("subject")


def write_a_letter(subject: str, *, about_id: UUID) -> None:
    Letter.objects.create(
        to="a@example.jp", subject=subject, body="文", kind="test", about_id=about_id, written_at=TODAY_10AM
    )


def test_each_value_finds_its_own_rows(in_joetsu: Municipality) -> None:
    one, other = UUID(int=1), UUID(int=2)
    write_a_letter("一", about_id=one)
    write_a_letter("二", about_id=one)
    write_a_letter("三", about_id=other)
    compiled = Compiled(letters_about, about_id=UUID(int=0))

    assert compiled.rows(about_id=one) == [("一",), ("二",)]
    assert compiled.rows(about_id=other) == [("三",)]


def test_an_example_that_is_no_parameter_is_refused(in_joetsu: Municipality) -> None:
    compiled = Compiled(lambda about_id, kind: letters_about(about_id), about_id=UUID(int=0), kind="other")

    with pytest.raises(LookupError, match="kind"):
        compiled.rows(about_id=UUID(int=1), kind="test")
