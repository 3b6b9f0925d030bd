"""Which stated figures cannot be true, by arithmetic alone. Words are the presenter's."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tsunagu.insight.choices import DoubtKind
from tsunagu.kernel.dates.fiscal_year import FiscalYear

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Figures:
    """A year's line of the table, from wherever."""

    opening_days: int | None = None
    users: int | None = None
    consultations: int | None = None

    @property
    def average(self) -> Decimal | None:
        """1日平均利用者数, rounded half up to one digit as office tables do."""
        return rounded(self.users, self.opening_days)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to doubt a line, with the numbers that show it."""

    kind: DoubtKind
    figures: Figures
    year: FiscalYear
    stated: Decimal | None = None
    # For RECORDS_DIFFER: what the records say. For DAYS_WITHOUT_RECORD: how many days.
    recorded: Figures | None = None
    days: int = 0


def quotient(above: int | None, below: int | None) -> Decimal | None:
    """The exact quotient, or None where there is none."""
    return Decimal(above) / Decimal(below) if above is not None and below else None


def rounded(above: int | None, below: int | None) -> Decimal | None:
    """The quotient, half up to one digit."""
    exact = quotient(above, below)
    return None if exact is None else exact.quantize(TENTH, ROUND_HALF_UP)


def cut(above: int | None, below: int | None) -> Decimal | None:
    """The quotient with everything after its first digit cut off."""
    exact = quotient(above, below)
    return None if exact is None else exact.quantize(TENTH, ROUND_DOWN)


def doubts_about(year: FiscalYear, figures: Figures, stated: Decimal | None) -> tuple[Doubt, ...]:
    """All that is wrong with a line in itself."""
    return tuple(Doubt(kind, figures, year, stated) for kind in _kinds(year, figures, stated))


def _kinds(year: FiscalYear, figures: Figures, stated: Decimal | None) -> Iterator[DoubtKind]:
    days, users, consultations = figures.opening_days, figures.users, figures.consultations
    if days is not None and days > year.days:
        yield DoubtKind.TOO_MANY_DAYS
    if days == 0 and (users or consultations):
        yield DoubtKind.NO_DAYS
    if users == 0 and consultations:
        yield DoubtKind.NO_USERS
    if stated is not None and figures.average is not None and stated != figures.average:
        is_cut = stated == cut(users, days)
        yield DoubtKind.AVERAGE_CUT if is_cut else DoubtKind.AVERAGE_CONTRADICTS
