"""What all figures pages share: tabs, filters, and the way out as a file."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tsunagu.insight.choices import Axis
from tsunagu.insight.presenters.addresses import address, axis_address
from tsunagu.insight.presenters.chosen import Chosen
from tsunagu.insight.queries.counting import TOKYO
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.ui.words import day_words, fiscal_year_words

YEARLY, HANDOVERS = "yearly", "handovers"


def frame(chosen: Chosen, *, current: str, at: datetime) -> dict[str, Any]:
    """The context of every figures page."""
    return {
        "tabs": _tabs(chosen, current),
        "desk_name": chosen.desk.name if chosen.desk else _("すべての窓口"),
        "printed_on": day_words(at.astimezone(TOKYO).date()),
    }


def desk_field(chosen: Chosen, *, all_desks: bool) -> dict[str, Any] | None:
    """The choice of a desk, where there is one to make."""
    if len(chosen.desks) < 2:
        return None
    every = [{"value": "", "label": _("すべての窓口"), "selected": chosen.desk is None}] if all_desks else []
    return {
        "name": "desk",
        "id": "figures-desk",
        "label": _("窓口"),
        "kind": "select",
        "options": every
        + [
            {"value": str(desk.id), "label": desk.name, "selected": desk == chosen.desk}
            for desk in chosen.desks
        ],
    }


def year_field(chosen: Chosen) -> dict[str, Any]:
    """The choice of a fiscal year, in both calendars."""
    return {
        "name": "year",
        "id": "figures-year",
        "label": _("年度"),
        "kind": "select",
        "options": [
            {"value": str(year.year), "label": both_calendars(year), "selected": year == chosen.year}
            for year in chosen.years
        ],
    }


def files(name: str, chosen: Chosen, *args: object) -> list[dict[str, str]]:
    """The files that a page can be taken away as."""
    return [
        {"label": _("Excel"), "url": address(name, chosen, *args, "xlsx")},
        {"label": _("CSV"), "url": address(name, chosen, *args, "csv")},
        {"label": _("CSV（Shift_JIS）"), "url": address(name, chosen, *args, "csv", encoding="cp932")},
    ]


def both_calendars(year: FiscalYear) -> str:
    """「令和8年度（2026年度）」"""
    return fiscal_year_words(year)


def _tabs(chosen: Chosen, current: str) -> list[dict[str, Any]]:
    pages = [(YEARLY, _("年度別"), address("insight:yearly", chosen.without_year()))]
    pages += [
        (axis.value, label, axis_address(axis, chosen))
        for axis, label in (
            (Axis.MONTH, _("月別")),
            (Axis.PLACE, _("場所別")),
            (Axis.METHOD, _("方法別")),
            (Axis.TOPIC, _("相談の種類別")),
        )
    ]
    pages.append((HANDOVERS, _("つなぎ"), address("insight:handovers", chosen)))
    return [{"label": label, "url": url, "current": key == current} for key, label, url in pages]
