"""Families. Act in a town first (`in_joetsu`); they are written through the real actions."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tsunagu.families.actions.record_household import PersonFacts, add_person, record_household
from tsunagu.families.choices import Standing
from tsunagu.families.models import Household, Person

_numbers = count(1)


def make_household(organisation_id: UUID | None = None, **facts: Any) -> Household:
    """A household known to a desk; without one, to a desk that nobody in the test belongs to."""
    facts.setdefault("label", f"佐藤さん{next(_numbers)}")
    facts.setdefault("label_kana", "サトウ")
    return record_household(
        organisation_id=organisation_id or make_organisation().id,
        by=facts.pop("by", None),
        at=TODAY_10AM,
        **facts,
    )


def make_person(household: Household | None = None, **facts: Any) -> Person:
    """佐藤 さくら, born on 2024-05-01, unless told otherwise."""
    known = {
        "family_name": "佐藤",
        "given_name": "さくら",
        "family_kana": "サトウ",
        "given_kana": "サクラ",
        "standing": Standing.CHILD,
        "born_on": date(2024, 5, 1),
    }
    return add_person(
        household=household or make_household(),
        facts=PersonFacts(**{**known, **facts}),
        by=None,
        at=TODAY_10AM,
    )
