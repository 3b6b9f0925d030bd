"""What a family agreed to, and when it changed its mind."""

from django.db import models
from django.db.models import F, Q

from tsunagu.families.choices import ConsentForm, ConsentPurpose
from tsunagu.families.models.person import OF_HOUSEHOLD
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.models import LegalBasis


class Consent(TownModel):
    """One consent: what for, towards whom, on what basis, how. Withdrawn, it stays as history."""

    row_security = OF_HOUSEHOLD

    household = models.ForeignKey(
        "families.Household", verbose_name="家庭", on_delete=models.PROTECT, related_name="consents"
    )
    purpose = models.CharField("何のために", max_length=10, choices=ConsentPurpose.choices)
    scope = models.CharField("伝えてよい内容", max_length=400, blank=True, default="")
    # Families know an organisation only by its id; None means the town's network as a whole.
    organisation_id = models.UUIDField("誰に", null=True, blank=True)
    legal_basis = models.CharField(
        "根拠", max_length=30, choices=LegalBasis.choices, default=LegalBasis.CONSENT
    )
    form = models.CharField("方法", max_length=8, choices=ConsentForm.choices, default=ConsentForm.SPOKEN)
    given_by = models.ForeignKey(
        "families.Person",
        verbose_name="同意した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    given_at = models.DateTimeField("同意の日時")
    recorded_by = models.ForeignKey(
        "kernel.User", verbose_name="記録した人", on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField("取り消しの日時", null=True, blank=True)
    withdrawal_recorded_by = models.ForeignKey(
        "kernel.User",
        verbose_name="取り消しを記録した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "同意"
        verbose_name_plural = "同意"
        indexes = [models.Index(fields=["household", "purpose"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawal_recorded_by=None)
                | Q(withdrawn_at__isnull=False, withdrawal_recorded_by__isnull=False),
                name="consent_withdrawn_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
