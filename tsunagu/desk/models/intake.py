"""First contact made online without an account (はじめての相談), found again with a receipt code."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from tsunagu.desk.choices import IntakeState, ReachBy
from tsunagu.kernel.database.row_security import (
    IS_SYSTEM,
    RECEIPT,
    Policy,
    RowSecurity,
    floor,
    is_mine,
)
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.row_rules import holds

_AT_THE_DESK = (
    f"({holds(Permission.INTAKE_TAKE)} AND (organisation_id IS NULL OR {is_mine('organisation_id')}))"
    f" OR {IS_SYSTEM}"
)


class Intake(TownModel):
    """What a family wrote. It belongs to every desk of the town until one takes it."""

    row_security = RowSecurity(
        (
            floor(),
            Policy("family_reads_with_its_receipt", using=f"receipt_hash = {RECEIPT}", command="SELECT"),
            Policy("desk_works_on_it", using=_AT_THE_DESK),
            Policy(
                "anybody_may_ask",
                using="true",
                check="state = 'new' AND organisation_id IS NULL AND household_id IS NULL",
                command="INSERT",
            ),
        )
    )

    # The code itself is told once and kept nowhere.
    receipt_hash = models.CharField("受付番号の控え", max_length=64, unique=True, editable=False)
    state = models.CharField("状態", max_length=10, choices=IntakeState.choices, default=IntakeState.NEW)
    received_at = models.DateTimeField("受付日時")
    language = models.CharField("書かれた言語", max_length=10, default="ja")
    name = models.CharField("名前", max_length=60, blank=True, default="")
    name_kana = models.CharField("名前（フリガナ）", max_length=80, blank=True, default="")
    reach_by = models.CharField("連絡の方法", max_length=10, choices=ReachBy.choices)
    phone = models.CharField("電話番号", max_length=20, blank=True, default="")
    email = models.EmailField("メールアドレス", blank=True, default="")
    reach_when = models.CharField("連絡してよい時間", max_length=200, blank=True, default="")
    contact_prohibited = models.CharField(
        "連絡してはいけない時間・方法", max_length=400, blank=True, default=""
    )
    no_phone = models.BooleanField("電話しない", default=False)
    no_mail = models.BooleanField("メールしない", default=False)
    no_letter = models.BooleanField("郵便を送らない", default=False)
    no_visit = models.BooleanField("訪問しない", default=False)
    asked = models.TextField("聞きたいこと")
    service = models.ForeignKey(
        "directory.Service",
        verbose_name="ここにつないでほしい",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # The desk that took it.
    organisation = models.ForeignKey(
        "directory.Organisation",
        verbose_name="担当の窓口",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_by = models.ForeignKey(
        "kernel.User",
        verbose_name="担当",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_at = models.DateTimeField("担当が決まった日時", null=True, blank=True)
    household = models.ForeignKey(
        "families.Household",
        verbose_name="家庭",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="intakes",
    )
    consultation = models.ForeignKey(
        "desk.Consultation",
        verbose_name="相談",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="intakes",
    )
    # The one sentence that the family may read beside the state.
    word_to_family = models.CharField("ご家族へのひとこと", max_length=400, blank=True, default="")
    closed_at = models.DateTimeField("終えた日時", null=True, blank=True)

    organisation_id: UUID | None
    household_id: UUID | None

    class Meta:
        verbose_name = "はじめての相談"
        verbose_name_plural = "はじめての相談"
        indexes = [
            models.Index(
                fields=["municipality", "received_at"],
                condition=~Q(state=IntakeState.CLOSED),
                name="intake_not_closed",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IntakeState.values), name="intake_state_known"),
            models.CheckConstraint(
                condition=Q(state=IntakeState.NEW, organisation=None, taken_by=None, taken_at=None)
                | (
                    ~Q(state=IntakeState.NEW)
                    & Q(organisation__isnull=False, taken_by__isnull=False, taken_at__isnull=False)
                ),
                name="intake_taken_by_somebody_at_a_desk",
            ),
            models.CheckConstraint(
                condition=(Q(state=IntakeState.CLOSED) & Q(closed_at__isnull=False))
                | (~Q(state=IntakeState.CLOSED) & Q(closed_at=None)),
                name="intake_closed_has_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(reach_by=ReachBy.PHONE) & ~Q(phone="") & Q(no_phone=False))
                | (Q(reach_by=ReachBy.MAIL) & ~Q(email="") & Q(no_mail=False))
                | Q(reach_by=ReachBy.RECEIPT),
                name="intake_can_be_reached_as_it_says",
            ),
            models.CheckConstraint(condition=~Q(asked=""), name="intake_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d} {self.get_state_display()}"
