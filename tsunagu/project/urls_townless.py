"""Pages that belong to no town: the list of towns, and what a supervisor asks."""

from django.urls import include, path

handler400 = "tsunagu.kernel.ui.errors.bad_request"
handler403 = "tsunagu.kernel.ui.errors.forbidden"
handler404 = "tsunagu.kernel.ui.errors.not_found"
handler500 = "tsunagu.kernel.ui.errors.server_error"

urlpatterns = [path("", include("tsunagu.portal.urls_townless"))]
