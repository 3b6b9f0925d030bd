"""A listing as its owner sees it when asked: what the page says now, part by part, and what was answered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tsunagu.directory.choices import Cost
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_words import describe, describe_exceptions
from tsunagu.network.choices import Answer, ChangeStatus
from tsunagu.network.models import ConfirmationItem
from tsunagu.network.queries.values import values_of


@dataclass(frozen=True, slots=True)
class AskedListing:
    """One listing of a request."""

    service_id: UUID
    name: str
    # What the public page says: label and words; nothing where it says nothing.
    facts: list[dict[str, str | None]]
    is_open: bool
    answered: str
    declined_because: str


def asked_listing(item: ConfirmationItem, *, today: date) -> AskedListing:
    service = item.service
    change = item.change
    return AskedListing(
        service_id=service.id,
        name=service.name,
        facts=_facts(item, today),
        is_open=not item.answer,
        answered=str(Answer(item.answer).label) if item.answer else "",
        declined_because=change.reason if change and change.status == ChangeStatus.DECLINED else "",
    )


def _facts(item: ConfirmationItem, today: date) -> list[dict[str, str | None]]:
    now = values_of(item.service)
    rule = rule_from_json(now["opening"])
    hours = [describe(rule), *describe_exceptions(rule, today)] if rule else []
    cost = now["cost_text"] or ("" if now["cost"] == Cost.UNKNOWN else str(Cost(now["cost"]).label))
    places = [place.location.name for place in item.service.at_locations.select_related("location")]
    reached = [now["phone"], now["contact_role"], now["email"]]
    lines = {
        _("対象"): now["age_text"] or _ages(now["minimum_age_months"], now["maximum_age_months"]),
        _("開いているとき"): "。".join(part for part in (*hours, now["opening_text"]) if part),
        _("場所"): now["place_text"] or "、".join(places),
        _("費用"): cost,
        _("使い方"): now["how_to_use"],
        _("連絡先"): "、".join(part for part in reached if part),
    }
    return [{"label": label, "value": words or None} for label, words in lines.items()]


def _ages(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return ""
    return _("%(first)sか月から%(last)sか月まで") % {
        "first": first if first is not None else "―",
        "last": last if last is not None else "―",
    }
