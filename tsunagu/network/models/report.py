"""A reader says that a listing is wrong (この情報はちがう). Only the desk reads who said it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from tsunagu.directory.models import Event, Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import IS_SYSTEM, RECEIPT, Policy, RowSecurity, floor, here
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.network.choices import ReportedPage, ReportKind, ReportState
from tsunagu.network.models.change import IS_EDITOR


class ErrorReport(TownModel):
    """What a reader found wrong, and what the desk answered."""

    row_security = RowSecurity(
        (
            floor(),
            Policy("reader_comes_back_with_the_receipt", here(f"receipt_hash = {RECEIPT}"), command="SELECT"),
            Policy("desk_works_on_it", here(f"{IS_SYSTEM} OR {IS_EDITOR}")),
            Policy(
                "anybody_may_tell", "true", here("state = 'new' AND answered_by_id IS NULL"), command="INSERT"
            ),
        )
    )

    # What is wrong: one record, or a page of many.
    service = models.ForeignKey(
        Service,
        verbose_name="サービス",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="error_reports",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="組織", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    event = models.ForeignKey(
        Event, verbose_name="行事", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    page = models.CharField("ページ", max_length=15, choices=ReportedPage.choices, blank=True, default="")
    # The code itself is told once and kept nowhere.
    receipt_hash = models.CharField(
        "受付番号の控え", max_length=64, blank=True, default="", editable=False, db_index=True
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

    service_id: UUID | None
    organisation_id: UUID | None
    event_id: UUID | None

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
            models.CheckConstraint(
                condition=Q(service__isnull=False, organisation=None, event=None, page="")
                | Q(service=None, organisation__isnull=False, event=None, page="")
                | Q(service=None, organisation=None, event__isnull=False, page="")
                | Q(service=None, organisation=None, event=None, page__in=ReportedPage.values),
                name="error_report_about_one_thing",
            ),
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
        return f"{self.subject_id or self.page} {self.kind}"

    @property
    def subject_id(self) -> UUID | None:
        """The record that is wrong; none for a page of many."""
        return self.service_id or self.organisation_id or self.event_id

    @property
    def subject_name(self) -> str:
        """What is wrong, in the words of the register or of the page's title."""
        record = self.service or self.organisation or self.event
        return record.name if record else self.get_page_display()
