"""A code is told once; by it, and by nothing else, somebody without an account finds again what they sent."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.conf import settings

from tsunagu.kernel.municipality.acting import act_also
from tsunagu.kernel.visitors.counting import Limit, count_one, counted, is_reached

# Letters and digits that nobody mistakes for one another when reading a code aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS, _GROUP_LENGTH = 3, 4
# A family mistypes a few times; a machine tries thousands. Codes of every kind count together.
WRONG_CODES = Limit("wrong_code", per_sender=10)
WRONG_CODES_AN_HOUR = WRONG_CODES.per_sender

Found = TypeVar("Found")


class TooManyWrongCodes(Exception):
    """This sender guesses; for the rest of the hour even a right code is not looked at."""


def new_code() -> str:
    """A receipt code that nobody has yet."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def receipt_hash(code: str) -> str:
    """The only form in which a code is kept. Small letters and spaces in what was typed do not matter."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return hmac.new(f"receipt:{settings.SECRET_KEY}".encode(), plain.encode(), hashlib.sha256).hexdigest()


def look_behind(digest: str, find: Callable[[], Found | None], *, sender: str, at: datetime) -> Found | None:
    """What `find` finds while the context carries the code's digest; a wrong code is counted.

    Call it in a transaction: the count is locked.

    Raises:
        TooManyWrongCodes: this sender tried too many codes in this hour.
    """
    tries = counted(WRONG_CODES, sender=sender, at=at)
    if is_reached(WRONG_CODES, tries):
        raise TooManyWrongCodes
    act_also(receipt=digest)
    found = find()
    if found is None:
        count_one(tries)
    return found
