"""Two append-only tables, without a foreign key to what they tell of: no cascade can erase them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tsunagu.kernel.database.row_security import IS_SIGNED_IN, in_town_when, signed_in_in_town
from tsunagu.kernel.municipality.models import TownModel


class WriteEntry(TownModel):
    """Something that was done (操作の記録). For investigators, never for screens' state."""

    # A visitor's first contact and a letter's link leave a trace too: without an account, in nobody's name.
    row_security = in_town_when(IS_SIGNED_IN, append_only=True, also_insert="by_id IS NULL")

    event = models.CharField("操作", max_length=60)
    record_id = models.UUIDField("記録", null=True)
    by_id = models.UUIDField("操作した人", null=True)
    at = models.DateTimeField("日時")
    # Codes and ids only; never a name, an address or a free text.
    details = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "操作の記録"
        verbose_name_plural = "操作の記録"
        indexes = [models.Index(fields=["record_id", "at"]), models.Index(fields=["municipality", "at"])]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"


class ReadEntry(TownModel):
    """Somebody was shown records (閲覧の記録). If it cannot be written, the page is not shown."""

    row_security = signed_in_in_town(append_only=True)

    record_ids = ArrayField(models.UUIDField(), verbose_name="記録")
    by_id = models.UUIDField("見た人")
    organisation_ids = ArrayField(models.UUIDField(), verbose_name="見た人の組織", default=list)
    screen = models.CharField("画面", max_length=80)
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "閲覧の記録"
        verbose_name_plural = "閲覧の記録"
        indexes = [models.Index(fields=["by_id", "at"]), models.Index(fields=["municipality", "at"])]

    def __str__(self) -> str:
        return f"{self.screen} {self.at:%Y-%m-%d %H:%M}"
