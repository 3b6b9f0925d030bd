# ruff: noqa: S608 - the SQL of a policy is made of our own statuses
"""A hand-over (つなぎ): what is asked for a family, and each organisation's answer to it.

Nothing that a family said is on these rows; that is in the package (`referral_trail`), which has its own
door.
"""

from uuid import UUID

import pghistory
from django.db import models
from django.db.models import F, Q

from tsunagu.desk.models import referral_choices as c
from tsunagu.desk.models.referral_guard import REFERRAL_TRIGGERS, TASK_TRIGGERS
from tsunagu.kernel.database.row_security import (
    IS_SYSTEM,
    LINK,
    ORGANISATIONS,
    RECEIPT,
    Policy,
    RowSecurity,
    floor,
    in_town_when,
    is_mine,
)
from tsunagu.kernel.municipality.models import TownModel

SENDERS_OR_SYSTEM = f"{is_mine('source_id')} OR {is_mine('coordinator_id')} OR {IS_SYSTEM}"
_SHARED = ", ".join(f"'{status.value}'" for status in c.SHARED)
HISTORY = {"row_security": in_town_when(SENDERS_OR_SYSTEM, append_only=True, also_insert="true")}


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    context_field=None,
    context_id_field=None,
    attrs=HISTORY,
)
class Referral(TownModel):
    """One open need of one family: who holds it now, and what happens next by when. Some 500 rows a year."""

    # The target sees it only while it has something to do with it; the family reads with its receipt.
    row_security = RowSecurity(
        (
            floor(),
            Policy(
                "parties_see_it",
                f"{SENDERS_OR_SYSTEM} OR EXISTS (SELECT 1 FROM desk_referraltask AS t"
                f" WHERE t.referral_id = desk_referral.id AND t.status IN ({_SHARED})"
                # Without the OFFSET a table not yet analysed is read whole into a hash, for one row.
                f" AND (t.target_id = ANY({ORGANISATIONS}) OR t.id = {LINK}) OFFSET 0)",
            ),
            Policy("family_reads_with_its_receipt", f"receipt_hash = {RECEIPT}", command="SELECT"),
        )
    )

    # A member's worry may come before anybody knows whether the family is on the register.
    household = models.ForeignKey(
        "families.Household",
        verbose_name="家庭",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
    )
    consultation = models.ForeignKey(
        "desk.Consultation",
        verbose_name="もとになった相談",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
    )
    origin = models.CharField("どこから", max_length=10, choices=c.Origin.choices)
    source = models.ForeignKey(
        "directory.Organisation", verbose_name="依頼元", on_delete=models.PROTECT, related_name="+"
    )
    # The desk that holds the family whenever nobody else does.
    coordinator = models.ForeignKey(
        "directory.Organisation", verbose_name="調整役の窓口", on_delete=models.PROTECT, related_name="+"
    )
    need = models.ForeignKey(
        "directory.TaxonomyTerm", verbose_name="困りごと", on_delete=models.PROTECT, related_name="+"
    )
    urgency = models.CharField("急ぎ", max_length=10, choices=c.Urgency.choices, default=c.Urgency.ROUTINE)
    contact_prohibited = models.CharField(
        "連絡の制限", max_length=10, choices=c.ContactProhibited.choices, default=c.ContactProhibited.NONE
    )
    contact_rule = models.CharField("連絡してはいけない時間・方法", max_length=200, blank=True, default="")
    # The receipt that a family holds, hashed: it looks up its own hand-overs with it.
    receipt_hash = models.CharField("受付番号のハッシュ", max_length=64, blank=True, default="")

    owner_organisation = models.ForeignKey(
        "directory.Organisation", verbose_name="いま受け持つ組織", on_delete=models.PROTECT, related_name="+"
    )
    owner_person = models.ForeignKey(
        "kernel.User",
        verbose_name="いま受け持つ人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    owner_name = models.CharField("いま受け持つ人の名前", max_length=60, blank=True, default="")
    owned_since = models.DateTimeField("いつから受け持つ")
    desk_person = models.ForeignKey(
        "kernel.User",
        verbose_name="窓口の担当",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    desk_name = models.CharField("窓口の担当の名前", max_length=60, blank=True, default="")
    next_action = models.CharField("次にすること", max_length=24, choices=c.NextAction.choices, blank=True)
    next_action_on = models.DateField("次の日", null=True)

    opened_at = models.DateTimeField("始めた日時")
    closed_at = models.DateTimeField("終わった日時", null=True, blank=True)
    closing = models.CharField("終わり方", max_length=20, choices=c.Closing.choices, blank=True, default="")

    id: UUID
    source_id: UUID
    coordinator_id: UUID
    household_id: UUID | None
    owner_organisation_id: UUID

    class Meta:
        verbose_name = "つなぎ"
        verbose_name_plural = "つなぎ"
        triggers = REFERRAL_TRIGGERS
        indexes = [
            models.Index(fields=["household"]),
            models.Index(
                fields=["coordinator", "next_action_on"],
                condition=Q(closed_at=None),
                name="referral_open_by_desk",
            ),
            models.Index(
                fields=["owner_organisation", "next_action_on"],
                condition=Q(closed_at=None),
                name="referral_open_by_owner",
            ),
            models.Index(fields=["municipality", "opened_at"]),
            models.Index(fields=["receipt_hash"], condition=~Q(receipt_hash=""), name="referral_by_receipt"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(closed_at=None, closing="", next_action_on__isnull=False) & ~Q(next_action=""))
                | (Q(closed_at__isnull=False, next_action_on=None, next_action="") & ~Q(closing="")),
                name="referral_open_has_a_next_date",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=False) | Q(origin__in=[c.Origin.MEMBER, c.Origin.FAMILY]),
                name="referral_of_the_desk_has_a_household",
            ),
            models.CheckConstraint(
                condition=~Q(contact_prohibited=c.ContactProhibited.SOME) | ~Q(contact_rule=""),
                name="referral_contact_rule_written",
            ),
            models.CheckConstraint(
                condition=Q(owner_person=None) | ~Q(owner_name=""), name="referral_owner_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.opened_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    context_field=None,
    context_id_field=None,
    attrs=HISTORY,
)
class ReferralTask(TownModel):
    """One organisation's answer to a referral. At most one of a referral is alive; the rest are its past."""

    row_security = in_town_when(
        f"{SENDERS_OR_SYSTEM} OR ({is_mine('target_id')} AND status <> 'draft') OR id = {LINK}"
    )

    referral = models.ForeignKey(
        Referral, verbose_name="つなぎ", on_delete=models.PROTECT, related_name="tasks"
    )
    source = models.ForeignKey(
        "directory.Organisation", verbose_name="依頼元", on_delete=models.PROTECT, related_name="+"
    )
    coordinator = models.ForeignKey(
        "directory.Organisation", verbose_name="調整役の窓口", on_delete=models.PROTECT, related_name="+"
    )
    target = models.ForeignKey(
        "directory.Organisation", verbose_name="受け手", on_delete=models.PROTECT, related_name="+"
    )
    service = models.ForeignKey(
        "directory.Service",
        verbose_name="サービス",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Repeated from the referral, because the target still reads it after the referral is out of its sight.
    need = models.ForeignKey(
        "directory.TaxonomyTerm", verbose_name="困りごと", on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.OneToOneField(
        "self",
        verbose_name="前のつなぎ先",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )
    status = models.CharField("状態", max_length=20, choices=c.TaskStatus.choices, default=c.TaskStatus.DRAFT)
    business_status = models.CharField(
        "約束の状態", max_length=30, choices=c.BusinessStatus.choices, blank=True, default=""
    )
    status_reason = models.CharField(
        "理由", max_length=24, choices=c.StatusReason.choices, blank=True, default=""
    )
    status_reason_text = models.CharField("理由の補足", max_length=400, blank=True, default="")
    declined_by = models.CharField(
        "だれの意向か", max_length=10, choices=c.DeclinedBy.choices, blank=True, default=""
    )
    suggested = models.ForeignKey(
        "directory.Organisation",
        verbose_name="代わりの候補",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    suggested_text = models.CharField("代わりの候補（名簿にない所）", max_length=200, blank=True, default="")
    none_known = models.BooleanField("代わりを知らない", default=False)
    outcome = models.CharField("結果", max_length=20, choices=c.Outcome.choices, blank=True, default="")
    outcome_text = models.CharField("結果の補足", max_length=400, blank=True, default="")
    # The package did not say enough, and the family had to tell its story again.
    story_retold = models.BooleanField("家族に聞き直した", null=True, default=None)
    accepted_by = models.ForeignKey(
        "kernel.User",
        verbose_name="引き受けた人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    accepted_name = models.CharField("引き受けた人の名前", max_length=60, blank=True, default="")
    sent_by = models.ForeignKey(
        "kernel.User",
        verbose_name="送った人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField("送った日時", null=True, blank=True)
    accepted_at = models.DateTimeField("引き受けた日時", null=True, blank=True)
    ended_at = models.DateTimeField("終わった日時", null=True, blank=True)
    moved_at = models.DateTimeField("最後に動いた日時")
    appointment_at = models.DateTimeField("約束の日時", null=True, blank=True)
    answer_by = models.DateField("返事の期限", null=True, blank=True)
    remind_on = models.DateField("催促する日", null=True, blank=True)
    escalate_on = models.DateField("窓口に知らせる日", null=True, blank=True)
    reminded_at = models.DateTimeField("催促した日時", null=True, blank=True)
    escalated_at = models.DateTimeField("窓口に知らせた日時", null=True, blank=True)
    next_action = models.CharField("次にすること", max_length=24, choices=c.NextAction.choices)
    next_action_on = models.DateField("次の日")

    id: UUID
    referral_id: UUID
    source_id: UUID
    coordinator_id: UUID
    target_id: UUID
    accepted_by_id: UUID | None

    class Meta:
        verbose_name = "つなぎ先の対応"
        verbose_name_plural = "つなぎ先の対応"
        triggers = TASK_TRIGGERS
        indexes = [
            models.Index(fields=["target", "status"]),
            models.Index(fields=["source", "status"]),
            models.Index(fields=["municipality", "sent_at"]),
            models.Index(
                fields=["municipality", "status"],
                condition=Q(status__in=c.ALIVE),
                name="referral_task_alive",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(status__in=c.ALIVE), name="referral_one_task_alive"
            ),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(replaces=None), name="referral_one_first_task"
            ),
            models.CheckConstraint(condition=~Q(target=F("source")), name="referral_task_not_to_oneself"),
            models.CheckConstraint(
                condition=Q(status__in=c.TaskStatus.values), name="referral_task_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=c.WORKING) | (~Q(accepted_name="") & Q(accepted_at__isnull=False)),
                name="referral_task_held_by_a_named_person",
            ),
            models.CheckConstraint(
                condition=~Q(status=c.TaskStatus.REJECTED) | (~Q(status_reason="") & ~Q(declined_by="")),
                name="referral_task_no_has_reason_and_whose",
            ),
            models.CheckConstraint(
                condition=~Q(status=c.TaskStatus.REJECTED)
                | Q(declined_by=c.DeclinedBy.FAMILY)
                | Q(suggested__isnull=False)
                | ~Q(suggested_text="")
                | Q(none_known=True),
                name="referral_task_no_suggests_or_knows_none",
            ),
            models.CheckConstraint(
                condition=Q(none_known=False) | Q(suggested=None, suggested_text=""),
                name="referral_task_none_known_suggests_none",
            ),
            models.CheckConstraint(
                condition=Q(status=c.TaskStatus.COMPLETED) ^ Q(outcome=""),
                name="referral_task_completed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(status=c.TaskStatus.REQUESTED)
                | Q(sent_at__isnull=False, answer_by__isnull=False),
                name="referral_task_sent_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(status__in=c.ENDED, ended_at__isnull=False)
                | Q(status__in=c.ALIVE, ended_at=None),
                name="referral_task_ended_at_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.status}"

    @property
    def is_alive(self) -> bool:
        return self.status in c.ALIVE

    @property
    def is_held(self) -> bool:
        """Whether a named person of the target holds the family."""
        return self.status in c.WORKING
