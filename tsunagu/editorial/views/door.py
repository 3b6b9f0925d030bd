"""The door before every screen of Wagtail: our permission, and a branch to work in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tsunagu.editorial.actions.found_tree import found_tree
from tsunagu.editorial.choices import WORK_PATH
from tsunagu.editorial.queries.tree import branch_of_town
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission


@needs(Permission.EDITORIAL_WRITE)
def screens(request: HttpRequest) -> HttpResponse:
    """The way in from our own pages, which do not know the addresses of the screens."""
    mount = request.mount  # type: ignore[attr-defined]
    return redirect(f"{mount.town_prefix}{WORK_PATH.strip('/')}/")


def open_to_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the right to write at our own door, before the library asks at its own."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not branch_of_town():
            found_tree(town=request.town)  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return needs(Permission.EDITORIAL_WRITE)(enter)
