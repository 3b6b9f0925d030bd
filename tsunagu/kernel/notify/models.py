"""The outbox. In a demo it is also the destination: a letter is read on a page and leaves no machine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tsunagu.kernel.database.row_security import IS_SIGNED_IN, in_town_when
from tsunagu.kernel.municipality.models import TownModel


class LetterState(models.TextChoices):
    WAITING = "waiting", _("送信待ち")
    SENT = "sent", _("送信済み")
    FAILED = "failed", _("送れなかった")


class Letter(TownModel):
    """One mail to one address (通知)."""

    row_security = in_town_when(IS_SIGNED_IN, also_insert="true")

    to = models.EmailField("宛先")
    subject = models.CharField("件名", max_length=120)
    body = models.TextField("本文")
    # What it is about, so that a screen can show "told on …"; never shown to the receiver.
    about_id = models.UUIDField("関わる記録", null=True, blank=True)
    kind = models.CharField("種類", max_length=40)
    state = models.CharField("状態", max_length=10, choices=LetterState.choices, default=LetterState.WAITING)
    written_at = models.DateTimeField("作成日時")
    sent_at = models.DateTimeField("送信日時", null=True, blank=True)
    failure = models.CharField("送れなかった理由", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        indexes = [models.Index(fields=["municipality", "-written_at"]), models.Index(fields=["about_id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=LetterState.SENT, sent_at__isnull=False)
                | ~models.Q(state=LetterState.SENT),
                name="letter_sent_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.subject
