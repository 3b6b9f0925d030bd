"""Who may see and write rows of the directory: everybody reads what is published, signed-in people write."""

from tsunagu.kernel.database.row_security import IS_SIGNED_IN, TOWN, Policy, RowSecurity, floor, here


def published(visible_to_all: str = "", *, also: tuple[str, ...] = ()) -> RowSecurity:
    """Rows that everybody in the town reads (those that satisfy `visible_to_all`); colleagues keep all."""
    in_town = f"municipality_id = {TOWN}"
    return RowSecurity(
        (
            floor(),
            Policy("published", here(visible_to_all) if visible_to_all else in_town, command="SELECT"),
            Policy("kept_by_colleagues", here(IS_SIGNED_IN)),
        ),
        also=also,
    )


def published_to_its_audience() -> RowSecurity:
    """Rows with an `audience`: residents' rows for everybody, supporters' rows for signed-in people."""
    return published("audience = 'residents'")
