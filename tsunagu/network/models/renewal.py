"""The yearly renewal (年次更新): for the guidebook, every organisation is asked about every entry at once."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import IS_SIGNED_IN, IS_SYSTEM, in_town_when, is_mine
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.network.models.change import IS_EDITOR
from tsunagu.network.models.confirmation import ConfirmationItem


class RenewalRound(TownModel):
    """One round: what it is for, and until when answers are wanted."""

    row_security = in_town_when(f"{IS_SYSTEM} OR {IS_SIGNED_IN}", check=f"{IS_SYSTEM} OR {IS_EDITOR}")

    name = models.CharField("名前", max_length=60)
    deadline = models.DateField("締め切り")
    opened_at = models.DateTimeField("始めた日時")
    opened_by = models.ForeignKey(User, verbose_name="始めた人", on_delete=models.PROTECT, related_name="+")
    # When everybody who had not answered was last written to by hand of the desk.
    reminded_on = models.DateField("催促した日", null=True, blank=True)
    closed_at = models.DateTimeField("終えた日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, verbose_name="終えた人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "年次更新"
        verbose_name_plural = "年次更新"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(closed_at=None), name="renewal_round_one_open"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="renewal_round_named"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="renewal_round_closed_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="renewal_round_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class RenewalEntry(TownModel):
    """One entry of the guidebook in a round. Without a question its organisation has yet to be written to."""

    row_security = in_town_when(f"{IS_SYSTEM} OR {is_mine('organisation_id')} OR {IS_EDITOR}")

    round = models.ForeignKey(
        RenewalRound, verbose_name="年次更新", on_delete=models.CASCADE, related_name="entries"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="組織", on_delete=models.PROTECT, related_name="+"
    )
    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="renewal_entries"
    )
    # The question, and with it the answer; one that was open already serves the round as well.
    item = models.ForeignKey(
        ConfirmationItem,
        verbose_name="確認",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renewal_entries",
    )

    service_id: UUID
    organisation_id: UUID

    class Meta:
        verbose_name = "年次更新の掲載"
        verbose_name_plural = "年次更新の掲載"
        indexes = [models.Index(fields=["round", "organisation"], name="renewal_entry_by_owner")]
        constraints = [
            models.UniqueConstraint(fields=["round", "service"], name="renewal_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.service_id}"
