"""Where a person lands after signing in: the board that their role works from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tsunagu.kernel.permissions.permission import Permission

LANDINGS = (
    (Permission.CONSULTATION_RECORD, "desk:today"),
    (Permission.REFERRAL_OVERSEE, "desk:oversight"),
    (Permission.REFERRAL_ANSWER, "desk:referrals"),
    (Permission.ACCOUNT_MANAGE, "workspace:accounts"),
    (Permission.DIRECTORY_SUPPORTERS_VIEW, "workspace:directory"),
)


def home(request: HttpRequest) -> HttpResponse:
    """Send everybody to the board that is theirs."""
    name = next(name for permission, name in LANDINGS if request.holder.may(permission))
    return redirect(name)
