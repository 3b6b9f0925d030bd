"""How often somebody without an account did something."""

from django.db import models

from tsunagu.kernel.database.row_security import in_town
from tsunagu.kernel.municipality.models import TownModel


class SenderCount(TownModel):
    """How often one sender did one kind of thing in one hour; the sender is a hash of that hour only.

    Growth: none; what is older than a day goes with the next count.
    """

    row_security = in_town()

    # A word of the app that counts: `desk.intake`, `network.report`.
    kind = models.CharField("何を数えるか", max_length=30)
    hour = models.DateTimeField("時間帯")
    sender = models.CharField("送り主の控え", max_length=64)
    count = models.PositiveIntegerField("件数", default=0)

    class Meta:
        verbose_name = "送り主ごとの数"
        verbose_name_plural = "送り主ごとの数"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "hour", "kind", "sender"], name="sender_count_once_an_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.hour:%Y-%m-%d %H} {self.count}"
