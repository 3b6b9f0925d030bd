# ruff: noqa: S608 - the SQL of a policy is made of our own statuses
"""What a hand-over leaves behind: its steps, what was shared, and needs that nobody could meet."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tsunagu.desk.models import referral_choices as c
from tsunagu.desk.models.referral import Referral, ReferralTask
from tsunagu.desk.models.referral_guard import PACKAGE_TRIGGERS
from tsunagu.kernel.database.row_security import (
    IS_SIGNED_IN,
    IS_SYSTEM,
    LINK,
    MOMENT,
    ORGANISATIONS,
    in_town_when,
)
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.models import FieldSet, LegalBasis
from tsunagu.kernel.permissions.row_rules import terms_of_a_town

# Whoever sees the task sees its steps: the inner query is held by the task's own policy. The OFFSET as in
# `Referral`: the row is looked up, and a second plan that reads all tasks is not even thought through.
_OF_VISIBLE_TASK = "EXISTS (SELECT 1 FROM desk_referraltask AS t WHERE t.id = task_id OFFSET 0)"
_OF_VISIBLE_REFERRAL = "EXISTS (SELECT 1 FROM desk_referral AS r WHERE r.id = referral_id OFFSET 0)"
_SENT_BY_ME = (
    "EXISTS (SELECT 1 FROM desk_referraltask AS t WHERE t.id = task_id"
    f" AND (t.source_id = ANY({ORGANISATIONS}) OR t.coordinator_id = ANY({ORGANISATIONS})))"
)
_OPENED_BY_LINK = (
    f"(task_id = {LINK} AND EXISTS (SELECT 1 FROM desk_referraltask AS t WHERE t.id = task_id"
    f" AND t.status IN ({', '.join(repr(s.value) for s in c.SHARED)})))"
)
_GRANTED_TO_ME = (
    "EXISTS (SELECT 1 FROM kernel_grant AS g WHERE g.source_id = task_id"
    f" AND g.organisation_id = ANY({ORGANISATIONS})"
    f" AND g.starts_at <= {MOMENT} AND (g.ends_at IS NULL OR g.ends_at > {MOMENT}))"
)


class ReferralStep(TownModel):
    """One line of a hand-over's history. Added, never changed. About six rows a task."""

    row_security = in_town_when(
        f"{IS_SYSTEM} OR {_OF_VISIBLE_TASK} OR (task_id IS NULL AND {_OF_VISIBLE_REFERRAL})", append_only=True
    )

    referral = models.ForeignKey(
        Referral, verbose_name="つなぎ", on_delete=models.PROTECT, related_name="steps"
    )
    task = models.ForeignKey(
        ReferralTask,
        verbose_name="つなぎ先の対応",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
    )
    kind = models.CharField("種類", max_length=10, choices=c.StepKind.choices)
    # A status, a business status, or a closing, as the kind says.
    state = models.CharField("状態", max_length=30, blank=True, default="")
    actor = models.CharField("立場", max_length=12, choices=c.Actor.choices)
    by = models.ForeignKey(
        "kernel.User",
        verbose_name="だれが",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by_name = models.CharField("名前", max_length=60, blank=True, default="")
    organisation = models.ForeignKey(
        "directory.Organisation",
        verbose_name="組織",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField("理由", max_length=24, choices=c.StatusReason.choices, blank=True, default="")
    text = models.CharField("補足", max_length=400, blank=True, default="")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "つなぎの経過"
        verbose_name_plural = "つなぎの経過"
        indexes = [models.Index(fields=["referral", "at"]), models.Index(fields=["task", "at"])]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%Y-%m-%d %H:%M}"


class ReferralPackage(TownModel):
    """What one organisation is told, and why it may be told: a copy made when it was sent, never a window."""

    row_security = in_town_when(f"{IS_SYSTEM} OR {_SENT_BY_ME} OR {_GRANTED_TO_ME} OR {_OPENED_BY_LINK}")

    task = models.OneToOneField(
        ReferralTask, verbose_name="つなぎ先の対応", on_delete=models.PROTECT, related_name="package"
    )
    asked = models.CharField("お願いしたいこと", max_length=400)
    # Section key to text; only the sections that were chosen are here at all.
    sections = models.JSONField("伝える内容", default=dict)
    field_set = models.CharField("範囲", max_length=10, choices=FieldSet.choices, default=FieldSet.MEMBER)
    legal_basis = models.CharField("根拠", max_length=30, choices=LegalBasis.choices)
    consent = models.ForeignKey(
        "families.Consent",
        verbose_name="同意の記録",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    basis_note = models.CharField("根拠の補足", max_length=200, blank=True, default="")

    task_id: UUID

    class Meta:
        verbose_name = "伝える内容"
        verbose_name_plural = "伝える内容"
        triggers = PACKAGE_TRIGGERS
        constraints = [
            models.CheckConstraint(condition=~Q(asked=""), name="referral_package_asks_something"),
            models.CheckConstraint(
                condition=Q(legal_basis__in=LegalBasis.values), name="referral_package_basis_known"
            ),
            models.CheckConstraint(
                condition=~Q(legal_basis=LegalBasis.CONSENT) | Q(consent__isnull=False) | ~Q(basis_note=""),
                name="referral_package_consent_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(
                    legal_basis__in=[
                        LegalBasis.REQUIRED_CHILDREN_COUNCIL,
                        LegalBasis.PERSONAL_INFORMATION_69,
                        LegalBasis.NOTIFICATION,
                    ]
                )
                | ~Q(basis_note=""),
                name="referral_package_law_needs_who_decided",
            ),
            models.CheckConstraint(
                condition=~Q(sections__has_key="sensitive") | Q(field_set=FieldSet.SENSITIVE),
                name="referral_package_sensitive_needs_its_set",
            ),
        ]

    def __str__(self) -> str:
        return str(self.task_id)


class UnmetNeed(TownModel):
    """A need that a place refused without knowing another, or that the desk closed without one."""

    row_security = in_town_when(IS_SIGNED_IN, also_insert="true")

    referral = models.ForeignKey(
        Referral, verbose_name="つなぎ", on_delete=models.PROTECT, related_name="unmet_needs"
    )
    task = models.ForeignKey(
        ReferralTask,
        verbose_name="つなぎ先の対応",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="unmet_needs",
    )
    need = models.ForeignKey(
        "directory.TaxonomyTerm", verbose_name="困りごと", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField("理由", max_length=24, choices=c.StatusReason.choices, blank=True, default="")
    noted_at = models.DateTimeField("記録日時")

    class Meta:
        verbose_name = "満たされなかった困りごと"
        verbose_name_plural = "満たされなかった困りごと"
        indexes = [models.Index(fields=["municipality", "noted_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "task"], nulls_distinct=False, name="unmet_need_once_per_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.noted_at:%Y-%m-%d}"


class ReferralLink(TownModel):
    """A letter's link by which a member without an account answers a task once, with a second mail's code."""

    row_security = in_town_when(f"task_id = {LINK} OR {IS_SYSTEM}", also_insert="true")

    task = models.ForeignKey(
        ReferralTask, verbose_name="つなぎ先の対応", on_delete=models.PROTECT, related_name="links"
    )
    sent_to = models.EmailField("宛先")
    made_at = models.DateTimeField("作成日時")
    ends_at = models.DateTimeField("期限")
    code_hash = models.CharField("確認番号のハッシュ", max_length=64, blank=True, default="")
    code_ends_at = models.DateTimeField("確認番号の期限", null=True, blank=True)
    codes_sent = models.PositiveSmallIntegerField("確認番号を送った回数", default=0)
    wrong_codes = models.PositiveSmallIntegerField("まちがえた回数", default=0)
    # What the confirmed browser holds, hashed; another browser with the same link must confirm anew.
    key_hash = models.CharField("確認済みの鍵", max_length=64, blank=True, default="")
    used_at = models.DateTimeField("使った日時", null=True, blank=True)

    task_id: UUID

    class Meta:
        verbose_name = "回答用リンク"
        verbose_name_plural = "回答用リンク"
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(used_at=None), name="referral_link_one_unused_per_task"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.made_at:%Y-%m-%d}"


class ReferralTerms(TownModel):
    """A town's own deadlines, in business days. Without a row the defaults hold."""

    row_security = terms_of_a_town()

    remind_after = models.PositiveSmallIntegerField("催促するまで（開庁日）", default=1)
    escalate_after = models.PositiveSmallIntegerField("窓口に知らせるまで（開庁日）", default=2)
    answer_within = models.PositiveSmallIntegerField("返事の期限（開庁日）", default=3)
    urgent_answer_within = models.PositiveSmallIntegerField("急ぎの返事の期限（開庁日）", default=1)
    contact_within = models.PositiveSmallIntegerField("引き受けてから家庭に連絡するまで（開庁日）", default=3)
    decide_within = models.PositiveSmallIntegerField("窓口が次を決めるまで（開庁日）", default=1)
    visible_after_answer_days = models.PositiveSmallIntegerField("返事の期限のあとも見える日数", default=7)
    link_days = models.PositiveSmallIntegerField("回答用リンクの日数", default=14)
    holidays = ArrayField(models.DateField(), verbose_name="町だけの休み", default=list, blank=True)

    class Meta:
        verbose_name = "つなぎの期限"
        verbose_name_plural = "つなぎの期限"
        constraints = [
            models.UniqueConstraint(fields=["municipality"], name="referral_terms_one_per_town"),
            models.CheckConstraint(
                condition=Q(remind_after__lte=models.F("escalate_after"))
                & Q(escalate_after__lte=models.F("answer_within"))
                & Q(
                    remind_after__gte=1,
                    urgent_answer_within__gte=1,
                    contact_within__gte=1,
                    decide_within__gte=1,
                ),
                name="referral_terms_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}"
