"""Where help is given: districts and locations."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tsunagu.directory.choices import LocationType
from tsunagu.directory.models.security import published
from tsunagu.directory.models.sources import Sourced, source_constraints
from tsunagu.kernel.municipality.models import TownModel


class District(Sourced, TownModel):
    """A part of the town as its people name it (地区, 地域自治区)."""

    row_security = published()

    name = models.CharField("地区名", max_length=60)
    name_kana = models.CharField("地区名（フリガナ）", max_length=80, blank=True, default="")
    name_en = models.CharField("地区名（英語）", max_length=80, blank=True, default="")
    alternate_names = ArrayField(
        models.CharField(max_length=60), verbose_name="ほかの呼び名", default=list, blank=True
    )
    kind = models.CharField("区分", max_length=40, blank=True, default="")
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "地区"
        verbose_name_plural = "地区"
        constraints = [
            *source_constraints("district"),
            models.UniqueConstraint(fields=["municipality", "name"], name="district_name_once_in_town"),
            models.CheckConstraint(condition=~Q(name=""), name="district_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Location(Sourced, TownModel):
    """A place one can go to, write to or connect to (HSDS location with its address)."""

    row_security = published()

    name = models.CharField("名称", max_length=120)
    name_kana = models.CharField("名称（フリガナ）", max_length=200)
    name_en = models.CharField("名称（英語）", max_length=160, blank=True, default="")
    alternate_names = ArrayField(
        models.CharField(max_length=120), verbose_name="ほかの呼び名", default=list, blank=True
    )
    location_type = models.CharField(
        "形", max_length=10, choices=LocationType.choices, default=LocationType.PHYSICAL
    )
    organisation = models.ForeignKey(
        "directory.Organisation",
        verbose_name="組織",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="locations",
    )
    district = models.ForeignKey(
        District,
        verbose_name="地区",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="locations",
    )
    postal_code = models.CharField("郵便番号", max_length=8, blank=True, default="")
    state_province = models.CharField("都道府県", max_length=10, blank=True, default="")
    city = models.CharField("市町村", max_length=40, blank=True, default="")
    address_1 = models.CharField("町名・番地", max_length=160, blank=True, default="")
    address_2 = models.CharField("建物・階", max_length=120, blank=True, default="")
    url = models.URLField("オンラインの場所", max_length=300, blank=True, default="")
    latitude = models.DecimalField("緯度", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("経度", max_digits=9, decimal_places=6, null=True, blank=True)
    accessibility = ArrayField(
        models.CharField(max_length=80), verbose_name="設備・バリアフリー", default=list, blank=True
    )
    transportation = models.CharField("交通", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "場所"
        verbose_name_plural = "場所"
        indexes = [models.Index(fields=["municipality", "name_kana"])]
        constraints = [
            *source_constraints("location"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(name_kana=""), name="location_named_and_read"),
            models.CheckConstraint(
                condition=Q(location_type__in=LocationType.values), name="location_type_known"
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=r"^[0-9]{3}-[0-9]{4}$"),
                name="location_postal_code_shape",
            ),
            models.CheckConstraint(
                # Within Japan: the two are often swapped in published data.
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(20, 46),
                    longitude__range=(122, 154),
                ),
                name="location_coordinates_paired_in_japan",
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(location_type=LocationType.VIRTUAL), name="location_url_only_virtual"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The address in one line, as far as it is known."""
        street = f"{self.city}{self.address_1}"
        return f"{street} {self.address_2}".strip()
