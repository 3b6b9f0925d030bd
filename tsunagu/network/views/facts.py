"""Facts that take effect at once: days off, vacancies, and that a listing is still true."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.directory.actions.closures import announce_closure, withdraw_closure
from tsunagu.directory.actions.services import set_capacity
from tsunagu.directory.actions.vacancies import tell_vacancies
from tsunagu.directory.choices import Capacity
from tsunagu.directory.models import Service
from tsunagu.directory.queries.vacancies import vacancies_of
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.actions.changes import NothingChanged
from tsunagu.network.actions.confirmations import confirm_parts, end_directly, tell_end
from tsunagu.network.choices import Way
from tsunagu.network.forms.desk_forms import CapacityForm, ClosureForm, EndForm, PartsForm
from tsunagu.network.forms.vacancy_form import VacancyForm
from tsunagu.network.presenters.listings import ListingLine
from tsunagu.network.queries.terms import terms_of_town, today_of
from tsunagu.network.views.doors import edits_all, service_or_404


@needs(Permission.DIRECTORY_EDIT_OWN)
def closure(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Announce days off; they stand on the public page with the next look."""
    service = service_or_404(request, service_id)
    form = ClosureForm(request.POST or None)
    if form.is_valid():
        announce_closure(service=service, by=request.holder.user, at=moment(), **form.cleaned_data)
        messages.success(request, _("臨時の休みを載せました。"))
        return redirect("network:service", service.id)
    line = ListingLine(service, terms_of_town(), today_of(moment()))
    context = {"form": form, "service": service, "line": line}
    return render(request, "network/closure.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.DIRECTORY_EDIT_OWN)
def withdraw(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """It is open after all."""
    service = service_or_404(request, service_id)
    try:
        first, last = (date.fromisoformat(request.POST.get(name, "")) for name in ("first", "last"))
    except ValueError:
        raise Http404 from None
    withdraw_closure(service=service, first=first, last=last, by=request.holder.user, at=moment())
    messages.success(request, _("臨時の休みを取りやめました。"))
    return redirect("network:service", service.id)


@needs(Permission.DIRECTORY_EDIT_OWN)
def capacity(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Can we take another family?"""
    service = service_or_404(request, service_id)
    known = getattr(service, "capacity", None)
    initial = {"status": known.status, "note": known.note} if known else {"status": Capacity.UNKNOWN}
    form = CapacityForm(request.POST or None, initial=initial)
    if form.is_valid():
        status = Capacity(form.cleaned_data["status"])
        note = form.cleaned_data["note"]
        set_capacity(service=service, status=status, note=note, by=request.holder.user, at=moment())
        messages.success(request, _("受け入れの状況を更新しました。"))
        return redirect("network:service", service.id)
    context = {"form": form, "service": service}
    return render(request, "network/capacity.html", context, status=422 if form.errors else 200)


@needs(Permission.DIRECTORY_EDIT_OWN)
def vacancies(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """What is free, by age or class, for families to read."""
    service = service_or_404(request, service_id)
    today = today_of(moment())
    kind = service.kind.key if service.kind else ""
    form = VacancyForm(request.POST or None, told=vacancies_of(service.id), today=today, kind=kind)
    if form.is_valid():
        as_of = form.cleaned_data["as_of"]
        tell_vacancies(service=service, lines=form.lines, as_of=as_of, by=request.holder.user, at=moment())
        messages.success(request, _("空きの情報を載せました。"))
        return redirect("network:service", service.id)
    context = {"form": form, "service": service, "days": settings.VACANCY_DAYS}
    return render(request, "network/vacancies.html", context, status=422 if form.errors else 200)


@needs(Permission.DIRECTORY_EDIT_OWN)
def confirm(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Say that it is still true, wholly or in parts."""
    service = service_or_404(request, service_id)
    form = PartsForm(request.POST or None)
    if form.is_valid():
        is_whole = confirm_parts(
            service=service,
            groups=form.cleaned_data["groups"],
            way=Way.ACCOUNT,
            by=request.holder.user,
            at=moment(),
        )
        messages.success(request, _("確認しました。") if is_whole else _("選んだところを確認しました。"))
        return redirect("network:service", service.id)
    line = ListingLine(service, terms_of_town(), today_of(moment()))
    context = {"form": form, "service": service, "line": line}
    return render(request, "network/confirm.html", context, status=422 if form.errors else 200)


@needs(Permission.DIRECTORY_EDIT_OWN)
def end(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """「やめた」, asked once more."""
    service = service_or_404(request, service_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _end(request, service, note=form.cleaned_data["note"])
        except NothingChanged:
            messages.info(request, _("もう終わったこととして載っています。"))
        return redirect("network:service", service.id)
    context = {"form": form, "service": service, "edits_all": edits_all(request)}
    return render(request, "network/end.html", context)


def _end(request: HttpRequest, service: Service, *, note: str) -> None:
    """The desk ends it at once; a member tells the desk."""
    user, at = request.holder.user, moment()
    if edits_all(request):
        end_directly(service=service, by=user, at=at)
        messages.success(request, _("終わったこととして載せました。"))
    else:
        tell_end(service=service, way=Way.ACCOUNT, by=user, at=at, note=note)
        messages.success(request, _("窓口に送りました。窓口が確かめてから、終わったこととして載せます。"))
