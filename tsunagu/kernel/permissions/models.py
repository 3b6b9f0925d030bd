"""Postings and grants: the two tables that every right is read from. Nothing is cached."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tsunagu.kernel.database.row_security import (
    IS_SYSTEM,
    USER,
    Policy,
    RowSecurity,
    floor,
    here,
    is_mine,
    signed_in_in_town,
)
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.roles import ROLES


class Posting(TownModel):
    """An account works for an organisation in a role (所属), from a day until it ends."""

    row_security = signed_in_in_town()

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="アカウント", on_delete=models.PROTECT, related_name="postings"
    )
    # The kernel knows an organisation only by its id; `directory` adds the foreign key in the database.
    organisation_id = models.UUIDField("組織")
    role = models.CharField(
        "役割", max_length=40, choices=[(key, _(role.name)) for key, role in ROLES.items()]
    )
    title = models.CharField("職名", max_length=60, blank=True, default="")
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了", null=True, blank=True)

    class Meta:
        verbose_name = "所属"
        verbose_name_plural = "所属"
        indexes = [
            models.Index(fields=["user", "municipality"]),
            models.Index(fields=["organisation_id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation_id", "role"],
                condition=Q(ends_at=None),
                name="posting_once_while_it_lasts",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="posting_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="posting_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class GrantLevel(models.TextChoices):
    VIEW = "view", _("閲覧")
    EDIT = "edit", pgettext_lazy("a right", "記録")


class FieldSet(models.TextChoices):
    """How deep a grant reaches into a record; each set includes the ones before it."""

    CONTACT = "contact", _("連絡先まで")
    MEMBER = "member", _("渡された内容まで")
    CASE = "case", _("相談の経過まで")
    SENSITIVE = "sensitive", _("要配慮情報まで")


class GrantSource(models.TextChoices):
    OWNERSHIP = "ownership", _("受けた窓口")
    ASSIGNMENT = "assignment", pgettext_lazy("where a right comes from", "担当")
    REFERRAL_TASK = "referral_task", _("つなぎ")
    CONFERENCE = "conference", _("ケース会議")
    TRANSFER = "transfer", _("移管")
    BREAK_GLASS = "break_glass", _("緊急閲覧")


class LegalBasis(models.TextChoices):
    CONSENT = "consent", _("本人の同意")
    REQUIRED_CHILDREN_COUNCIL = "child_welfare_25_2", _("児童福祉法25条の2（要対協）")
    PERSONAL_INFORMATION_69 = "personal_information_69", _("個人情報保護法69条")
    NOTIFICATION = "notification", _("通告")
    OWN_DUTY = "own_duty", _("自らの所掌事務")


class Grant(TownModel):
    """Somebody may see or record something about one record, for a reason, for a time."""

    # One reads one's own and gives in one's own name; lengthening and ending is the machinery's.
    row_security = RowSecurity(
        (
            floor(),
            Policy("held_by_me", here(f"{is_mine('organisation_id')} OR user_id = {USER}"), command="SELECT"),
            Policy("given_by_me", "true", here(f"given_by_id = {USER}"), command="INSERT"),
            Policy("kept_by_the_machinery", here(IS_SYSTEM)),
        )
    )

    # The root record (a household); the kernel does not know its table.
    record_id = models.UUIDField("記録")
    organisation_id = models.UUIDField("組織", null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="アカウント",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    level = models.CharField("できること", max_length=10, choices=GrantLevel.choices)
    field_set = models.CharField("範囲", max_length=10, choices=FieldSet.choices)
    source = models.CharField("由来", max_length=20, choices=GrantSource.choices)
    # What the grant came from (a referral task, a conference): ended together with it.
    source_id = models.UUIDField("由来の記録", null=True, blank=True)
    legal_basis = models.CharField("根拠", max_length=30, choices=LegalBasis.choices)
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了", null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="与えた人",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "閲覧の権限"
        verbose_name_plural = "閲覧の権限"
        indexes = [
            models.Index(fields=["record_id", "organisation_id"]),
            models.Index(fields=["organisation_id", "ends_at"]),
            models.Index(fields=["source_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation_id=None, user__isnull=False)
                | Q(organisation_id__isnull=False, user=None),
                name="grant_to_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="grant_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(source=GrantSource.BREAK_GLASS) | Q(ends_at__isnull=False),
                name="grant_break_glass_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.level}"
