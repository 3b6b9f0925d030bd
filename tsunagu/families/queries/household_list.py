"""The list of households, narrowed and sorted as its reader asks."""

from django.db.models import F, Prefetch, QuerySet

from tsunagu.families.models import Household, Person
from tsunagu.kernel.japanese.kana import OTHER_KEY, ROW_KEYS, letters_of_row

SORTS: dict[str, str] = {"kana": "kana_key", "district": "district", "recorded": "recorded_at"}


def households_asked_for(
    *, row: str = "", district: str = "", sort: str = "kana", descending: bool = False
) -> QuerySet[Household]:
    """Every household that I may see, with the people who live there."""
    people = Person.objects.filter(left_on=None).order_by("born_on", "id")
    found = Household.objects.prefetch_related(Prefetch("people", queryset=people))
    if district:
        found = found.filter(district=district)
    if row == OTHER_KEY:
        found = found.exclude(kana_key__regex=f"^[{''.join(map(letters_of_row, ROW_KEYS))}]")
    elif row:
        found = found.filter(kana_key__regex=f"^[{letters_of_row(row)}]")
    key = F(SORTS[sort])
    return found.order_by(key.desc() if descending else key.asc(), "kana_key", "id")


def districts_of_households() -> list[str]:
    """The districts that stand in the records I may see; a hidden family has none."""
    rows = Household.objects.exclude(district="").order_by("district")
    return list(rows.values_list("district", flat=True).distinct())
