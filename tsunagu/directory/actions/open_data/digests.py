"""How a listing stands: one figure over its row and everything that hangs on it."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from tsunagu.directory.actions.bulk import draft_of
from tsunagu.directory.actions.open_data.report import RowReport
from tsunagu.directory.models import ImportRow
from tsunagu.directory.models.open_data import RowChange

_HANGING = (
    "phone", "serviceattribute", "servicearea", "servicelanguage", "costoption", "contactperson",
    "servicecapacity", "servicesupporternote",
)  # fmt: skip
# All that a listing has when a table has just brought it.
_HANGING_ON_NEW = ("phone",)
# The rows of the report on their way into their table.
_REPORT = draft_of(ImportRow)
# Most rows are of this transaction: no statistics know them, and each would be looked up alone.
_NO_LOOKING_UP = "SET LOCAL enable_nestloop = off"
_AS_BEFORE = "SET LOCAL enable_nestloop = on"


def _digests(wanted: str, *, tables: str, hanging: Iterable[str]) -> str:
    """SQL: the figures over the services that `wanted` selects, read from tables whose names begin so."""
    parts = " UNION ALL ".join(
        f"SELECT h.service_id, '{name}' AS what, h.id, h::text AS said"  # noqa: S608  # our own tables
        f' FROM "{tables}_{name}" AS h JOIN wanted USING (service_id)'
        for name in hanging
    )
    return f"""
WITH wanted AS ({wanted}),
hanging AS (
    {parts}
    UNION ALL
    SELECT a.service_id, 'place', a.id, a::text || l::text FROM "{tables}_serviceatlocation" AS a
    JOIN wanted USING (service_id) JOIN "{tables}_location" AS l ON l.id = a.location_id
),
told AS (
    SELECT service_id, string_agg(said, '|' ORDER BY what, id) AS said FROM hanging GROUP BY service_id
),
digests AS (
    SELECT s.id, md5(s::text || coalesce(told.said, '')) AS digest
    FROM wanted JOIN "{tables}_service" AS s ON s.id = wanted.service_id
    LEFT JOIN told ON told.service_id = s.id
)"""  # noqa: S608  # only the names of our own tables


def _note(change: RowChange, *, tables: str, hanging: Iterable[str]) -> str:
    wanted = f"SELECT service_id FROM {_REPORT} WHERE change = '{change.value}'"  # noqa: S608  # ours
    return f"""{_NO_LOOKING_UP};{_digests(wanted, tables=tables, hanging=hanging)}
UPDATE {_REPORT} AS r SET after_digest = digests.digest FROM digests
WHERE r.change = '{change.value}' AND r.service_id = digests.id; {_AS_BEFORE}"""  # noqa: S608  # see above


_WANTED = "SELECT unnest(%(services)s::uuid[]) AS service_id"
_STANDING = _digests(_WANTED, tables="directory", hanging=_HANGING)
_READ = f"{_STANDING} SELECT id, digest FROM digests"  # noqa: S608  # see above
# A new listing is its draft, to the letter; only what hung on a changed one has to be read.
_NOTED = {
    RowChange.CREATED: _note(RowChange.CREATED, tables="draft_directory", hanging=_HANGING_ON_NEW),
    RowChange.CHANGED: _note(RowChange.CHANGED, tables="directory", hanging=_HANGING),
}


def noting_digests(batch: Iterable[RowReport]) -> list[str]:
    """The statements that keep with each row of a drafted report how its listing stands after it."""
    changes = {one.change for one in batch}
    return [statement for change, statement in _NOTED.items() if change in changes]


def digests_of(service_ids: Iterable[UUID]) -> dict[UUID, str]:
    """How these listings stand now; those that are gone are not there."""
    with connection.cursor() as cursor:
        cursor.execute(_NO_LOOKING_UP)
        cursor.execute(_READ, {"services": list(service_ids)})
        found = dict(cursor.fetchall())
        cursor.execute(_AS_BEFORE)
    return found
