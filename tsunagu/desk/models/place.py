"""Where the desk is open (開設場所), and on which days it was."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from tsunagu.desk.choices import PlaceKind
from tsunagu.kernel.database.row_security import signed_in_in_town
from tsunagu.kernel.municipality.models import TownModel


class ConsultationPlace(TownModel):
    """A desk's own counter, or a place it goes out to (出張窓口)."""

    row_security = signed_in_in_town()

    organisation = models.ForeignKey(
        "directory.Organisation",
        verbose_name="窓口",
        on_delete=models.PROTECT,
        related_name="consultation_places",
    )
    location = models.ForeignKey(
        "directory.Location",
        verbose_name="場所",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.CharField("種類", max_length=14, choices=PlaceKind.choices, default=PlaceKind.DESK)
    name = models.CharField("名称", max_length=80)
    name_kana = models.CharField("名称（フリガナ）", max_length=120, blank=True, default="")
    district = models.CharField("地区", max_length=60, blank=True, default="")
    # An opening rule as `kernel.dates.opening_json` reads it; None is unknown, not closed.
    opening = models.JSONField("開設日の決まり", null=True, blank=True)
    opening_text = models.CharField("開設日の言い方", max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField("並び順", default=0)
    is_closed = models.BooleanField("閉じた", default=False)

    organisation_id: UUID

    class Meta:
        verbose_name = "開設場所"
        verbose_name_plural = "開設場所"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="place_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
            models.UniqueConstraint(fields=["organisation", "name"], name="place_name_once_per_desk"),
        ]

    def __str__(self) -> str:
        return self.name


class DeskDay(TownModel):
    """A place was open on a day. 開設日数 counts days, whether or not anybody came.

    Growth: about 350 a year per place that opens daily.
    """

    row_security = signed_in_in_town()

    place = models.ForeignKey(
        ConsultationPlace, verbose_name="開設場所", on_delete=models.PROTECT, related_name="days"
    )
    day = models.DateField("開設日")

    class Meta:
        verbose_name = "開設日"
        verbose_name_plural = "開設日"
        indexes = [models.Index(fields=["municipality", "day"])]
        constraints = [models.UniqueConstraint(fields=["place", "day"], name="desk_day_once_per_place")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.day}"
