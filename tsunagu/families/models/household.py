"""A household (家庭): the record that grants open, and that everything about a family hangs on."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from tsunagu.families.choices import Language, PreferredContact
from tsunagu.kernel.database.row_security import IS_SYSTEM, granted, in_town_when
from tsunagu.kernel.municipality.models import TownModel


class Household(TownModel):
    """People who live and raise children together; possibly without a name, because one may ask without one.

    Growth: about one row per two consultations, some 500 a year in a town of 190,000.
    """

    # A grant comes first, then the household: nobody can add one that nobody is responsible for.
    row_security = in_town_when(f"{granted('families_household.id')} OR {IS_SYSTEM}")

    label = models.CharField("呼び名", max_length=60)
    label_kana = models.CharField("呼び名（フリガナ）", max_length=80, blank=True, default="")
    kana_key = models.CharField("並びと検索の鍵", max_length=80, blank=True, default="", editable=False)
    is_anonymous = models.BooleanField("名前を伏せている", default=False)
    district = models.CharField("地区", max_length=60, blank=True, default="")
    preferred_contact = models.CharField(
        "希望の連絡方法",
        max_length=10,
        choices=PreferredContact.choices,
        default=PreferredContact.UNKNOWN,
    )
    language = models.CharField("言語", max_length=10, choices=Language.choices, default=Language.JAPANESE)
    language_note = models.CharField("言語（その他）", max_length=60, blank=True, default="")
    needs_interpreter = models.BooleanField("通訳が必要", default=False)
    no_phone = models.BooleanField("電話しない", default=False)
    no_mail = models.BooleanField("メールしない", default=False)
    no_letter = models.BooleanField("郵便を送らない", default=False)
    no_visit = models.BooleanField("訪問しない", default=False)
    contact_prohibited = models.CharField(
        "連絡してはいけない時間・方法", max_length=400, blank=True, default=""
    )
    # The address itself is elsewhere and sealed; this says only that there is one to protect.
    has_hidden_address = models.BooleanField("住所は秘匿", default=False)
    recorded_by = models.ForeignKey(
        "kernel.User", verbose_name="記録した人", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField("記録日時")

    recorded_by_id: UUID | None

    class Meta:
        verbose_name = "家庭"
        verbose_name_plural = "家庭"
        indexes = [models.Index(fields=["municipality", "kana_key"])]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="household_has_a_label"),
            # A district narrows a hidden address down to a few streets.
            models.CheckConstraint(
                condition=Q(has_hidden_address=False) | Q(district=""),
                name="household_hidden_has_no_district",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def has_contact_rules(self) -> bool:
        """Whether anything about reaching this family is forbidden."""
        flags = self.no_phone, self.no_mail, self.no_letter, self.no_visit
        return any(flags) or bool(self.contact_prohibited)
