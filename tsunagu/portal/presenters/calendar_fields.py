"""The filters of the calendar as fields to choose, and those chosen as words to take away."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tsunagu.portal.forms.calendar_filter import CalendarFilter
from tsunagu.portal.presenters.filters import Applied
from tsunagu.portal.presenters.terms import name_of


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What the town's readers can choose between."""

    stages: Sequence[Any]
    needs: Sequence[Any]
    kinds: Sequence[Any]
    districts: Sequence[Any]
    organisations: Sequence[Any]


def calendar_fields(asked: CalendarFilter, words: CalendarWords) -> list[dict[str, Any]]:
    """The fields of the filter panel, as the field component takes them."""
    stages = [one for one in words.stages if one.from_months is not None and one.to_months is not None]
    widest = [one for one in words.needs if one.parent_id is None or one.key == asked.need]
    return [
        _text("q", _("言葉"), asked.q),
        _select("age", _("年齢"), ((one.key, name_of(one)) for one in stages), asked.age),
        _select(
            "place", _("地区"), ((str(one.id), name_of(one)) for one in words.districts), str(asked.place)
        ),
        _select("organisation", _("主催"), _by_id(words.organisations), str(asked.organisation)),
        _select("need", _("こまりごと"), ((one.key, name_of(one)) for one in widest), asked.need),
        _select("kind", _("種類"), ((one.key, name_of(one)) for one in words.kinds), asked.kind),
        _tick("free", _("無料"), asked.free),
        _tick("opening", _("開いている日も"), asked.opening),
    ]


def applied_to_calendar(
    asked: CalendarFilter, words: CalendarWords, address: Callable[..., str]
) -> list[Applied]:
    """What is on, each with the way to turn it off."""
    on: list[tuple[str, dict[str, Any]]] = [
        (asked.q, {"q": ""}),
        (_age_name(asked.age, words.stages), {"age": ""}),
        (_named("id", asked.place, words.districts), {"place": None}),
        (_named("id", asked.organisation, words.organisations), {"organisation": None}),
        (_named("key", asked.need, words.needs), {"need": ""}),
        (_named("key", asked.kind, words.kinds), {"kind": ""}),
        (_("無料") if asked.free else "", {"free": False}),
        (_("開いている日も") if asked.opening else "", {"opening": False}),
    ]
    return [Applied(label, address(**change)) for label, change in on if label]


def _by_id(rows: Iterable[Any]) -> Iterable[tuple[str, str]]:
    return ((str(one.id), name_of(one)) for one in rows)


def _age_name(age: str, stages: Iterable[Any]) -> str:
    if not age.isdecimal():
        return _named("key", age, stages)
    years, months = divmod(int(age), 12)
    if not years:
        return _("%(months)sか月") % {"months": months}
    return _("%(years)s歳") % {"years": years}


def _named(attribute: str, chosen: object, rows: Iterable[Any]) -> str:
    return next((name_of(one) for one in rows if getattr(one, attribute) == chosen), "")


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> dict[str, Any]:
    any_one = {"value": "", "label": _("どれでも"), "selected": False}
    rest = [{"value": value, "label": text, "selected": value == chosen} for value, text in options]
    return {"name": name, "label": label, "kind": "select", "options": [any_one, *rest]} | _plain(name)


def _tick(name: str, label: str, chosen: bool) -> dict[str, Any]:
    return {"name": name, "label": label, "kind": "checkbox", "value": chosen} | _plain(name)


def _text(name: str, label: str, value: str) -> dict[str, Any]:
    return {"name": name, "label": label, "kind": "text", "value": value} | _plain(name)


def _plain(name: str) -> dict[str, Any]:
    """What the field component asks of a question and a filter does not have."""
    return {"id": f"filter-{name}", "help_text": "", "errors": (), "required": False, "disabled": False}
