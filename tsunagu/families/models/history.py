"""What a household and its people were written as before. Filled by triggers, so nothing goes round it."""

import pghistory
from django.db import models

from tsunagu.families.models.household import Household
from tsunagu.families.models.person import Person
from tsunagu.kernel.database.row_security import IS_SYSTEM, granted, in_town_when
from tsunagu.kernel.municipality.models import TownModel


def _history_of(model: type[TownModel]) -> type[models.Model]:
    # Trackers remember their model, so each history has its own.
    trackers = pghistory.InsertEvent(), pghistory.UpdateEvent()
    return pghistory.create_event_model(model, *trackers, context_field=None, obj_field=None)


class HouseholdHistory(_history_of(Household)):  # type: ignore[misc]  # a base class made at run time
    row_security = in_town_when(f"{granted('families_householdhistory.id')} OR {IS_SYSTEM}", append_only=True)

    class Meta:
        verbose_name = "家庭の履歴"
        verbose_name_plural = "家庭の履歴"

    def __str__(self) -> str:
        return f"{self.id} {self.pgh_created_at}"


class PersonHistory(_history_of(Person)):  # type: ignore[misc]  # a base class made at run time
    row_security = in_town_when(f"{granted('household_id')} OR {IS_SYSTEM}", append_only=True)

    class Meta:
        verbose_name = "人の履歴"
        verbose_name_plural = "人の履歴"

    def __str__(self) -> str:
        return f"{self.id} {self.pgh_created_at}"
