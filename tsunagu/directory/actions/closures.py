"""A temporary closure (臨時休み): a fact, so it stands on the page at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import Service, ServiceAtLocation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.dates.opening_json import rule_from_json, rule_to_json
from tsunagu.kernel.dates.opening_rule import CLOSED, DateException, OpeningRule

# Nobody has told the hours, and yet it is known that these days are off.
_UNKNOWN_WEEK = OpeningRule(weekly=(None,) * 7)


@transaction.atomic
def announce_closure(
    *, service: Service, first: date, last: date, note: str = "", by: User, at: datetime
) -> Service:
    """Close the service from `first` to `last`, wherever it is given; the same days told again are told anew.

    Raises:
        BadOpeningRule: the last day lies before the first.
    """
    closure = DateException(first=first, last=last, hours=CLOSED, note=note)
    for holder in _with_hours(service):
        rule = rule_from_json(holder.opening) or _UNKNOWN_WEEK
        _keep(holder, replace(rule, exceptions=(*_others(rule, first, last), closure)))
    _told("directory.closure_announced", service, by=by, at=at)
    return service


@transaction.atomic
def withdraw_closure(*, service: Service, first: date, last: date, by: User, at: datetime) -> Service:
    """It is open on those days after all."""
    for holder in _with_hours(service):
        rule = rule_from_json(holder.opening)
        if rule is not None:
            kept = replace(rule, exceptions=_others(rule, first, last))
            _keep(holder, None if kept == _UNKNOWN_WEEK else kept)
    _told("directory.closure_withdrawn", service, by=by, at=at)
    return service


def _others(rule: OpeningRule, first: date, last: date) -> tuple[DateException, ...]:
    """The exceptions but for a closure of exactly these days."""
    return tuple(
        each for each in rule.exceptions if (each.first, each.last, each.hours) != (first, last, CLOSED)
    )


def _with_hours(service: Service) -> Iterator[Service | ServiceAtLocation]:
    """The service, and its places that keep hours of their own."""
    yield service
    yield from service.at_locations.exclude(opening=None)


def _keep(holder: Service | ServiceAtLocation, rule: OpeningRule | None) -> None:
    holder.opening = rule_to_json(rule)
    holder.save(update_fields=["opening"])


def _told(event: str, service: Service, *, by: User, at: datetime) -> None:
    service.updated_at = at
    service.save(update_fields=["updated_at"])
    note_change(event, record_id=service.id, by=by, at=at, listings=[service.id])
