"""A reader says that a listing is wrong (この情報はちがう). Only the desk reads who said it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from tsunagu.directory.models import Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import IS_SYSTEM, Policy, RowSecurity, floor, here
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.network.choices import ReportKind, ReportState
from tsunagu.network.models.change import IS_EDITOR


class ErrorReport(TownModel):
    """What a reader found wrong, and what the desk answered."""

    row_security = RowSecurity(
        (
            floor(),
            Policy("desk_works_on_it", here(f"{IS_SYSTEM} OR {IS_EDITOR}")),
            Policy(
                "anybody_may_tell", "true", here("state = 'new' AND answered_by_id IS NULL"), command="INSERT"
            ),
        )
    )

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="error_reports"
    )
    kind = models.CharField("何がちがうか", max_length=10, choices=ReportKind.choices)
    text = models.TextField("くわしく", max_length=1000, blank=True, default="")
    # Where the answer goes; empty: the reader does not want one. Forgotten when the report is closed.
    email = models.EmailField("返事の宛先", blank=True, default="")
    language = models.CharField("書かれた言語", max_length=10, default="ja")
    state = models.CharField("状態", max_length=10, choices=ReportState.choices, default=ReportState.NEW)
    sent_at = models.DateTimeField("届いた日時")
    answer = models.CharField("返事", max_length=1000, blank=True, default="")
    answered_by = models.ForeignKey(
        User, verbose_name="答えた人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)

    service_id: UUID

    class Meta:
        verbose_name = "ちがうという知らせ"
        verbose_name_plural = "ちがうという知らせ"
        indexes = [
            models.Index(
                fields=["municipality", "sent_at"],
                condition=Q(state=ReportState.NEW),
                name="error_report_new",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="error_report_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="error_report_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReportKind.OTHER) | ~Q(text=""), name="error_report_other_says_what"
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.NEW, answered_at=None, answered_by=None)
                | ~Q(state=ReportState.NEW) & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="error_report_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.kind}"
