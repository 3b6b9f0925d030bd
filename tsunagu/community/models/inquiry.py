"""A family writes to a circle and is answered; neither sees the other's address."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from tsunagu.community.choices import InquiryState, Speaker
from tsunagu.community.models.security import HAS_RECEIPT
from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import (
    IS_SYSTEM,
    LINK,
    RECEIPT,
    Policy,
    RowSecurity,
    floor,
    here,
    is_mine,
)
from tsunagu.kernel.municipality.models import TownModel

_OF_CIRCLE = f"{is_mine('organisation_id')} OR {IS_SYSTEM}"
_SEEN = "EXISTS (SELECT 1 FROM community_inquiry AS i WHERE i.id = inquiry_id)"
_MINE = f"{_SEEN[:-1]} AND i.receipt_hash = {RECEIPT})"
_OPEN = "EXISTS (SELECT 1 FROM community_inquiry AS i WHERE i.id = inquiry_id AND i.state = 'open')"


class CircleDoor(TownModel):
    """Whether an organisation wants to be written to; without a row it does.

    Growth: one row at most for each circle.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("everybody_knows", here("true"), command="SELECT"),
            Policy("circle_opens_and_closes", here(_OF_CIRCLE)),
        )
    )

    organisation = models.OneToOneField(
        Organisation, verbose_name="組織", on_delete=models.CASCADE, related_name="+"
    )
    is_open = models.BooleanField("問い合わせを受ける")

    class Meta:
        verbose_name = "サークルの受け付け"
        verbose_name_plural = "サークルの受け付け"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.is_open}"


class Inquiry(TownModel):
    """One family and one circle. Nobody else reads it, moderators included.

    Growth: some 100 a year; the words go after the end.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("family_comes_back_with_the_receipt", here(HAS_RECEIPT)),
            Policy("circle_reads_and_answers", here(_OF_CIRCLE)),
            Policy("circle_without_account_has_a_link", here(f"id = {LINK}")),
            Policy("anybody_may_write", "true", here("state = 'open'"), command="INSERT"),
        )
    )

    organisation = models.ForeignKey(
        Organisation, verbose_name="サークル", on_delete=models.CASCADE, related_name="inquiries"
    )
    state = models.CharField("状態", max_length=10, choices=InquiryState.choices, default=InquiryState.OPEN)
    # Who spoke last waits for the other.
    waits_for = models.CharField(
        "返事を待つ相手", max_length=10, choices=Speaker.choices, default=Speaker.CIRCLE
    )
    display_name = models.CharField("呼んでほしい名前", max_length=40, blank=True, default="")
    language = models.CharField("書かれた言語", max_length=10, default="ja")
    receipt_hash = models.CharField("受付番号の控え", max_length=64, unique=True, editable=False)
    # A hash of sender and circle: whom a circle has blocked does not begin anew.
    sender = models.CharField("送り主の控え", max_length=64, blank=True, default="", editable=False)
    asked_at = models.DateTimeField("届いた日時")
    last_at = models.DateTimeField("最後に書いた日時")
    ended_at = models.DateTimeField("終わった日時", null=True, blank=True)
    erased_at = models.DateTimeField("本文を消した日時", null=True, blank=True)

    organisation_id: UUID

    class Meta:
        verbose_name = "サークルへの問い合わせ"
        verbose_name_plural = "サークルへの問い合わせ"
        indexes = [
            models.Index(fields=["organisation", "-last_at"]),
            models.Index(
                fields=["municipality", "last_at"],
                condition=Q(state=InquiryState.OPEN),
                name="inquiry_still_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InquiryState.values), name="inquiry_state_known"),
            models.CheckConstraint(
                condition=Q(waits_for__in=Speaker.values), name="inquiry_waits_for_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state=InquiryState.OPEN, ended_at=None, erased_at=None)
                | ~Q(state=InquiryState.OPEN) & Q(ended_at__isnull=False),
                name="inquiry_ended_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.asked_at:%Y-%m-%d}"


class InquiryAddress(TownModel):
    """Where to say that an answer is there. Only the house reads it, and it goes when the letters end.

    Growth: one for every second inquiry, until it ends.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("the_house_alone_reads", here(IS_SYSTEM)),
            Policy(
                "family_leaves_it",
                "true",
                here(_MINE),
                command="INSERT",
            ),
        )
    )

    inquiry = models.OneToOneField(
        Inquiry, verbose_name="問い合わせ", on_delete=models.CASCADE, related_name="+"
    )
    email = models.EmailField("知らせの宛先")

    class Meta:
        verbose_name = "問い合わせの知らせの宛先"
        verbose_name_plural = "問い合わせの知らせの宛先"

    def __str__(self) -> str:
        return f"{self.inquiry_id}"


class InquiryLine(TownModel):
    """What one of the two said. Whoever sees the inquiry sees it; nobody adds to one that is over.

    Growth: three for each inquiry.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("both_sides_read", here(_SEEN), command="SELECT"),
            Policy("both_sides_write_while_open", "true", here(_OPEN), command="INSERT"),
            Policy("words_are_erased", here(IS_SYSTEM), command="UPDATE"),
        )
    )

    inquiry = models.ForeignKey(
        Inquiry, verbose_name="問い合わせ", on_delete=models.CASCADE, related_name="lines"
    )
    speaker = models.CharField("書いた側", max_length=10, choices=Speaker.choices)
    text = models.TextField("本文", max_length=2000, blank=True, default="")
    by = models.ForeignKey(
        User, verbose_name="書いた人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "問い合わせの発言"
        verbose_name_plural = "問い合わせの発言"
        indexes = [models.Index(fields=["inquiry", "at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker__in=Speaker.values), name="inquiry_line_by_one_of_two"
            ),
            models.CheckConstraint(
                condition=Q(by=None) | Q(speaker=Speaker.CIRCLE), name="inquiry_line_of_family_names_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.at:%Y-%m-%d}"
