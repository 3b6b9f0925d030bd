"""Who is on duty when others are closed (休日当番医)."""

from django.db import models
from django.db.models import F, Q

from tsunagu.directory.models.organisations import Organisation
from tsunagu.directory.models.security import published
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.municipality.models import TownModel


class DutyRota(TownModel):
    """One clinic's duty on one day, from one time until another."""

    row_security = published()

    day = models.DateField("日付")
    # Minutes after 0:00 of the day; a duty through the night ends after 1440 (19:00–翌6:00 is 1140–1800).
    from_minute = models.PositiveSmallIntegerField("いつから")
    until_minute = models.PositiveSmallIntegerField("いつまで")
    # Where the clinic stands in the register; its name, number and address are kept as they were announced.
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="名簿の組織",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="duties",
    )
    name = models.CharField("医療機関", max_length=120)
    phone = models.CharField("電話番号", max_length=20, blank=True, default="")
    address = models.CharField("所在地", max_length=200, blank=True, default="")
    department = models.CharField("診療科目", max_length=80, blank=True, default="")
    note = models.CharField("補足", max_length=200, blank=True, default="")
    updated_at = models.DateTimeField("更新日時", default=moment)

    class Meta:
        verbose_name = "休日当番医"
        verbose_name_plural = "休日当番医"
        indexes = [models.Index(fields=["municipality", "day", "from_minute"], name="duty_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="duty_names_a_clinic"),
            models.CheckConstraint(
                condition=Q(from_minute__lt=DAY_MINUTES) & Q(from_minute__lt=F("until_minute")),
                name="duty_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(until_minute__lte=F("from_minute") + DAY_MINUTES),
                name="duty_no_longer_than_a_day",
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^[+#0-9][0-9-]+$"), name="duty_phone_shape"
            ),
            models.UniqueConstraint(
                fields=["municipality", "day", "from_minute", "name", "department"], name="duty_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
