"""Who acts, in which town, at which moment: the one context that Python and PostgreSQL share.

`acting(...)` opens a transaction and tells the database; row-level security reads nothing else.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction


class NoTown(Exception):
    """A row of a town was about to be written while no town is acting."""


@dataclass(frozen=True, slots=True)
class Acting:
    """The context of one request, job or command."""

    town: UUID | None = None
    user: UUID | None = None
    organisations: frozenset[UUID] = frozenset()
    # A referral task opened through a signed link, and nothing else.
    link: UUID | None = None
    # The hash of a receipt code that a family typed.
    receipt: str = ""
    system: bool = False
    moment: datetime | None = None

    def settings(self) -> list[str]:
        moment = self.moment or datetime.now(UTC)
        return [
            str(self.town or ""),
            str(self.user or ""),
            "{" + ",".join(sorted(str(o) for o in self.organisations)) + "}",
            str(self.link or ""),
            self.receipt,
            "on" if self.system else "off",
            moment.isoformat(),
        ]


_NAMES = ("town", "user", "organisations", "link", "receipt", "system", "moment")
_SET = "SELECT " + ", ".join(f"set_config('tsunagu.{name}', %s, true)" for name in _NAMES)
_NOBODY = Acting()
_current: ContextVar[Acting] = ContextVar("acting", default=_NOBODY)
# The page in hand has asked the database nothing yet, and the database does not know who acts.
_is_untold: ContextVar[bool] = ContextVar("is_untold", default=False)


def current() -> Acting:
    """The context in force."""
    return _current.get()


def current_town_id() -> UUID:
    """The acting town, for the `municipality` of a new row.

    Raises:
        NoTown: nobody acts in a town.
    """
    town = _current.get().town
    if town is None:
        raise NoTown
    return town


def moment() -> datetime:
    """The moment of this request or job: grants, journals and deadlines all read the same clock."""
    return _current.get().moment or datetime.now(UTC)


@contextlib.contextmanager
def acting(who: Acting, *, savepoint: bool = True) -> Iterator[Acting]:
    """Act as `who` inside one transaction (a savepoint, when one is open already).

    Without a savepoint of its own, a failure inside dooms the transaction back to the next savepoint: no
    statement is run as `who` any more.
    """
    before = _current.get()
    with transaction.atomic(savepoint=savepoint):
        _tell_database(who)
        token = _current.set(who)
        try:
            yield who
        finally:
            _current.reset(token)
    # Inside somebody else's transaction the settings would outlive us; a rollback restores them by itself.
    if connection.in_atomic_block:
        _tell_database(before)


@contextlib.contextmanager
def acting_when_asked(who: Acting) -> Iterator[Acting]:
    """As `acting`, for a page that may need no database: it is told together with the first statement.

    Until then nothing has crossed the wire: the transaction, too, begins with its first statement.
    """

    def tell_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _is_untold.get():
            _tell_database(_current.get())
        return execute(sql, params, many, context)

    before = _current.get()
    with transaction.atomic(), connection.execute_wrapper(tell_first):
        token, untold = _current.set(who), _is_untold.set(True)
        try:
            yield who
        finally:
            _is_untold.reset(untold)
            _current.reset(token)
    if connection.in_atomic_block:
        _tell_database(before)


def act_also(**changes: object) -> Acting:
    """Widen the context of the transaction in force, as signing in does."""
    who = replace(_current.get(), **changes)  # type: ignore[arg-type]  # names are Acting's own fields
    _current.set(who)
    if not _is_untold.get():
        _tell_database(who)
    return who


def as_system(
    town_id: UUID, *, at: datetime | None = None, savepoint: bool = True
) -> contextlib.AbstractContextManager[Acting]:
    """Act as the town's own machinery: jobs, imports, seeds."""
    return acting(Acting(town=town_id, system=True, moment=at), savepoint=savepoint)


def _tell_database(who: Acting) -> None:
    _is_untold.set(False)
    with connection.cursor() as cursor:
        cursor.execute(_SET, who.settings())
