"""The addresses of a town with the editors' screens among them; settings say for which paths they count."""

from django.urls import include, path
from django.views.i18n import JavaScriptCatalog
from wagtail.admin import urls as editors_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from tsunagu.editorial.choices import WORK_PATH
from tsunagu.editorial.views.door import open_to_editors
from tsunagu.project import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

# Wagtail's own catalogue of what scripts say looks beside Wagtail only.
SCRIPT_WORDS = JavaScriptCatalog.as_view(packages=["wagtail.admin", "tsunagu.editorial"])
screens = decorate_urlpatterns(
    [path("jsi18n/", SCRIPT_WORDS, name="wagtailadmin_javascript_catalog"), *editors_urls.urlpatterns],
    open_to_editors,
)
urlpatterns = [path(f"{WORK_PATH.strip('/')}/", include(screens)), *urls.urlpatterns]
