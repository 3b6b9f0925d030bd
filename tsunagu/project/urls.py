"""The pages of a town; the town itself is already taken off the path (kernel.municipality.middleware)."""

from django.conf import settings
from django.urls import include, path

from tsunagu.network.queries.photos import photos_of_services

handler400 = "tsunagu.portal.views.errors.bad_request"
handler403 = "tsunagu.portal.views.errors.forbidden"
handler404 = "tsunagu.portal.views.errors.not_found"
handler500 = "tsunagu.portal.views.errors.server_error"

# The register for machines names the pages for people, and asks for photos: both are kept above it.
PAGES = {
    "home": "portal:home",
    "service": "portal:service",
    "organisation": "portal:organisation",
    "photo": "portal:photo",
}

urlpatterns = [
    path("work/account/", include("allauth.urls")),
    path("work/desk/", include("tsunagu.desk.urls")),
    path("work/listings/", include("tsunagu.network.urls")),
    path("work/notices/", include("tsunagu.outreach.urls")),
    path("work/community/", include("tsunagu.community.urls")),
    path("work/write/", include("tsunagu.editorial.urls")),
    path("work/figures/", include("tsunagu.insight.urls")),
    path("work/", include("tsunagu.workspace.urls")),
    path("", include("tsunagu.directory.urls"), {"pages": PAGES, "photos_of": photos_of_services}),
    path("", include("tsunagu.portal.urls")),
]
if settings.DEMO:
    # The one-click door stands only in a demo: outside it there is no such address at all.
    from tsunagu.project.demo.cast import hint_of

    door = include("tsunagu.workspace.urls_demo")
    urlpatterns.insert(0, path("work/demo/", door, {"hint_of": hint_of}))
