"""A browser that its owner let be woken: where to knock, under seal."""

from django.db import models

from tsunagu.kernel.database.row_security import RowSecurity
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.outreach.models.subscription import NO_COLLEAGUE, Subscription


class PushDevice(TownModel):
    """One browser of one subscription (通知を受ける端末). Gone when its push service says that it is.

    Growth: some 200 a year.
    """

    row_security = RowSecurity(NO_COLLEAGUE)

    subscription = models.ForeignKey(
        Subscription, verbose_name="お知らせの登録", on_delete=models.CASCADE, related_name="devices"
    )
    # Of the address where to knock: a browser that registers again is the same one.
    endpoint_digest = models.CharField("端末の控え", max_length=64, editable=False)
    # The address and the browser's two keys, as JSON.
    sealed = models.BinaryField("封をした届け先")
    added_at = models.DateTimeField("加えた日時")

    class Meta:
        verbose_name = "通知を受ける端末"
        verbose_name_plural = "通知を受ける端末"
        constraints = [
            models.UniqueConstraint(fields=["subscription", "endpoint_digest"], name="push_device_once"),
        ]

    def __str__(self) -> str:
        return f"{self.added_at:%Y-%m-%d}"
