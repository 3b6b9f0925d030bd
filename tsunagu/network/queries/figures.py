"""How well each organisation keeps its listings true."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from uuid import UUID

from tsunagu.directory.models import Organisation
from tsunagu.network.choices import ChangeStatus
from tsunagu.network.models import ConfirmationItem, FreshnessTerms, ListingChange
from tsunagu.network.queries.listings import offered_services
from tsunagu.network.queries.terms import first_day_that_counts


@dataclass(slots=True)
class Keeping:
    """One organisation's figures."""

    organisation: str = ""
    reading: str = ""
    listings: int = 0
    fresh: int = 0
    waiting_changes: int = 0
    open_questions: int = 0
    days_to_answer: list[int] = field(default_factory=list)

    @property
    def fresh_percent(self) -> int | None:
        return round(100 * self.fresh / self.listings) if self.listings else None

    @property
    def median_days(self) -> int | None:
        """Days from the question to the answer; None before the first answer."""
        return round(median(self.days_to_answer)) if self.days_to_answer else None


def keeping_by_organisation(*, today: date, terms: FreshnessTerms) -> list[Keeping]:
    """Every organisation with listings, those with the oldest news first: four statements."""
    found: dict[UUID, Keeping] = defaultdict(Keeping)
    fresh_since = first_day_that_counts(today, terms)
    for owner, assured_on in offered_services().values_list("organisation_id", "assured_on"):
        found[owner].listings += 1
        found[owner].fresh += assured_on is not None and assured_on >= fresh_since
    names = Organisation.objects.filter(id__in=found).values_list("id", "name", "name_kana")
    for owner, name, reading in names:
        found[owner].organisation, found[owner].reading = name, reading
    for owner in ListingChange.objects.filter(status=ChangeStatus.WAITING).values_list(
        "organisation_id", flat=True
    ):
        if owner in found:
            found[owner].waiting_changes += 1
    items = ConfirmationItem.objects.values_list("request__organisation_id", "asked_at", "answered_at")
    for owner, asked_at, answered_at in items:
        if owner not in found:
            continue
        if answered_at is None:
            found[owner].open_questions += 1
        else:
            found[owner].days_to_answer.append((answered_at - asked_at).days)
    return _oldest_first(found.values())


def _oldest_first(all_of_them: Iterable[Keeping]) -> list[Keeping]:
    return sorted(all_of_them, key=lambda one: (one.fresh_percent or 0, one.reading))
