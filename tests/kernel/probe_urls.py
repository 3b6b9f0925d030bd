"""Pages for tests of the middleware: one of each rule, saying what the request became."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path, reverse
from django.utils import timezone, translation
from django.views import View

from tests.conftest import TODAY_10AM
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import current
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.access import needs, public
from tsunagu.kernel.permissions.permission import Permission

handler403 = "tsunagu.kernel.ui.errors.forbidden"
handler404 = "tsunagu.kernel.ui.errors.not_found"
handler500 = "tsunagu.kernel.ui.errors.server_error"


def _what_the_request_became(request: HttpRequest) -> JsonResponse:
    acting = current()
    return JsonResponse(
        {
            "town": request.town.slug,
            "language": translation.get_language(),
            "link": reverse("probe-public"),
            "user": str(acting.user or ""),
            "organisations": sorted(str(one) for one in acting.organisations),
            "posted": request.POST.get("word", ""),
        }
    )


@public
def open_page(request: HttpRequest) -> HttpResponse:
    return _what_the_request_became(request)


@public
class OpenClass(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return _what_the_request_became(request)


def colleagues_page(request: HttpRequest) -> HttpResponse:
    return _what_the_request_became(request)


class ColleaguesClass(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return _what_the_request_became(request)


@needs(Permission.ACCOUNT_MANAGE)
def administrators_page(request: HttpRequest) -> HttpResponse:
    return _what_the_request_became(request)


class NeverMind(Exception):
    """The view fails on purpose."""


@public
def write_a_letter_and_answer(request: HttpRequest, status: int) -> HttpResponse:
    Letter.objects.create(to="a@example.jp", subject="件", body="文", kind="probe", written_at=TODAY_10AM)
    if status == 0:
        raise NeverMind
    return HttpResponse(status=status)


def show_a_record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    was_shown([record_id], screen="probe-record", at=timezone.now())
    return HttpResponse("佐藤さん一家")


urlpatterns = [
    path("work/account/", include("allauth.urls")),
    path("public/", open_page, name="probe-public"),
    path("public-class/", OpenClass.as_view(), name="probe-public-class"),
    path("work/", include(([path("", colleagues_page, name="home")], "workspace"))),
    path("", include(([path("", open_page, name="home")], "portal"))),
    path("work/colleagues/", colleagues_page, name="probe-colleagues"),
    path("work/colleagues-class/", ColleaguesClass.as_view(), name="probe-colleagues-class"),
    path("work/administrators/", administrators_page, name="probe-administrators"),
    path("write/<int:status>/", write_a_letter_and_answer, name="probe-write"),
    path("work/records/<uuid:record_id>/", show_a_record, name="probe-record"),
]
