"""The staff's addresses of outreach, under work/notices/."""

from django.urls import path

from tsunagu.outreach.views import line, notices, stopping

app_name = "outreach"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("new/", notices.new_notice, name="notice-new"),
    path("stop/", stopping.address, name="address-stop"),
    path("households/<uuid:household_id>/stop/", stopping.household, name="household-stop"),
    path("<uuid:notice_id>/", notices.notice, name="notice"),
    path("<uuid:notice_id>/edit/", notices.edit_notice, name="notice-edit"),
    path("<uuid:notice_id>/line.txt", line.text, name="notice-line-text"),
    path("<uuid:notice_id>/line.csv", line.table, name="notice-line-table"),
]
