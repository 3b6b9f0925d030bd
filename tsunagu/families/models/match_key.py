"""Hashed keys by which two desks notice that they know the same person, without either showing its record."""

from django.db import models

from tsunagu.kernel.database.row_security import (
    IS_SIGNED_IN,
    IS_SYSTEM,
    Policy,
    RowSecurity,
    floor,
    granted,
)
from tsunagu.kernel.municipality.models import TownModel


class MatchKey(TownModel):
    """A keyed hash of name or reading together with the birth date; no name can be read back from it.

    A household with a hidden address has none: that it is registered anywhere is already part of the secret.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("colleagues_compare", using=IS_SIGNED_IN, command="SELECT"),
            Policy("kept_by_its_desk", using=f"{granted('household_id')} OR {IS_SYSTEM}"),
        )
    )

    # Not foreign keys: they say to their own desk which record it is, and to everybody else nothing.
    household_id = models.UUIDField("家庭")
    person_id = models.UUIDField("人")
    digest = models.CharField("鍵", max_length=64)

    class Meta:
        verbose_name = "照合の鍵"
        verbose_name_plural = "照合の鍵"
        indexes = [
            models.Index(fields=["municipality", "digest"]),
            models.Index(fields=["household_id"]),
        ]
        constraints = [models.UniqueConstraint(fields=["person_id", "digest"], name="match_key_once")]

    def __str__(self) -> str:
        return self.digest[:8]
