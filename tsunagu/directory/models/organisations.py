"""Who offers help: organisations, and what only supporters know of them."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tsunagu.directory.choices import MemberStatus, ServiceStatus
from tsunagu.directory.models.security import published
from tsunagu.directory.models.sources import Sourced, source_constraints
from tsunagu.kernel.database.row_security import signed_in_in_town
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.municipality.models import TownModel

# A change leaves its earlier wording behind, whoever made it and however; who did it stands in the journal.
HISTORY = {"row_security": signed_in_in_town(append_only=True)}

# Kinds of bodies that nobody can hand a family to: a meeting, a role in the neighbourhood.
_NOT_HANDED_TO = frozenset({"council", "individual_role"})


def usually_takes_referrals(kind: str, status: str, is_desk: bool) -> bool:
    """Where nothing is said: a body that works now and is made of people one can hand a family to."""
    return is_desk or (status == ServiceStatus.ACTIVE and kind not in _NOT_HANDED_TO)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    context_field=None,
    context_id_field=None,
    attrs=HISTORY,
)
class Organisation(Sourced, TownModel):
    """A body of the network (HSDS organization): a division of the town, an NPO, a clinic, a circle."""

    row_security = published()

    name = models.CharField("名称", max_length=120)
    name_kana = models.CharField("名称（フリガナ）", max_length=200)
    name_en = models.CharField("名称（英語）", max_length=160, blank=True, default="")
    alternate_names = ArrayField(
        models.CharField(max_length=120), verbose_name="ほかの呼び名", default=list, blank=True
    )
    kind = models.ForeignKey(
        "directory.TaxonomyTerm",
        verbose_name="種類",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    description = models.TextField("説明", blank=True, default="")
    parent = models.ForeignKey(
        "self",
        verbose_name="上位の組織",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="divisions",
    )
    district = models.ForeignKey(
        "directory.District",
        verbose_name="地区",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
    )
    status = models.CharField(
        "状態", max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE
    )
    member_status = models.CharField(
        "ネットワークへの登録", max_length=10, choices=MemberStatus.choices, default=MemberStatus.NONE
    )
    member_since = models.DateField("登録日", null=True, blank=True)
    # The 総合支援窓口: what nobody else takes comes here, and comes back here.
    is_desk = models.BooleanField("総合支援窓口", default=False)
    takes_referrals = models.BooleanField("つなぎを受ける", default=False)
    website = models.URLField("ウェブサイト", max_length=300, blank=True, default="")
    email = models.EmailField("公開のメールアドレス", blank=True, default="")
    updated_at = models.DateTimeField("更新日時", default=moment)

    class Meta:
        verbose_name = "組織"
        verbose_name_plural = "組織"
        indexes = [
            models.Index(fields=["municipality", "name_kana"]),
            models.Index(fields=["municipality"], condition=Q(is_desk=True), name="organisation_desks"),
        ]
        constraints = [
            *source_constraints("organisation"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name_kana=""), name="organisation_named_and_read"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ServiceStatus.values), name="organisation_status_known"
            ),
            models.CheckConstraint(
                condition=Q(member_status__in=MemberStatus.values), name="organisation_member_status_known"
            ),
            models.CheckConstraint(
                condition=Q(member_since=None)
                | Q(member_status__in=[MemberStatus.MEMBER, MemberStatus.LEFT]),
                name="organisation_member_since_needs_membership",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="organisation_not_its_parent"
            ),
            models.CheckConstraint(
                condition=Q(is_desk=False) | Q(takes_referrals=True), name="organisation_desk_takes_referrals"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationSupporterNote(TownModel):
    """What only supporters see of an organisation. A row of its own, so that the database can hide it."""

    row_security = signed_in_in_town()

    organisation = models.OneToOneField(
        Organisation, verbose_name="組織", on_delete=models.CASCADE, related_name="supporter_note"
    )
    # Where an organisation without an account hears of a hand-over.
    notice_email = models.EmailField("連絡用メールアドレス", blank=True, default="")
    internal_note = models.TextField("支援者どうしのメモ", blank=True, default="")
    updated_at = models.DateTimeField("更新日時", default=moment)

    class Meta:
        verbose_name = "組織の支援者向け情報"
        verbose_name_plural = "組織の支援者向け情報"

    def __str__(self) -> str:
        return str(self.organisation_id)
