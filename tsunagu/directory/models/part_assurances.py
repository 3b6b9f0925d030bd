"""Which part of a listing was last said to be true, and when: what a reader may rely on, part by part."""

from django.db import models
from django.db.models import Q

from tsunagu.directory.choices import ListingPart
from tsunagu.directory.models.security import published
from tsunagu.directory.models.services import Service
from tsunagu.kernel.municipality.models import TownModel


class PartAssurance(TownModel):
    """The last day on which somebody who knows said of this part that it is true."""

    row_security = published()

    service = models.ForeignKey(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="part_assurances"
    )
    part = models.CharField("どこ", max_length=10, choices=ListingPart.choices)
    on = models.DateField("確認した日")

    class Meta:
        verbose_name = "部分の最終確認"
        verbose_name_plural = "部分の最終確認"
        constraints = [
            models.UniqueConstraint(fields=["service", "part"], name="part_assurance_once"),
            models.CheckConstraint(condition=Q(part__in=ListingPart.values), name="part_assurance_known"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.part} {self.on}"
