"""A colleague stops what goes to a family. Nobody learns whether anything went there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagu.families.models import Household
from tsunagu.families.queries.households import household_for
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.outreach.actions.stopping import stop_for_address, stop_for_household
from tsunagu.outreach.forms.notice_form import AddressForm


@needs(Permission.CONSULTATION_RECORD)
def household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """For a family that is in mourning, or wants no more: one button, no reason."""
    try:
        found = household_for(request.holder, household_id, Permission.HOUSEHOLD_VIEW)
    except Household.DoesNotExist:
        raise Http404 from None
    was_shown([found.id], screen="outreach:household-stop", at=moment())
    if request.method == "POST":
        stop_for_household(household_id=found.id, by=request.holder.user, at=moment())
        messages.success(request, _("この家庭へのお知らせを、すべて止めました。"))
        return redirect("desk:household", found.id)
    return render(request, "outreach/household_stop.html", {"household": found})


@needs(Permission.CONSULTATION_RECORD)
def address(request: HttpRequest) -> HttpResponse:
    """For a family without a record: the address as it was told on the telephone."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        stop_for_address(email=form.cleaned_data["email"], by=request.holder.user, at=moment())
        messages.success(request, _("この宛先へのお知らせを、すべて止めました。"))
        return redirect("outreach:address-stop")
    return render(request, "outreach/address_stop.html", {"form": form}, status=422 if form.errors else 200)
