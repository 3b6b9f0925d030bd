"""Names for what was asked, and the needs that hand-overs could not meet."""

from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import ExtractMonth, TruncDate

from tsunagu.desk.models import UnmetNeed
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import District, Language, TaxonomyTerm
from tsunagu.directory.queries.gaps import needs_settled

_SCHEMES = (Scheme.NEED, Scheme.SITUATION, Scheme.STAGE)
# As long as the counts of searches are kept.
LOOKS_BACK = timedelta(days=400)


def names_of_marks() -> dict[str, str]:
    """`need:leave_child` → 「預けたい」, for every filter that the town knows."""
    terms = TaxonomyTerm.objects.filter(scheme__in=_SCHEMES).values_list("scheme", "key", "name")
    districts = District.objects.values_list("id", "name")
    languages = Language.objects.values_list("code", "name")
    return {
        **{f"{scheme}:{key}": name for scheme, key, name in terms},
        **{f"place:{id_}": name for id_, name in districts},
        **{f"language:{code}": name for code, name in languages},
    }


def unmet_needs_waiting(*, today: date) -> list[tuple[str, str, int]]:
    """(key, name, times) of needs that nobody could meet since they were last decided about."""
    settled = needs_settled()
    rows = (
        UnmetNeed.objects.filter(noted_at__date__gte=today - LOOKS_BACK)
        .order_by("noted_at")
        .values_list("need__key", "need__name", "noted_at")
    )
    found: dict[tuple[str, str], int] = {}
    for key, name, noted_at in rows:
        decided = settled.get(key)
        if decided is None or (not decided[1] and noted_at > decided[0]):
            found[key, name] = found.get((key, name), 0) + 1
    return sorted(
        ((key, name, times) for (key, name), times in found.items()), key=lambda row: (-row[2], row[1])
    )


def unmet_needs_by_month(first: date, last: date) -> dict[str, dict[int, int]]:
    """Name of a need → month → how often nobody could meet it."""
    rows = (
        UnmetNeed.objects.annotate(on=TruncDate("noted_at"))
        .filter(on__gte=first, on__lte=last)
        .annotate(month=ExtractMonth("noted_at"))
        .values("need__name", "month")
        .annotate(times=Count("id"))
        .order_by("need__name", "month")
    )
    found: dict[str, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row["need__name"], {})[row["month"]] = row["times"]
    return found
