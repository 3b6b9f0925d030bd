"""The filters of the search as fields to choose, and those chosen as words to take away."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tsunagu.kernel.ui.marking import Written
from tsunagu.portal.forms.search_filters import PARTS_OF_DAY, SearchFilters
from tsunagu.portal.presenters.terms import name_of


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter that is on, and the address without it."""

    label: str
    url: str
    # The filters without it, for a form that is posted.
    pairs: list[tuple[str, object]] = field(default_factory=list)


def filter_fields(
    filters: SearchFilters,
    *,
    needs: Iterable[Any],
    stages: Iterable[Any],
    situations: Iterable[Any],
    districts: Iterable[Any],
    languages: Iterable[Any],
) -> list[dict[str, Any]]:
    """The fields of the filter panel, as the field component takes them."""
    wide = [term for term in needs if term.parent_id is None or term.key in filters.need]
    return [
        _select("need", _("こまりごと"), wide, chosen=filters.need[:1]),
        _select("age", _("年齢"), stages, chosen=(filters.age,)),
        _select("place", _("地区"), districts, chosen=(str(filters.place),), value="id"),
        _days(filters),
        _times(filters),
        _select("situation", _("家族のこと"), situations, chosen=filters.situation[:1]),
        *_languages(filters, list(languages)),
        _ticks("open_now", _("いま開いている"), chosen=filters.open_now),
        _ticks("free", _("無料"), chosen=filters.free),
    ]


def applied_filters(
    filters: SearchFilters,
    *,
    words: dict[tuple[str, str], str],
    districts: Iterable[Any],
    languages: Iterable[Any],
) -> list[Applied]:
    """What is on, each with the way to turn it off."""
    on = [
        *((words.get(("need", key), ""), {"need": _without(filters.need, key)}) for key in filters.need),
        (words.get(("stage", filters.age), ""), {"age": ""}),
        *((name_of(one), {"place": None}) for one in districts if one.id == filters.place),
        (day_name(filters.day) if filters.day is not None else "", {"day": None}),
        (part_of_day(filters.time) if filters.time else "", {"time": ""}),
        (_("いま開いている") if filters.open_now else "", {"open_now": False}),
        (_("無料") if filters.free else "", {"free": False}),
        *(
            (words.get(("situation", key), ""), {"situation": _without(filters.situation, key)})
            for key in filters.situation
        ),
        *(
            (Written(one.name, one.code), {"language": ""})
            for one in languages
            if one.code == filters.language
        ),
    ]
    search = reverse("portal:search")
    return [
        Applied(label, f"{search}?{filters.address(**change)}", filters.pairs(**change))
        for label, change in on
        if label
    ]


def day_name(day: int) -> str:
    """月曜日."""
    names = (_("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日"))
    return names[day]


def part_of_day(key: str) -> str:
    """夕方."""
    return {
        "morning": pgettext("part of the day", "午前"),
        "afternoon": pgettext("part of the day", "午後"),
        "evening": pgettext("part of the day", "夕方"),
        "night": pgettext("part of the day", "夜"),
    }[key]


def _select(
    name: str, label: str, rows: Iterable[Any], *, chosen: tuple[str, ...], value: str = "key"
) -> dict[str, Any]:
    options = [(str(getattr(row, value)), name_of(row)) for row in rows]
    return _field(name, label, options, chosen=chosen)


def _languages(filters: SearchFilters, rows: list[Any]) -> list[dict[str, Any]]:
    """In which language help is given, each by its own name; nothing where no listing says so."""
    options = [(row.code, Written(row.name, row.code)) for row in rows]
    return [_field("language", _("使えることば"), options, chosen=(filters.language,))] if rows else []


def _days(filters: SearchFilters) -> dict[str, Any]:
    options = [(str(day), day_name(day)) for day in range(7)]
    return _field("day", _("曜日"), options, chosen=(str(filters.day),))


def _times(filters: SearchFilters) -> dict[str, Any]:
    options = [(key, part_of_day(key)) for key in PARTS_OF_DAY]
    return _field("time", _("時間"), options, chosen=(filters.time,))


def _field(
    name: str, label: str, options: list[tuple[str, str]], *, chosen: tuple[str, ...]
) -> dict[str, Any]:
    any_one = {"value": "", "label": _("どれでも"), "selected": False}
    return {
        "name": name,
        "id": f"filter-{name}",
        "label": label,
        "kind": "select",
        "options": [any_one]
        + [{"value": value, "label": text, "selected": value in chosen} for value, text in options],
    } | _PLAIN


def _ticks(name: str, label: str, *, chosen: bool) -> dict[str, Any]:
    return {
        "name": name, "id": f"filter-{name}", "label": label, "kind": "checkbox", "value": chosen
    } | _PLAIN  # fmt: skip


# What the field component asks of a question and a filter does not have.
_PLAIN: dict[str, Any] = {"help_text": "", "errors": (), "required": False, "disabled": False}


def _without(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(one for one in keys if one != key)
