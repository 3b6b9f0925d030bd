"""The addresses of a town with the editors' screens among them; settings say for which paths they count."""

from django.urls import include, path
from wagtail.admin import urls as editors_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from tsunagu.editorial.choices import WORK_PATH
from tsunagu.editorial.views.door import open_to_editors
from tsunagu.project import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

screens = decorate_urlpatterns(editors_urls.urlpatterns, open_to_editors)
urlpatterns = [path(f"{WORK_PATH.strip('/')}/", include(screens)), *urls.urlpatterns]
