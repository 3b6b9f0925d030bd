"""Addresses of the network: listings and their changes, confirmation, calls, reports."""

from django.urls import path

from tsunagu.network.views import additions, calls, changes, editing, facts, figures, link, listings, reports

app_name = "network"
urlpatterns = [
    path("", listings.listings, name="listings"),
    path("services/<uuid:service_id>/", listings.service, name="service"),
    path("services/<uuid:service_id>/edit/", editing.edit_service, name="service-edit"),
    path("services/<uuid:service_id>/opening/", editing.edit_opening, name="service-opening"),
    path("services/<uuid:service_id>/closure/", facts.closure, name="service-closure"),
    path("services/<uuid:service_id>/closure/withdraw/", facts.withdraw, name="service-closure-withdraw"),
    path("services/<uuid:service_id>/vacancies/", facts.vacancies, name="service-vacancies"),
    path("services/<uuid:service_id>/capacity/", facts.capacity, name="service-capacity"),
    path("services/<uuid:service_id>/confirm/", facts.confirm, name="service-confirm"),
    path("services/<uuid:service_id>/end/", facts.end, name="service-end"),
    path("organisations/new/", additions.new_organisation, name="organisation-new"),
    path("organisations/<uuid:organisation_id>/", editing.edit_organisation, name="organisation-edit"),
    path("organisations/<uuid:organisation_id>/end/", additions.end_organisation, name="organisation-end"),
    path("organisations/<uuid:organisation_id>/services/new/", additions.new_service, name="service-new"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<uuid:change_id>/", changes.change, name="change"),
    path("changes/<uuid:change_id>/approve/", changes.approve, name="change-approve"),
    path("changes/<uuid:change_id>/decline/", changes.decline, name="change-decline"),
    path("changes/<uuid:change_id>/withdraw/", changes.withdraw, name="change-withdraw"),
    path("changes/<uuid:change_id>/take-over/", changes.take_over, name="change-take-over"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<uuid:request_id>/", calls.call, name="call"),
    path("unconfirmed/", calls.unconfirmed, name="unconfirmed"),
    path("unconfirmed/<uuid:proposal_id>/", calls.decide, name="unconfirmed-decide"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:report_id>/", reports.report, name="report"),
    path("freshness/", figures.freshness, name="freshness"),
    path("freshness.<slug:file_format>", figures.freshness_file, name="freshness-file"),
    path("answer/<str:confirmation_token>/", link.link, name="link"),
    path("answer/<str:confirmation_token>/<uuid:service_id>/<slug:verb>/", link.answer, name="link-answer"),
]
