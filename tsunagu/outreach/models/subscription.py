"""Who wants to be written to: an address under seal, and the little that chooses what is sent there."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tsunagu.kernel.database.row_security import IS_SYSTEM, LINK, Policy, RowSecurity, floor, here
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.outreach.choices import LetterLanguage, Subject

# No colleague, whatever the role: only the town's own machinery writes letters, and only the receiver's link
# opens what was told.
NO_COLLEAGUE = (
    floor(),
    Policy("kept_by_the_town", using=here(IS_SYSTEM)),
)


class Subscription(TownModel):
    """One address that asked for notices (お知らせの登録). No name, no account.

    Growth: some 400 a year, three births in ten.
    """

    row_security = RowSecurity(
        (*NO_COLLEAGUE, Policy("read_by_its_link", using=here(f"id = {LINK}"), command="SELECT"))
    )

    # Keyed: whoever types an address again is recognised, and nobody can try addresses against a copy.
    address_digest = models.CharField("宛先の控え", max_length=64, editable=False)
    sealed_address = models.BinaryField("封をした宛先")
    language = models.CharField(
        "言語", max_length=10, choices=LetterLanguage.choices, default=LetterLanguage.JAPANESE
    )
    district = models.ForeignKey(
        "directory.District",
        verbose_name="地区",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    subjects = ArrayField(
        models.CharField(max_length=10, choices=Subject.choices), verbose_name="知りたいこと"
    )
    asked_at = models.DateTimeField("申し込みの日時")
    # Until the link in the first letter was followed nothing else is sent.
    confirmed_at = models.DateTimeField("確認の日時", null=True, blank=True)
    # When the letter with the link was last written: nobody's letter box is filled by typing its address.
    letter_at = models.DateTimeField("確認のメールの日時")

    district_id: UUID | None

    class Meta:
        verbose_name = "お知らせの登録"
        verbose_name_plural = "お知らせの登録"
        indexes = [
            models.Index(
                fields=["municipality", "asked_at"],
                condition=Q(confirmed_at=None),
                name="subscription_unconfirmed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "address_digest"], name="subscription_once_for_an_address"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LetterLanguage.values), name="subscription_language_known"
            ),
            models.CheckConstraint(
                condition=Q(subjects__contained_by=Subject.values) & Q(subjects__len__gte=1),
                name="subscription_subjects_known",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("asked_at")),
                name="subscription_confirmed_after_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}"


class SubscribedChild(TownModel):
    """A month in which a child was born, or is expected: all that is known of the child.

    Growth: some 600 a year.
    """

    row_security = RowSecurity(
        (
            *NO_COLLEAGUE,
            Policy(
                "read_by_its_link",
                using=here("EXISTS (SELECT 1 FROM outreach_subscription AS s WHERE s.id = subscription_id)"),
                command="SELECT",
            ),
        )
    )

    subscription = models.ForeignKey(
        Subscription, verbose_name="お知らせの登録", on_delete=models.CASCADE, related_name="children"
    )
    month = models.DateField("生まれた月・予定の月")
    is_due = models.BooleanField("これから生まれる", default=False)

    subscription_id: UUID

    class Meta:
        verbose_name = "登録した子の月"
        verbose_name_plural = "登録した子の月"
        indexes = [models.Index(fields=["municipality", "month"])]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "month", "is_due"], name="subscribed_child_month_once"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="subscribed_child_month_is_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
