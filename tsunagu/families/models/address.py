"""Where a household lives. A hidden address (秘匿) is another table, sealed, opened by a journalled act."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from tsunagu.families.choices import AddressKind
from tsunagu.families.models.person import OF_HOUSEHOLD
from tsunagu.kernel.database.row_security import IS_SYSTEM, granted, in_town_when
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.row_rules import holds


class Address(TownModel):
    """An address for a time. A hidden one is here only as the fact that it exists."""

    row_security = OF_HOUSEHOLD

    household = models.ForeignKey(
        "families.Household", verbose_name="家庭", on_delete=models.CASCADE, related_name="addresses"
    )
    kind = models.CharField("種類", max_length=6, choices=AddressKind.choices, default=AddressKind.HOME)
    postal_code = models.CharField("郵便番号", max_length=7, blank=True, default="")
    text = models.CharField("住所", max_length=200, blank=True, default="")
    is_hidden = models.BooleanField("秘匿", default=False)
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "住所"
        verbose_name_plural = "住所"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_hidden=True, text="", postal_code="") | (Q(is_hidden=False) & ~Q(text="")),
                name="address_hidden_is_not_written_here",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="address_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["household", "kind"], condition=Q(until=None), name="address_one_of_a_kind_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return "（秘匿）" if self.is_hidden else self.text


class HiddenAddress(TownModel):
    """The words of a hidden address, sealed. Only `reveal_hidden_address` opens them."""

    row_security = in_town_when(
        f"({granted('household_id')} AND {holds(Permission.HIDDEN_ADDRESS_VIEW)}) OR {IS_SYSTEM}",
        # Whoever writes down a family's hidden address need not be allowed to read it again.
        also_insert=granted("household_id"),
    )

    household = models.ForeignKey(
        "families.Household", verbose_name="家庭", on_delete=models.CASCADE, related_name="+"
    )
    address = models.OneToOneField(
        "families.Address", verbose_name="住所", on_delete=models.CASCADE, related_name="+"
    )
    sealed = models.BinaryField("封をした住所")

    household_id: UUID

    class Meta:
        verbose_name = "秘匿住所"
        verbose_name_plural = "秘匿住所"

    def __str__(self) -> str:
        return "（秘匿）"
