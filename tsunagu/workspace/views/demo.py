"""Sign in as one of the demo's invented people. These views are not even reachable outside a demo."""

from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tsunagu.kernel.municipality.acting import act_also, moment
from tsunagu.kernel.permissions.access import public
from tsunagu.workspace.queries.personas import HintOf, persona_by_id, personas_of_town

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
def choose_persona(request: HttpRequest, hint_of: HintOf) -> HttpResponse:
    """Show who works in this town; a click is a sign-in."""
    if not request.town.is_demo:
        raise PermissionDenied
    # The door itself is the town's machinery: nobody has signed in yet who could see the postings.
    act_also(system=True)
    if request.method == "POST":
        user = persona_by_id(request.POST.get("persona", ""), at=moment())
        if user is None:
            raise PermissionDenied
        act_also(system=False)
        login(request, user, backend=BACKEND)
        return HttpResponseRedirect(reverse("workspace:home"))
    personas = personas_of_town(at=moment(), hint_of=hint_of)
    return render(request, "workspace/demo_door.html", {"personas": personas})
