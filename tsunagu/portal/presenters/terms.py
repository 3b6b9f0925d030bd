"""The directory's words as ways in: what a family chooses between, in its language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from tsunagu.directory.presenters.language import in_language

NEED_ICONS = {
    "leave_child": "hands", "talk": "chat", "play": "playground", "birth": "pregnant", "postpartum": "heart",
    "development": "child", "health": "stethoscope", "money_family": "yen", "work_nursery": "nursery",
    "school_place": "school", "help_others": "volunteer", "information": "info",
}  # fmt: skip
STAGE_ICONS = {
    "pregnancy": "pregnant", "newborn": "baby", "infant": "baby", "toddler": "toddler", "preschool": "child",
    "school": "school", "teen": "user", "parent": "users", "family": "family", "elderly": "grandparent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tap."""

    label: str
    url: str
    icon: str
    hint: str = ""
    children: list["Choice"] = field(default_factory=list)


def name_of(row: Any) -> str:
    """The name of a term, a district or an organisation in the language of the page."""
    easy = getattr(row, "name_easy", "") or None
    return in_language(row.name, easy=easy, english=row.name_en, others=getattr(row, "names", None))


def need_choices(terms: Iterable[Any]) -> list[Choice]:
    """Needs with the narrower needs under them."""
    terms = list(terms)
    narrower: dict[Any, list[Choice]] = {}
    for term in terms:
        if term.parent_id:
            narrower.setdefault(term.parent_id, []).append(_choice("need", term, "chevron-right"))
    return [
        _choice("need", term, NEED_ICONS.get(term.key, "help"), narrower.get(term.id, []))
        for term in terms
        if not term.parent_id
    ]


def stage_choices(terms: Iterable[Any]) -> list[Choice]:
    """Stages of life, from pregnancy on."""
    return [_choice("age", term, STAGE_ICONS.get(term.key, "child")) for term in terms]


def district_choices(districts: Iterable[Any]) -> list[Choice]:
    """The parts of the town."""
    return [
        Choice(name_of(one), reverse("portal:place", args=[one.id]), "map-pin", hint=_other_names(one))
        for one in districts
    ]


def _choice(view: str, term: Any, icon: str, children: list[Choice] | None = None) -> Choice:
    return Choice(name_of(term), reverse(f"portal:{view}", args=[term.key]), icon, children=children or [])


def _other_names(district: Any) -> str:
    return "・".join(district.alternate_names) if get_language() == "ja" else ""
