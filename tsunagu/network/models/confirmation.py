# ruff: noqa: S608 - the SQL of a policy is made of our own permissions
"""Asking an organisation whether its listings are still true: the letter, the answers, the calls."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tsunagu.directory.choices import ListingPart
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import (
    IS_SYSTEM,
    LINK,
    Policy,
    RowSecurity,
    floor,
    here,
    in_town_when,
    is_mine,
)
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.network.choices import Answer, AskReason, CallResult, Rung, Way
from tsunagu.network.models.change import IS_EDITOR, ListingChange


def _asked(keepers: str, link_column: str) -> RowSecurity:
    """Kept by who asks and by who is asked; read, and only read, through the letter's link."""
    return RowSecurity(
        (
            floor(),
            Policy("kept_by_both_sides", here(keepers)),
            Policy("read_by_link", here(f"{link_column} = {LINK}"), command="SELECT"),
        )
    )


_KEEPERS = f"{IS_SYSTEM} OR {is_mine('organisation_id')} OR {IS_EDITOR}"
# The OFFSET: the request is looked up by its id, and a plan that reads all of them is not thought of.
_OF_MY_REQUEST = (
    f"{IS_SYSTEM} OR EXISTS (SELECT 1 FROM network_confirmationrequest AS r WHERE r.id = request_id"
    f" AND ({is_mine('r.organisation_id')} OR {IS_EDITOR}) OFFSET 0)"
)


class ConfirmationRequest(TownModel):
    """One organisation is asked about all its listings that are due, in one letter (確認のお願い)."""

    row_security = _asked(_KEEPERS, "id")

    organisation = models.ForeignKey(
        Organisation, verbose_name="組織", on_delete=models.PROTECT, related_name="confirmation_requests"
    )
    rung = models.CharField("段階", max_length=16, choices=Rung.choices, default=Rung.ASKED)
    asked_at = models.DateTimeField("お願いした日時")
    # When the next rung is due; at the rung of calls, when to call (next).
    next_on = models.DateField("次にする日")
    closed_at = models.DateTimeField("すべて答えが出た日時", null=True, blank=True)

    organisation_id: UUID

    class Meta:
        verbose_name = "確認のお願い"
        verbose_name_plural = "確認のお願い"
        indexes = [
            models.Index(
                fields=["municipality", "rung", "next_on"],
                condition=Q(closed_at=None),
                name="confirmation_request_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(closed_at=None), name="confirmation_request_one_open"
            ),
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="confirmation_request_rung_known"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.asked_at:%Y-%m-%d}"


class ConfirmationItem(TownModel):
    """One listing of a request, and what was said of it."""

    row_security = _asked(_OF_MY_REQUEST, "request_id")

    request = models.ForeignKey(
        ConfirmationRequest, verbose_name="確認のお願い", on_delete=models.CASCADE, related_name="items"
    )
    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="confirmation_items"
    )
    reason = models.CharField("なぜ聞くか", max_length=12, choices=AskReason.choices, default=AskReason.DUE)
    asked_at = models.DateTimeField("聞いた日時")
    answer = models.CharField("答え", max_length=12, choices=Answer.choices, blank=True, default="")
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)
    answered_by = models.CharField("答えた人", max_length=80, blank=True, default="")
    way = models.CharField("どこから", max_length=10, choices=Way.choices, blank=True, default="")
    # What came of 「変わった」 and 「やめた」.
    change = models.ForeignKey(
        ListingChange,
        verbose_name="変更の申し出",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="confirmation_items",
    )

    request_id: UUID
    service_id: UUID

    class Meta:
        verbose_name = "確認するサービス"
        verbose_name_plural = "確認するサービス"
        indexes = [models.Index(fields=["service", "-asked_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(answer=""), name="confirmation_item_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="confirmation_item_answered_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", *Answer.values]), name="confirmation_item_answer_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.answer}"


class ConfirmationLink(TownModel):
    """A letter's way to one request. Only a digest of its key is kept.

    No second code as for a hand-over: behind it stands what is public anyway, and what it writes is a
    confirmation in the organisation's name or a proposal to the desk.
    """

    row_security = _asked(IS_SYSTEM, "request_id")

    request = models.ForeignKey(
        ConfirmationRequest, verbose_name="確認のお願い", on_delete=models.CASCADE, related_name="links"
    )
    digest = models.CharField("鍵のハッシュ", max_length=64, editable=False)
    sent_to = models.EmailField("宛先")
    made_at = models.DateTimeField("作成日時")
    ends_at = models.DateTimeField("期限")

    class Meta:
        verbose_name = "確認用リンク"
        verbose_name_plural = "確認用リンク"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "digest"], name="confirmation_link_digest_once")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.made_at:%Y-%m-%d}"


class PartConfirmation(TownModel):
    """Somebody said that some parts of a listing are true (これだけ確認した). Added, never changed."""

    row_security = in_town_when(
        f"{IS_SYSTEM} OR {is_mine('organisation_id')} OR {IS_EDITOR}", append_only=True
    )

    organisation = models.ForeignKey(
        Organisation, verbose_name="組織", on_delete=models.PROTECT, related_name="+"
    )
    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="part_confirmations"
    )
    groups = ArrayField(
        models.CharField(max_length=10, choices=ListingPart.choices), verbose_name="確認したところ"
    )
    on = models.DateField("確認した日")
    confirmed_by = models.CharField("確認した人", max_length=80)
    way = models.CharField("どこから", max_length=10, choices=Way.choices)
    by = models.ForeignKey(
        User, verbose_name="記録した人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    service_id: UUID

    class Meta:
        verbose_name = "部分の確認"
        verbose_name_plural = "部分の確認"
        indexes = [models.Index(fields=["service", "-on"])]
        constraints = [
            models.CheckConstraint(condition=~Q(groups=[]), name="part_confirmation_names_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.on}"


class ConfirmationCall(TownModel):
    """One call about a request (電話の記録). Added, never changed."""

    row_security = in_town_when(f"{IS_SYSTEM} OR {IS_EDITOR}", append_only=True)

    request = models.ForeignKey(
        ConfirmationRequest, verbose_name="確認のお願い", on_delete=models.CASCADE, related_name="calls"
    )
    # Null: the call was not about one listing (nobody answered, call back).
    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    result = models.CharField("結果", max_length=12, choices=CallResult.choices)
    spoke_with = models.CharField("話した人", max_length=60, blank=True, default="")
    note = models.CharField("メモ", max_length=400, blank=True, default="")
    next_on = models.DateField("次にかける日", null=True, blank=True)
    by = models.ForeignKey(User, verbose_name="かけた人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "確認の電話"
        verbose_name_plural = "確認の電話"
        indexes = [models.Index(fields=["request", "-at"])]
        constraints = [
            models.CheckConstraint(condition=Q(result__in=CallResult.values), name="confirmation_call_known"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.result}"
