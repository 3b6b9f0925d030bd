"""Addresses of figures pages with what was chosen, so that each can be kept and sent on."""

from urllib.parse import urlencode

from django.urls import reverse

from tsunagu.insight.choices import Axis
from tsunagu.insight.presenters.chosen import Chosen


def address(name: str, chosen: Chosen, *args: object, **more: str) -> str:
    """The page `name` for the chosen desk and year."""
    query = {
        "desk": str(chosen.desk.id) if chosen.desk else "",
        "year": str(chosen.year.year) if chosen.year else "",
        **more,
    }
    asked = urlencode({key: value for key, value in query.items() if value})
    return reverse(name, args=args) + (f"?{asked}" if asked else "")


def axis_address(axis: Axis, chosen: Chosen) -> str:
    """The breakdown by one axis."""
    return address("insight:breakdown", chosen, axis.value)
