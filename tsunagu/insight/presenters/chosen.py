"""What a figures page shows, and what there was to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tsunagu.insight.queries.counting import Desk
from tsunagu.kernel.dates.fiscal_year import FiscalYear


@dataclass(frozen=True, slots=True)
class Chosen:
    """A desk (none: all of them) and a fiscal year."""

    desks: Sequence[Desk]
    desk: Desk | None
    years: Sequence[FiscalYear] = ()
    year: FiscalYear | None = None

    def without_year(self) -> "Chosen":
        """The same desk, all its years."""
        return replace(self, years=(), year=None)
