"""Addresses for letters: the same from a request, a job, and a page in another language."""

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.municipality.languages import LANGUAGE_SEGMENTS
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import town_by_id


def page_address(name: str, *arguments: object) -> str:
    """The full address of a page of the acting town."""
    before = get_script_prefix()
    town = town_by_id(current_town_id())
    set_script_prefix(_prefix(town))
    try:
        path = reverse(name, args=arguments)
    finally:
        set_script_prefix(before)
    return f"{_site(town)}{path}"


def town_address(path: str, *, language: str = "") -> str:
    """The full address of a path in the acting town, for the page of an app above, in one language."""
    town = town_by_id(current_town_id())
    segment = next((name for name, code in LANGUAGE_SEGMENTS.items() if code == language), "")
    return f"{_site(town)}{_prefix(town)}{segment}{'/' if segment else ''}{path}"


def front_address(town: Municipality) -> str:
    """The full address of a town's first page, be it the acting one or another."""
    return f"{_site(town)}{_prefix(town)}"


def _prefix(town: Municipality) -> str:
    return "/" if town.host else f"/{town.slug}/"


def _site(town: Municipality) -> str:
    return f"https://{town.host}" if town.host else settings.SITE_URL
