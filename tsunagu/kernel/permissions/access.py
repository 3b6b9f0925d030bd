"""How a view says who may enter. Private by default: a view that says nothing needs a signed-in colleague."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tsunagu.kernel.permissions.permission import Permission

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """The rule of one view."""

    is_public: bool = False
    permission: Permission | None = None
    # Views of the accounts library keep their own doors (sign-in, second factor).
    is_own_doorkeeper: bool = False


COLLEAGUES = Access()
_ATTRIBUTE = "tsunagu_access"


def public(view: View) -> View:
    """Open to everybody, with or without an account. Works on a function and on a view class."""
    setattr(view, _ATTRIBUTE, Access(is_public=True))
    return view


def needs(permission: Permission) -> Callable[[View], View]:
    """Open to those whose posting in this town gives `permission`."""

    def mark(view: View) -> View:
        setattr(view, _ATTRIBUTE, Access(permission=permission))
        return view

    return mark


def access_of(view: Callable[..., Any]) -> Access:
    """The rule that a resolved view carries, itself or on its class."""
    view_class = getattr(view, "view_class", None)
    for carrier in (view, view_class):
        rule = getattr(carrier, _ATTRIBUTE, None)
        if isinstance(rule, Access):
            return rule
    if (view_class or view).__module__.startswith("allauth."):
        return Access(is_own_doorkeeper=True)
    return COLLEAGUES
