"""Reports of mistakes: what is new, and one of them."""

from uuid import UUID

from django.db.models import QuerySet

from tsunagu.network.choices import ReportState
from tsunagu.network.models import ErrorReport
from tsunagu.network.queries.listings import NotFound


def _with_names() -> QuerySet[ErrorReport]:
    return ErrorReport.objects.select_related(
        "service__organisation", "organisation", "event__organisation", "answered_by"
    )


def new_reports() -> QuerySet[ErrorReport]:
    """What nobody has answered, longest first."""
    return _with_names().filter(state=ReportState.NEW).order_by("sent_at", "id")


def answered_reports(*, most: int = 50) -> list[ErrorReport]:
    return list(_with_names().exclude(state=ReportState.NEW).order_by("-answered_at", "-id")[:most])


def report_by_id(report_id: UUID) -> ErrorReport:
    """One report, for those who may read it.

    Raises:
        NotFound: there is none.
    """
    if report := _with_names().filter(id=report_id).first():
        return report
    raise NotFound
