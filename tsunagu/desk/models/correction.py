"""What a consultation was written as before: who mended it and why, and every earlier row."""

import pghistory
from django.db import models
from django.db.models import Q

from tsunagu.desk.models.consultation import SEES_CASE, Consultation
from tsunagu.kernel.database.row_security import IS_SYSTEM, in_town_when, is_mine
from tsunagu.kernel.municipality.models import TownModel

_SEEN_WITH_IT = "EXISTS (SELECT 1 FROM desk_consultation AS c WHERE c.id = consultation_id)"
_OF_MY_DESK = _SEEN_WITH_IT.removesuffix(")") + f" AND {is_mine('c.organisation_id')})"


class ConsultationCorrection(TownModel):
    """A colleague of the desk that recorded it found a mistake and mended it.

    Growth: a few in a hundred consultations, some 50 a year.
    """

    row_security = in_town_when(
        f"{_SEEN_WITH_IT} OR {IS_SYSTEM}", check=f"{_OF_MY_DESK} OR {IS_SYSTEM}", append_only=True
    )

    consultation = models.ForeignKey(
        Consultation, verbose_name="相談", on_delete=models.PROTECT, related_name="corrections"
    )
    # What stood there before, by the name of the field: {"asked": "…", "topics": ["talk"]}.
    before = models.JSONField("直す前")
    why = models.CharField("直した理由", max_length=200)
    by = models.ForeignKey("kernel.User", verbose_name="直した人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "相談の訂正"
        verbose_name_plural = "相談の訂正"
        indexes = [models.Index(fields=["consultation", "-at"])]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="correction_says_why"),
            models.CheckConstraint(condition=~Q(before={}), name="correction_changes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.at:%Y-%m-%d}"


class ConsultationHistory(  # type: ignore[misc]  # a base class made at run time
    pghistory.create_event_model(
        Consultation, pghistory.InsertEvent(), pghistory.UpdateEvent(), context_field=None, obj_field=None
    )
):
    """Every form that a consultation had, written by a trigger so that nothing goes round it.

    Growth: two or three rows for each consultation, some 3,000 a year.
    """

    row_security = in_town_when(
        f"({SEES_CASE}) OR (household_id IS NULL AND {is_mine('organisation_id')}) OR {IS_SYSTEM}",
        append_only=True,
    )

    class Meta:
        verbose_name = "相談の履歴"
        verbose_name_plural = "相談の履歴"
        indexes = [models.Index(fields=["id", "pgh_created_at"])]

    def __str__(self) -> str:
        return f"{self.id} {self.pgh_created_at}"
