"""One letter of one notice to one receiver: written down before it goes, so that it goes once."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from tsunagu.kernel.database.row_security import RowSecurity
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.outreach.choices import Channel, DeliveryState
from tsunagu.outreach.models.notice import Notice
from tsunagu.outreach.models.subscription import NO_COLLEAGUE, Subscription


class Delivery(TownModel):
    """A letter on its way (配達). Seen by no colleague; gone with its subscription, and after some days.

    Growth: some 15,000 a year; those of the last 30 days are kept.
    """

    row_security = RowSecurity(NO_COLLEAGUE)

    notice = models.ForeignKey(
        Notice, verbose_name="お知らせ", on_delete=models.CASCADE, related_name="deliveries"
    )
    subscription = models.ForeignKey(
        Subscription, verbose_name="お知らせの登録", on_delete=models.CASCADE, related_name="deliveries"
    )
    channel = models.CharField("方法", max_length=4, choices=Channel.choices, default=Channel.MAIL)
    # The subscription, or one of its devices.
    target_id = models.UUIDField("届け先")
    state = models.CharField(
        "状態", max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    taken_at = models.DateTimeField("送り出した日時", null=True, blank=True)

    subscription_id: UUID

    class Meta:
        verbose_name = "お知らせの配達"
        verbose_name_plural = "お知らせの配達"
        indexes = [
            models.Index(
                fields=["notice", "id"],
                condition=Q(state=DeliveryState.WAITING),
                name="delivery_waiting",
            ),
            models.Index(fields=["municipality", "taken_at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "target_id"], name="delivery_once"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING, taken_at=None)
                | (~Q(state=DeliveryState.WAITING) & Q(taken_at__isnull=False)),
                name="delivery_taken_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.get_state_display()}"
