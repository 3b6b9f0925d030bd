"""What was asked and not found, as far as several people asked it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from tsunagu.directory.choices import GapChoice, GapKind
from tsunagu.directory.models.gaps import GapDecision, SearchGap

# A question that one person typed may tell of that person. Three askings on two days are hardly one person's,
# and fewer are no reason to change a register. Fixed here, not set by a town: it is a promise to families.
FEWEST_ASKINGS, FEWEST_DAYS = 3, 2
SHOWN_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """One question with its filters, over all its days."""

    question: str
    filters: tuple[str, ...]
    times: int
    days: int
    last_day: date
    # The worst way in which it came to nothing.
    kind: GapKind


def open_gaps() -> list[Gap]:
    """What waits for a decision, the most asked first.

    A decision settles all askings until its day; asked again after it, a question comes back, unless it was
    decided that it may stay as it is.
    """
    about = GapDecision.objects.filter(question=OuterRef("question"), filters=OuterRef("filters"), need="")
    settled = about.filter(Q(choice=GapChoice.FINE) | Q(at__date__gte=OuterRef("day")))
    return _several(SearchGap.objects.filter(~Exists(settled)))


def gaps_by_month(first: date, last: date) -> dict[tuple[str, str], dict[int, int]]:
    """(question, filters) → month → askings, of those that several people asked within these days."""
    rows = SearchGap.objects.filter(day__gte=first, day__lte=last)
    known = {(gap.question, " ".join(gap.filters)) for gap in _several(rows, most=None)}
    months = rows.annotate(month=ExtractMonth("day")).values("question", "filters", "month")
    found: dict[tuple[str, str], dict[int, int]] = {}
    for row in months.annotate(asked=Sum("times")).order_by("question", "filters", "month"):
        key = (row["question"], row["filters"])
        if key in known:
            found.setdefault(key, {})[row["month"]] = row["asked"]
    return found


def needs_settled() -> dict[str, tuple[datetime, bool]]:
    """Needs that were decided about: the last time, and whether it may stay as it is."""
    rows = GapDecision.objects.exclude(need="").order_by("at").values_list("need", "at", "choice")
    return {need: (at, choice == GapChoice.FINE) for need, at, choice in rows}


def _several(rows: QuerySet[SearchGap], *, most: int | None = SHOWN_AT_MOST) -> list[Gap]:
    grouped = (
        rows.values("question", "filters")
        .annotate(
            asked=Sum("times"),
            days=Count("day", distinct=True),
            last_day=Max("day"),
            empty=Count("id", filter=Q(kind__in=(GapKind.NOTHING, GapKind.FILTERED))),
            wrong=Count("id", filter=Q(kind=GapKind.WRONG_WAY)),
        )
        .filter(asked__gte=FEWEST_ASKINGS, days__gte=FEWEST_DAYS)
        .order_by("-asked", "-last_day", "question", "filters")
    )
    return [
        Gap(
            row["question"],
            tuple(row["filters"].split()),
            row["asked"],
            row["days"],
            row["last_day"],
            GapKind.NOTHING if row["empty"] else GapKind.WRONG_WAY if row["wrong"] else GapKind.SIMILAR,
        )
        for row in grouped[:most]
    ]
