"""The needs by which a resident enters the register."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from tsunagu.directory.choices import Audience, Scheme
from tsunagu.directory.models import TaxonomyTerm
from tsunagu.directory.queries.listing import Named
from tsunagu.directory.queries.listings import OFFERED


@dataclass(frozen=True, slots=True)
class Need(Named):
    """A need, how many listings meet it or one below it, and the needs below it."""

    key: str = ""
    listings: int = 0
    children: tuple["Need", ...] = field(default=())


def top_needs() -> list[Need]:
    """The needs of the front page, each with those below it; one statement."""
    return [need for need, is_top in _needs() if is_top]


def all_needs() -> list[Need]:
    """Every need that has none above it; one statement."""
    return [need for need, _ in _needs()]


def _needs() -> list[tuple[Need, bool]]:
    rows = list(
        TaxonomyTerm.objects.filter(scheme=Scheme.NEED)
        .annotate(
            listings=Count(
                "attributes__service",
                filter=Q(
                    attributes__service__audience=Audience.RESIDENTS, attributes__service__status__in=OFFERED
                ),
                distinct=True,
            )
        )
        .order_by("position", "key")
    )
    return [
        (_need(row, [child for child in rows if child.parent_id == row.id]), row.is_top)
        for row in rows
        if row.parent_id is None
    ]


def _need(row: TaxonomyTerm, children: list[TaxonomyTerm]) -> Need:
    below = tuple(_need(child, []) for child in children)
    own: int = row.listings  # type: ignore[attr-defined]  # annotated
    return Need(
        row.name,
        row.name_easy,
        row.name_en,
        names=row.names,
        key=row.key,
        # A listing under two needs of one branch counts twice: the figure says how full a branch is.
        listings=own + sum(child.listings for child in below),
        children=below,
    )
