"""The pages of a town; the town itself is already taken off the path (kernel.municipality.middleware)."""

from django.conf import settings
from django.urls import include, path

handler400 = "tsunagu.portal.views.errors.bad_request"
handler403 = "tsunagu.portal.views.errors.forbidden"
handler404 = "tsunagu.portal.views.errors.not_found"
handler500 = "tsunagu.portal.views.errors.server_error"

urlpatterns = [
    path("work/account/", include("allauth.urls")),
    path("work/desk/", include("tsunagu.desk.urls")),
    path("work/figures/", include("tsunagu.insight.urls")),
    path("work/", include("tsunagu.workspace.urls")),
    path("", include("tsunagu.portal.urls")),
]
if settings.DEMO:
    # The one-click door stands only in a demo: outside it there is no such address at all.
    urlpatterns.insert(0, path("work/demo/", include("tsunagu.workspace.urls_demo")))
