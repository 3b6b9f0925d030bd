"""A code opens what it was given for; whoever guesses is slowed down."""

import pytest

from tests.conftest import TODAY_10AM
from tsunagu.kernel.municipality.acting import current
from tsunagu.kernel.visitors.receipts import (
    WRONG_CODES_AN_HOUR,
    TooManyWrongCodes,
    look_behind,
    new_code,
    receipt_hash,
)

pytestmark = pytest.mark.usefixtures("in_joetsu")


def look(found: str | None, *, sender: str = "a") -> str | None:
    return look_behind(receipt_hash("code"), lambda: found, sender=sender, at=TODAY_10AM)


def test_a_code_is_read_however_it_was_written_down() -> None:
    code = new_code()

    assert receipt_hash(f" {code.lower().replace('-', ' ')}") == receipt_hash(code)
    assert receipt_hash(new_code()) != receipt_hash(code)


def test_the_context_carries_the_digest_while_looking() -> None:
    seen = look_behind(receipt_hash("code"), lambda: current().receipt, sender="a", at=TODAY_10AM)

    assert seen == receipt_hash("code")


def test_right_codes_are_not_counted() -> None:
    assert [look("mine") for _ in range(WRONG_CODES_AN_HOUR + 1)][-1] == "mine"


def test_who_guesses_is_not_answered_any_more_and_others_are() -> None:
    for _ in range(WRONG_CODES_AN_HOUR):
        assert look(None) is None

    with pytest.raises(TooManyWrongCodes):
        look("mine")
    assert look("mine", sender="b") == "mine"
