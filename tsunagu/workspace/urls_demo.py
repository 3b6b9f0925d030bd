"""The demo's one-click door. Included only when the installation is a demo."""

from django.urls import path

from tsunagu.workspace.views import demo

urlpatterns = [path("", demo.choose_persona, name="demo-door")]
