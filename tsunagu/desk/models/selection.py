"""A hand-picked list of places for one family (選んだリスト), opened with a code and nothing else."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from tsunagu.desk.choices import SelectionLanguage
from tsunagu.desk.models.consultation import SEES_CASE
from tsunagu.kernel.database.row_security import (
    IS_SIGNED_IN,
    IS_SYSTEM,
    MOMENT,
    RECEIPT,
    Policy,
    RowSecurity,
    floor,
    here,
    is_mine,
)
from tsunagu.kernel.municipality.models import TownModel

# As a consultation: with a household it follows the grant, without one it stays with the desk.
_AT_THE_DESK = f"({SEES_CASE}) OR (household_id IS NULL AND {is_mine('organisation_id')}) OR {IS_SYSTEM}"
# The database itself closes the page: a list that has ended answers like one that never was.
_BY_ITS_CODE = (
    f"code_hash = {RECEIPT} AND given_at IS NOT NULL AND ended_at IS NULL"
    f" AND ends_on >= ({MOMENT} AT TIME ZONE 'Asia/Tokyo')::date"
)
_OF_VISIBLE_SELECTION = "EXISTS (SELECT 1 FROM desk_selection AS s WHERE s.id = selection_id)"


class Selection(TownModel):
    """What a colleague chose for a family, with a greeting. The page behind the code names nobody.

    Growth: some 300 a year, three places in each.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("desk_works_on_it", using=here(_AT_THE_DESK)),
            Policy("family_reads_with_its_code", using=here(_BY_ITS_CODE), command="SELECT"),
            # Opening it is noted on the row itself.
            Policy("family_opens_with_its_code", using=here(_BY_ITS_CODE), command="UPDATE"),
        )
    )

    # The code is made of the row's id and the server's secret; only this digest of it is kept.
    code_hash = models.CharField("番号の控え", max_length=64, unique=True, editable=False)
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name="窓口", on_delete=models.PROTECT, related_name="+"
    )
    household = models.ForeignKey(
        "families.Household",
        verbose_name="家庭",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="selections",
    )
    greeting = models.CharField("あいさつ", max_length=400, blank=True, default="")
    language = models.CharField(
        "ページの言語",
        max_length=10,
        choices=SelectionLanguage.choices,
        default=SelectionLanguage.JAPANESE,
    )
    ends_on = models.DateField("いつまで見られるか")
    made_by = models.ForeignKey(
        "kernel.User", verbose_name="選んだ人", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("作成日時")
    # Until it is given the code opens nothing.
    given_at = models.DateTimeField("渡した日時", null=True, blank=True)
    ended_at = models.DateTimeField("止めた日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        "kernel.User",
        verbose_name="止めた人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # All that is known of the reader: when it was opened first, and how often.
    first_opened_at = models.DateTimeField("はじめて開かれた日時", null=True, blank=True)
    times_opened = models.PositiveIntegerField("開かれた回数", default=0)

    organisation_id: UUID
    household_id: UUID | None

    class Meta:
        verbose_name = "選んだリスト"
        verbose_name_plural = "選んだリスト"
        indexes = [
            models.Index(fields=["organisation", "-made_at"]),
            models.Index(fields=["household", "-made_at"], condition=Q(household__isnull=False),
                         name="selection_of_household"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=SelectionLanguage.values), name="selection_language_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="selection_ended_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(first_opened_at=None, times_opened=0)
                | Q(first_opened_at__isnull=False, times_opened__gte=1, given_at__isnull=False),
                name="selection_opened_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(given_at=None) | Q(given_at__gte=F("made_at")), name="selection_given_after_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"

    @property
    def is_draft(self) -> bool:
        return self.given_at is None and self.ended_at is None


class SelectionItem(TownModel):
    """One place of the list, with the line that says why it is there."""

    row_security = RowSecurity(
        (
            floor(),
            Policy("seen_with_the_list", using=here(_OF_VISIBLE_SELECTION), command="SELECT"),
            Policy(
                "desk_works_on_it",
                using=here(f"{_OF_VISIBLE_SELECTION} AND {IS_SIGNED_IN}"),
            ),
        )
    )

    selection = models.ForeignKey(
        Selection, verbose_name="選んだリスト", on_delete=models.CASCADE, related_name="items"
    )
    service = models.ForeignKey(
        "directory.Service", verbose_name="資源", on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField("順番")
    line = models.CharField("ひとこと", max_length=120, blank=True, default="")

    service_id: UUID

    class Meta:
        verbose_name = "選んだ資源"
        verbose_name_plural = "選んだ資源"
        constraints = [
            models.UniqueConstraint(fields=["selection", "service"], name="selection_service_once"),
        ]

    def __str__(self) -> str:
        return self.line or str(self.service_id)
