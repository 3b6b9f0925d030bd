"""The people of a household, how they are related, and how they are reached."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from tsunagu.families.choices import ContactKind, LeftReason, RelationKind, Sex, Standing
from tsunagu.kernel.database.row_security import IS_SYSTEM, granted, in_town_when
from tsunagu.kernel.municipality.models import TownModel

OF_HOUSEHOLD = in_town_when(f"{granted('household_id')} OR {IS_SYSTEM}")


class Person(TownModel):
    """Somebody of a household. The name is written as its bearer writes it; the keys are for searching only.

    Growth: some 1,500 a year in a town of 190,000.
    """

    row_security = OF_HOUSEHOLD

    household = models.ForeignKey(
        "families.Household", verbose_name="家庭", on_delete=models.PROTECT, related_name="people"
    )
    family_name = models.CharField("姓", max_length=60, blank=True, default="")
    given_name = models.CharField("名", max_length=60, blank=True, default="")
    # Typed by a person who heard or read it, never guessed from the kanji.
    family_kana = models.CharField("セイ", max_length=80, blank=True, default="")
    given_kana = models.CharField("メイ", max_length=80, blank=True, default="")
    original_name = models.CharField("原語の氏名", max_length=120, blank=True, default="")
    name_key = models.CharField("氏名の鍵", max_length=140, blank=True, default="", editable=False)
    kana_key = models.CharField("フリガナの鍵", max_length=160, blank=True, default="", editable=False)
    is_unnamed = models.BooleanField("名前を聞いていない", default=False)
    standing = models.CharField("続柄", max_length=12, choices=Standing.choices, default=Standing.UNKNOWN)
    sex = models.CharField("性別", max_length=6, choices=Sex.choices, blank=True, default="")
    born_on = models.DateField("生年月日", null=True, blank=True)
    due_on = models.DateField("出産予定日", null=True, blank=True)
    left_on = models.DateField("この家庭を離れた日", null=True, blank=True)
    left_reason = models.CharField(
        "離れた理由", max_length=6, choices=LeftReason.choices, blank=True, default=""
    )
    recorded_at = models.DateTimeField("記録日時")

    household_id: UUID

    class Meta:
        verbose_name = "人"
        verbose_name_plural = "人"
        indexes = [
            models.Index(fields=["household"]),
            models.Index(fields=["municipality", "kana_key"]),
            models.Index(fields=["municipality", "name_key"]),
            models.Index(fields=["municipality", "born_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_unnamed=True, name_key="", kana_key="", original_name="")
                | (Q(is_unnamed=False) & ~Q(name_key="", kana_key="", original_name="")),
                name="person_named_or_marked_unnamed",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None, left_reason="") | (Q(left_on__isnull=False) & ~Q(left_reason="")),
                name="person_left_on_and_reason_together",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(born_on=None) | Q(left_on__gte=F("born_on")),
                name="person_leaves_after_birth",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """「佐藤 さくら」, the original name, or that nobody has told it."""
        written = " ".join(part for part in (self.family_name, self.given_name) if part)
        return written or self.original_name or self.kana or "（名前は聞いていない）"

    @property
    def kana(self) -> str:
        """「サトウ サクラ」."""
        return " ".join(part for part in (self.family_kana, self.given_kana) if part)


class ContactWay(TownModel):
    """A telephone number or mail address of a household or one of its people."""

    row_security = OF_HOUSEHOLD

    household = models.ForeignKey(
        "families.Household", verbose_name="家庭", on_delete=models.CASCADE, related_name="contact_ways"
    )
    person = models.ForeignKey(
        "families.Person",
        verbose_name="誰の",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contact_ways",
    )
    kind = models.CharField("種類", max_length=6, choices=ContactKind.choices)
    value = models.CharField("番号・アドレス", max_length=120)
    # Digits only, or the address in lower case: what a search compares.
    key = models.CharField("検索の鍵", max_length=120, editable=False)
    note = models.CharField("メモ", max_length=80, blank=True, default="")

    class Meta:
        verbose_name = "連絡先"
        verbose_name_plural = "連絡先"
        indexes = [models.Index(fields=["municipality", "key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person", "kind", "key"],
                nulls_distinct=False,
                name="contact_way_once_per_person",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="contact_way_has_a_value"),
        ]

    def __str__(self) -> str:
        return self.value


class Relation(TownModel):
    """How one person of a household stands to another."""

    row_security = OF_HOUSEHOLD

    household = models.ForeignKey(
        "families.Household", verbose_name="家庭", on_delete=models.CASCADE, related_name="relations"
    )
    person = models.ForeignKey(
        "families.Person", verbose_name="人", on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField("関係", max_length=12, choices=RelationKind.choices)
    to = models.ForeignKey(
        "families.Person", verbose_name="誰の", on_delete=models.CASCADE, related_name="related_by"
    )

    class Meta:
        verbose_name = "家族の関係"
        verbose_name_plural = "家族の関係"
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("to")), name="relation_not_to_oneself"),
            models.UniqueConstraint(fields=["person", "kind", "to"], name="relation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.to_id}"
