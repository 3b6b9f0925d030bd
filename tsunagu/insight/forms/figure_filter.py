"""What the address of a figures page asks for: a desk and a fiscal year."""

from collections.abc import Mapping, Sequence

from tsunagu.insight.queries.counting import Desk
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.dates.wareki import BadDate


class NoSuchDesk(Exception):
    """The address names a desk that is not among the town's."""


def read_desk(query: Mapping[str, str], desks: Sequence[Desk]) -> Desk | None:
    """The desk that `?desk=` names; none when it names none.

    Raises:
        NoSuchDesk: another town's desk, or none at all.
    """
    wanted = query.get("desk", "")
    if not wanted:
        return None
    for desk in desks:
        if str(desk.id) == wanted:
            return desk
    raise NoSuchDesk(wanted)


def read_year(query: Mapping[str, str], years: Sequence[FiscalYear]) -> FiscalYear:
    """The year that `?year=` names, in 和暦 or 西暦; the newest when it names none that is there."""
    try:
        wanted = FiscalYear.read(query.get("year", ""))
    except BadDate:
        return years[0]
    return wanted if wanted in years else years[0]
