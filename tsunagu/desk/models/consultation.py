"""What a family asked and what was answered; the headline of a household.

How the yearly table counts (年度, 開設日数, 年間延べ利用者数, 年間相談件数, 1日平均利用者数):
- 開設日数: the days on which the desk was open (`DeskDay`), also those on which nobody came;
- 延べ利用者数: the people who came, called or were visited, once per consultation (`people_count`);
- 相談件数: the topics, because one person brings several questions (`ConsultationTopic` rows), which is why
  the seed's 件数 are always above its 利用者;
- 1日平均: 延べ利用者数 ÷ 開設日数.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from tsunagu.desk.choices import Asker, Method, NextActionKind
from tsunagu.kernel.database.row_security import IS_SYSTEM, RowSecurity, granted, in_town_when, is_mine
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.row_rules import CASE_FIELD_SETS

# What was said needs a grant that reaches the case; being shown a hand-over does not open it.
SEES_CASE = granted("household_id", field_sets=CASE_FIELD_SETS)


def of_consultation() -> RowSecurity:
    """Rows of a consultation are seen with it; the consultation's own policy answers the inner question."""
    parent = "EXISTS (SELECT 1 FROM desk_consultation AS c WHERE c.id = consultation_id)"
    return in_town_when(f"{parent} OR {IS_SYSTEM}")


class Consultation(TownModel):
    """One conversation, with its questions and answers.

    Growth: about 1,100 a year at the seed's busiest desk; its topics about 1,500.
    """

    # Without a household there is nobody's grant: what was asked anonymously stays with the desk.
    row_security = in_town_when(
        f"({SEES_CASE}) OR (household_id IS NULL AND {is_mine('organisation_id')}) OR {IS_SYSTEM}"
    )

    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name="窓口", on_delete=models.PROTECT, related_name="consultations"
    )
    place = models.ForeignKey(
        "desk.ConsultationPlace",
        verbose_name="開設場所",
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    at = models.DateTimeField("相談の日時")
    method = models.CharField("方法", max_length=10, choices=Method.choices)
    household = models.ForeignKey(
        "families.Household",
        verbose_name="家庭",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
    )
    asked_by = models.ForeignKey(
        "families.Person",
        verbose_name="相談した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    asker = models.CharField("だれから", max_length=12, choices=Asker.choices, default=Asker.MOTHER)
    people_count = models.PositiveSmallIntegerField("利用者数", default=1)
    minutes = models.PositiveSmallIntegerField("時間（分）", null=True, blank=True)
    asked = models.TextField("聞いたこと", blank=True, default="")
    answered = models.TextField("答えたこと", blank=True, default="")
    unmet_need = models.CharField("見つからなかった支え", max_length=400, blank=True, default="")
    is_unmet = models.BooleanField("足りる資源がなかった", default=False)
    next_kind = models.CharField(
        "次にすること", max_length=12, choices=NextActionKind.choices, blank=True, default=""
    )
    next_note = models.CharField("次にすることの内容", max_length=200, blank=True, default="")
    next_on = models.DateField("いつまでに", null=True, blank=True)
    next_owner = models.ForeignKey(
        "kernel.User",
        verbose_name="だれが",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    next_done_at = models.DateTimeField("済んだ日時", null=True, blank=True)
    next_done_by = models.ForeignKey(
        "kernel.User",
        verbose_name="済ませた人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_by = models.ForeignKey(
        "kernel.User", verbose_name="記録した人", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("記録日時")

    organisation_id: UUID
    household_id: UUID | None

    class Meta:
        verbose_name = "相談"
        verbose_name_plural = "相談"
        indexes = [
            models.Index(fields=["household", "-at"]),
            models.Index(fields=["organisation", "-at"]),
            models.Index(fields=["municipality", "at"]),
            models.Index(
                fields=["next_owner", "next_on"],
                condition=Q(next_on__isnull=False, next_done_at=None),
                name="consultation_open_next_action",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="consultation_method_known"),
            models.CheckConstraint(condition=Q(people_count__gte=1), name="consultation_somebody_asked"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=600),
                name="consultation_minutes_sane",
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None) | Q(household__isnull=False),
                name="consultation_asker_of_a_household",
            ),
            models.CheckConstraint(
                condition=Q(next_kind="", next_on=None, next_owner=None, next_note="")
                | (~Q(next_kind="") & Q(next_on__isnull=False, next_owner__isnull=False)),
                name="consultation_next_action_complete",
            ),
            models.CheckConstraint(
                condition=Q(next_done_at=None, next_done_by=None)
                | (Q(next_done_at__isnull=False, next_done_by__isnull=False) & ~Q(next_kind="")),
                name="consultation_next_done_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(is_unmet=False, unmet_need="") | (Q(is_unmet=True) & ~Q(unmet_need="")),
                name="consultation_unmet_need_is_told",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=F("at")), name="consultation_recorded_after_it_happened"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.at:%Y-%m-%d}"


class ConsultationTopic(TownModel):
    """One question of a consultation, by a need of the taxonomy or 「その他」. Counts as one 件."""

    row_security = of_consultation()

    consultation = models.ForeignKey(
        Consultation, verbose_name="相談", on_delete=models.CASCADE, related_name="topics"
    )
    # The key of a term, kept as text: the count of a year must not change when a term goes.
    topic = models.CharField("相談の種類", max_length=60)
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "相談の種類"
        verbose_name_plural = "相談の種類"
        indexes = [models.Index(fields=["municipality", "topic"])]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "topic"], name="consultation_topic_once"),
            models.CheckConstraint(condition=~Q(topic=""), name="consultation_topic_named"),
        ]

    def __str__(self) -> str:
        return self.topic


class ConsultationSuggestion(TownModel):
    """A listing that was shown or suggested to the family."""

    row_security = of_consultation()

    consultation = models.ForeignKey(
        Consultation, verbose_name="相談", on_delete=models.CASCADE, related_name="suggestions"
    )
    service = models.ForeignKey(
        "directory.Service", verbose_name="紹介した資源", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "紹介した資源"
        verbose_name_plural = "紹介した資源"
        constraints = [
            models.UniqueConstraint(fields=["consultation", "service"], name="consultation_service_once"),
        ]

    def __str__(self) -> str:
        return str(self.service_id)


class HouseholdHeadline(TownModel):
    """「今、この家庭で何が大変か」, as somebody saw it on a day. The newest is shown; older ones stay."""

    row_security = in_town_when(f"({SEES_CASE}) OR {IS_SYSTEM}", append_only=True)

    household = models.ForeignKey(
        "families.Household", verbose_name="家庭", on_delete=models.PROTECT, related_name="headlines"
    )
    text = models.CharField("今、この家庭で何が大変か", max_length=200)
    by = models.ForeignKey("kernel.User", verbose_name="書いた人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "家庭の見出し"
        verbose_name_plural = "家庭の見出し"
        indexes = [models.Index(fields=["household", "-at"])]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="headline_says_something")]

    def __str__(self) -> str:
        return self.text
