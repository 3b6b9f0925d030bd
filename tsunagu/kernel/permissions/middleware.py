"""From a session to what its person may do in this town; private pages end here for everybody else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.accounts.second_factor import lacks_second_factor
from tsunagu.kernel.municipality.acting import act_also, moment
from tsunagu.kernel.permissions.access import access_of
from tsunagu.kernel.permissions.holders import Holder, holder_for
from tsunagu.kernel.permissions.permission import Permission


class AccessMiddleware:
    """Enforce each view's rule before the view runs, and widen the acting context to the person's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        access = access_of(view)
        if access.is_public or access.is_own_doorkeeper:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))
        if lacks_second_factor(request.user):
            return redirect(reverse("mfa_index"))
        holder = enter(request, request.user)
        if not holder.postings or (access.permission and not holder.may(access.permission)):
            raise PermissionDenied
        return None


def enters_with(request: HttpRequest, permission: Permission) -> bool:
    """On a public page: let a signed-in person act as on a private one, with a posting that gives this."""
    user = request.user
    if not user.is_authenticated or lacks_second_factor(user):
        return False
    return enter(request, user).may(permission)


def enter(request: HttpRequest, user: User) -> Holder:
    """Let the signed-in person act in the request's town with all that they hold there now."""
    act_also(user=user.pk)
    holder = holder_for(user, at=moment())
    act_also(organisations=holder.organisations)
    request.holder = holder  # type: ignore[attr-defined]  # the request is how Django hands things down
    return holder
