"""Addresses of the figures."""

from django.urls import path, register_converter

from tsunagu.insight.choices import Axis
from tsunagu.insight.views import breakdown, handovers, yearly

app_name = "insight"


class _AxisConverter:
    regex = "|".join(Axis.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class _FormatConverter(_AxisConverter):
    regex = "csv|xlsx"


register_converter(_AxisConverter, "figure_axis")
register_converter(_FormatConverter, "file_format")

urlpatterns = [
    path("", yearly.yearly, name="yearly"),
    path("yearly.<file_format:file_format>", yearly.yearly_file, name="yearly-file"),
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers.<file_format:file_format>", handovers.handovers_file, name="handovers-file"),
    path("<figure_axis:axis>/", breakdown.parts_of_year, name="breakdown"),
    path("<figure_axis:axis>.<file_format:file_format>", breakdown.parts_of_year_file, name="breakdown-file"),
]
