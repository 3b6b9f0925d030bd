"""The check of the catalogues: what it finds in code, and which translations it refuses."""

import io
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bin"))
import extract_messages as check


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("%(days)s日おくれ", "%(day)s days late"),
        ("%(days)s日おくれ", "days late"),
        ("{name} さん", "{nom}"),
        ("電話", "Phone %(name)s"),
        (("%(n)s日", "%(n)s日"), ("%(n)s day", "days")),
    ],
)
def test_a_translation_with_other_places_is_refused(
    message: str | tuple[str, str], translation: str | tuple[str, str]
) -> None:
    assert check.unlike_places(Message(message, translation)) is True


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("%(name)sは%(days)s日前", "%(days)s days ago: %(name)s"),
        ("%(days)s日おくれ", ""),
        (("%(n)s日", "%(n)s日"), ("%(n)s day", "%(n)s days")),
        (("%(n)s日", "%(n)s日"), ("%(n)s日",)),
    ],
)
def test_places_may_stand_in_another_order_and_an_empty_translation_is_reported_as_such(
    message: str | tuple[str, str], translation: str | tuple[str, str]
) -> None:
    assert check.unlike_places(Message(message, translation)) is False


def test_the_tags_of_the_accounts_pages_are_found_with_their_context() -> None:
    page = io.BytesIO('<h1>{% translate "入口" %}</h1>\n{% trans "夜" context "part of the day" %}'.encode())

    found = list(check.django_messages(page, (), (), {}))

    assert found == [(1, "gettext", ("入口",), []), (2, "pgettext", ("part of the day", "夜"), [])]
