"""Addresses without a town."""

from django.urls import path

from tsunagu.portal.views import townless

urlpatterns = [
    path("", townless.towns, name="towns"),
    path("healthz", townless.healthz, name="healthz"),
    path("readyz", townless.readyz, name="readyz"),
    path("<slug:slug>", townless.with_slash, name="town-with-slash"),
]
