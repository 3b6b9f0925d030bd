"""Photos: sent by who runs the place, looked at by the desk, kept from everybody else until then."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.pictures import NotAPicture, TooLarge, TooSmall
from tsunagu.network.actions.photos import (
    AlreadyDecided,
    TooManyPhotos,
    approve_photo,
    decline_photo,
    send_photo,
    withdraw_photo,
)
from tsunagu.network.forms.desk_forms import DeclineForm
from tsunagu.network.forms.photo_form import PhotoForm
from tsunagu.network.models import Photo
from tsunagu.network.presenters.photos import PhotoSources, photo_sources
from tsunagu.network.queries.listings import services_of_owners
from tsunagu.network.queries.photos import (
    ENDINGS,
    file_of,
    photo_to_decide,
    photos_of,
    photos_shown_of,
    photos_waiting,
)
from tsunagu.network.views.doors import edits_all, found, mine, organisation_or_404


@needs(Permission.DIRECTORY_EDIT_OWN)
def photos(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """An organisation's photos, and one more."""
    organisation = organisation_or_404(request, organisation_id)
    services = services_of_owners([organisation.id])
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PhotoForm(*given, services=services)
    if form.is_valid() and _send(request, organisation_id, form):
        return redirect("network:photos", organisation.id)
    context = {
        "form": form,
        "organisation": organisation,
        "photos": [(one, _sources(one)) for one in photos_of(organisation.id)],
        "edits_all": edits_all(request),
    }
    return render(request, "network/photos.html", context, status=422 if form.errors else 200)


@needs(Permission.DIRECTORY_EDIT_ALL)
def waiting(request: HttpRequest) -> HttpResponse:
    """The desk's queue, longest waiting first."""
    return _queue(request)


def _queue(
    request: HttpRequest, *, refused: DeclineForm | None = None, of: Photo | None = None
) -> HttpResponse:
    """`refused`: what was written of one photo and cannot be taken."""
    waiting_photos = list(photos_waiting())
    shown = photos_shown_of({one.organisation_id for one in waiting_photos})
    rows = [
        {
            "photo": one,
            "new": _sources(one),
            "old": _sources(old) if old else None,
            "errors": refused.errors["reason"] if refused and of == one else [],
        }
        for one in waiting_photos
        # What families see until the new one is approved.
        for old in [
            shown.get((one.organisation_id, one.service_id)) or shown.get((one.organisation_id, None))
        ]
    ]
    return render(request, "network/photos_waiting.html", {"rows": rows}, status=422 if refused else 200)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def decide(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Show it to families, or say why not."""
    photo = found(lambda: photo_to_decide(photo_id, organisations=None))
    form = DeclineForm(request.POST)
    given = {"photo": photo, "by": request.holder.user, "at": moment()}
    try:
        if "approve" in request.POST:
            approve_photo(**given)
            messages.success(request, _("写真を公開しました。"))
        elif form.is_valid():
            decline_photo(**given, reason=form.cleaned_data["reason"])
            messages.success(request, _("見送りました。送った人が理由を読みます。"))
        else:
            return _queue(request, refused=form, of=photo)
    except AlreadyDecided:
        messages.warning(request, _("ほかの人が先に決めました。"))
    return redirect("network:photos-waiting")


@require_POST
@needs(Permission.DIRECTORY_EDIT_OWN)
def withdraw(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Take it away, shown or not."""
    photo = _photo(request, photo_id)
    try:
        withdraw_photo(photo=photo, by=request.holder.user, at=moment())
        messages.success(request, _("写真をなくしました。"))
    except AlreadyDecided:
        messages.warning(request, _("ほかの人が先に決めました。"))
    return redirect("network:photos", photo.organisation_id)


@require_GET
@never_cache
@needs(Permission.DIRECTORY_EDIT_OWN)
def photo_file(request: HttpRequest, photo_id: UUID, width: int, ending: str) -> HttpResponse:
    """The picture itself for who sent it and for the desk, before anybody else."""
    content = file_of(_photo(request, photo_id), width, ending)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=ENDINGS[ending])


def _photo(request: HttpRequest, photo_id: UUID) -> Photo:
    organisations = None if edits_all(request) else mine(request)
    return found(lambda: photo_to_decide(photo_id, organisations=organisations))


def _sources(photo: Photo) -> PhotoSources:
    return photo_sources(
        photo, lambda width, ending: reverse("network:photo-file", args=[photo.id, width, ending])
    )


def _send(request: HttpRequest, organisation_id: UUID, form: PhotoForm) -> bool:
    """Send what was chosen, or say on the form why it cannot be shown."""
    given = {"by": request.holder.user, "at": moment()}
    try:
        photo = send_photo(
            organisation=organisation_or_404(request, organisation_id),
            service=form.cleaned_data["service"],
            content=form.cleaned_data["file"].read(),
            alt=form.cleaned_data["alt"],
            **given,
        )
    except (NotAPicture, TooLarge, TooSmall, TooManyPhotos) as refusal:
        form.add_error("file", _refusals()[type(refusal)])
        return False
    if edits_all(request):
        approve_photo(photo=photo, **given)
        messages.success(request, _("写真を公開しました。"))
    else:
        messages.success(request, _("窓口に送りました。窓口が見てから、公開のページに載ります。"))
    return True


def _refusals() -> dict[type[Exception], str]:
    return {
        NotAPicture: _("写真として読めません。JPEG・PNG・WebPのファイルを選んでください。"),
        TooLarge: _("写真が大きすぎます。小さくしてから、もう一度選んでください。"),
        TooSmall: _("写真が小さすぎます。たて・よことも200ピクセル以上のものを選んでください。"),
        TooManyPhotos: _("写真が多くなりました。先に、古いものをなくしてください。"),
    }
