"""The addresses of those who never see the editors' screens, and of those who answer them."""

from django.urls import path

from tsunagu.editorial.views import door, proposals

app_name = "editorial"
urlpatterns = [
    path("", proposals.send, name="propose"),
    path("screens/", door.screens, name="screens"),
    path("waiting/", proposals.waiting, name="proposals-waiting"),
    path("waiting/<uuid:sent_id>/", proposals.proposal, name="proposal"),
    path("waiting/<uuid:sent_id>/take/", proposals.take, name="proposal-take"),
]
