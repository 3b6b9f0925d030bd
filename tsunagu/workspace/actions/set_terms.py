"""A town sets its own terms (町の決めごと): deadlines, ladders, how long something is kept."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from tsunagu.community.models import BoardTerms
from tsunagu.desk.models import ReferralTerms
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.network.models import FreshnessTerms

TERMS_SET = "workspace.terms_set"
Terms = TypeVar("Terms", ReferralTerms, FreshnessTerms, BoardTerms)


class NothingChanged(Exception):
    """Every term is as it was."""


@transaction.atomic
def set_terms(model: type[Terms], *, values: dict[str, Any], by: User, at: datetime) -> Terms:
    """Let these terms hold from now on. Days that were set by the earlier ones stay as they were set.

    Raises:
        NothingChanged: every value is the one that holds already.
    """
    # Without a row the defaults hold; the first who sets something makes it.
    model._default_manager.get_or_create()
    terms = model._default_manager.select_for_update().get()
    changed = {name: value for name, value in values.items() if getattr(terms, name) != value}
    if not changed:
        raise NothingChanged
    steps = {name: f"{_code(getattr(terms, name))}→{_code(value)}" for name, value in changed.items()}
    for name, value in changed.items():
        setattr(terms, name, value)
    terms.save(update_fields=list(changed))
    journal.record(TERMS_SET, record_id=terms.id, by=by.id, at=at, of=model.__name__, **steps)
    return terms


def _code(value: int | bool | list[date]) -> str:
    """A number, 1 or 0, or days; never words."""
    return " ".join(day.isoformat() for day in value) if isinstance(value, list) else str(int(value))
