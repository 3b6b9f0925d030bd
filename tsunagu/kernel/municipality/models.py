"""The town, and what every row of a town carries."""

from uuid import UUID

from django.db import models

from tsunagu.kernel.database.row_security import TOWN, Policy, RowSecurity, in_town
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import current_town_id


class Municipality(models.Model):
    """A town that runs the network (市町村). Which towns there are is public; only its own may change it."""

    row_security = RowSecurity(
        (
            Policy("listed", using="true", command="SELECT"),
            Policy("founded", using="true", command="INSERT"),
            Policy("changed_by_itself", using=f"id = {TOWN}", command="UPDATE"),
        )
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField("URLの名前", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    name_kana = models.CharField("名称（フリガナ）", max_length=80)
    name_en = models.CharField("名称（英語）", max_length=80)
    prefecture = models.CharField("都道府県", max_length=10)
    code = models.CharField("全国地方公共団体コード", max_length=6, unique=True)
    host = models.CharField("ホスト名", max_length=120, blank=True, default="")
    is_demo = models.BooleanField("デモの町", default=False)
    # Raised by every change of the town's public directory; rendered fragments are kept per version.
    directory_version = models.PositiveBigIntegerField("名簿の版", default=1)
    facts = models.JSONField("基礎データ", default=dict, blank=True)

    class Meta:
        verbose_name = "市町村"
        verbose_name_plural = "市町村"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{6}$"), name="municipality_code_six_digits"
            ),
            models.UniqueConstraint(
                fields=["host"], condition=~models.Q(host=""), name="municipality_host_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TownModel(models.Model):
    """A row that belongs to exactly one town and is invisible to every other."""

    row_security: RowSecurity = in_town()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        "kernel.Municipality",
        verbose_name="市町村",
        on_delete=models.PROTECT,
        default=current_town_id,
        editable=False,
        related_name="+",
    )
    municipality_id: UUID

    class Meta:
        abstract = True
