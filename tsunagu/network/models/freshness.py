"""A town's own terms of freshness, and what the desk decides about listings that nobody confirms."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tsunagu.directory.models import Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import IS_SYSTEM, in_town_when
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.row_rules import terms_of_a_town
from tsunagu.network.choices import Verdict
from tsunagu.network.models.change import IS_EDITOR


class FreshnessTerms(TownModel):
    """How often a listing is confirmed, and the ladder of reminders. Without a row the defaults hold."""

    row_security = terms_of_a_town()

    interval_days = models.PositiveSmallIntegerField("確認の間隔（日）", default=180)
    # The ladder, in business days after the first letter.
    remind_after = models.PositiveSmallIntegerField("もう一度お願いするまで（開庁日）", default=10)
    remind_again_after = models.PositiveSmallIntegerField("三度目のお願いまで（開庁日）", default=20)
    phone_after = models.PositiveSmallIntegerField("電話にするまで（開庁日）", default=30)
    call_again_after = models.PositiveSmallIntegerField("かけ直すまで（開庁日）", default=3)
    # An organisation is not asked about a listing again so soon after it answered.
    rest_days = models.PositiveSmallIntegerField("答えのあと聞かない日数", default=30)
    link_days = models.PositiveSmallIntegerField("確認用リンクの日数", default=60)
    overdue_after_days = models.PositiveSmallIntegerField("古いと知らせるまで（期限からの日数）", default=60)
    unpublish_after_days = models.PositiveSmallIntegerField(
        "掲載を止める提案まで（期限からの日数）", default=365
    )
    # Only a town that says so lets a listing go without the desk.
    unpublish_by_itself = models.BooleanField("窓口を待たずに掲載を止める", default=False)
    holidays = ArrayField(models.DateField(), verbose_name="町だけの休み", default=list, blank=True)

    class Meta:
        verbose_name = "確認の決まり"
        verbose_name_plural = "確認の決まり"
        constraints = [
            models.UniqueConstraint(fields=["municipality"], name="freshness_terms_one_per_town"),
            models.CheckConstraint(
                condition=Q(interval_days__gte=1, remind_after__gte=1, call_again_after__gte=1)
                & Q(remind_after__lt=F("remind_again_after"), remind_again_after__lt=F("phone_after"))
                & Q(overdue_after_days__lt=F("unpublish_after_days")),
                name="freshness_terms_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}"


class UnpublishProposal(TownModel):
    """A listing that nobody has confirmed for very long is put before the desk (掲載を止める提案)."""

    row_security = in_town_when(f"{IS_SYSTEM} OR {IS_EDITOR}")

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="unpublish_proposals"
    )
    proposed_at = models.DateTimeField("提案した日時")
    verdict = models.CharField("決めたこと", max_length=12, choices=Verdict.choices, blank=True, default="")
    decided_by = models.ForeignKey(
        User, verbose_name="決めた人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)

    service_id: UUID

    class Meta:
        verbose_name = "掲載を止める提案"
        verbose_name_plural = "掲載を止める提案"
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(verdict=""), name="unpublish_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None) | ~Q(verdict="") & Q(decided_at__isnull=False),
                name="unpublish_proposal_decided_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.verdict}"
