"""Addresses of the staff's front house."""

from django.urls import path

from tsunagu.workspace.views import components, home, journals

app_name = "workspace"
urlpatterns = [
    path("", home.home, name="home"),
    path("components/", components.gallery, name="components"),
    path("outbox/", journals.outbox, name="outbox"),
    path("outbox/<uuid:letter_id>/", journals.letter, name="letter"),
    path("journal/", journals.journal, name="journal"),
]
