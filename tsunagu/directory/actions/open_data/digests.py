"""How a listing stands: one figure over its row and everything that hangs on it."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from tsunagu.directory.models import ImportRun
from tsunagu.kernel.municipality.acting import current_town_id

_HANGING = (
    "phone", "serviceattribute", "servicearea", "servicelanguage", "costoption", "contactperson",
    "servicecapacity", "servicesupporternote",
)  # fmt: skip
_PARTS = " UNION ALL ".join(
    f"SELECT h.service_id, '{table}' AS what, h.id, h::text AS said"  # noqa: S608  # our own tables
    f" FROM directory_{table} AS h JOIN wanted USING (service_id)"
    for table in _HANGING
)
_DIGESTS = f"""
hanging AS (
    {_PARTS}
    UNION ALL
    SELECT a.service_id, 'place', a.id, a::text || l::text FROM directory_serviceatlocation AS a
    JOIN wanted USING (service_id) JOIN directory_location AS l ON l.id = a.location_id
),
told AS (
    SELECT service_id, string_agg(said, '|' ORDER BY what, id) AS said FROM hanging GROUP BY service_id
),
digests AS (
    SELECT s.id, md5(s::text || coalesce(told.said, '')) AS digest
    FROM wanted JOIN directory_service AS s ON s.id = wanted.service_id
    LEFT JOIN told ON told.service_id = s.id
)
"""  # noqa: S608  # only the names of our own tables
_NOTE = f"""
WITH wanted AS (
    SELECT service_id FROM directory_importrow
    WHERE run_id = %(run)s AND municipality_id = %(town)s AND change IN ('created', 'changed')
), {_DIGESTS}
UPDATE directory_importrow AS r SET after_digest = digests.digest FROM digests
WHERE r.run_id = %(run)s AND r.change IN ('created', 'changed') AND r.service_id = digests.id
"""  # noqa: S608  # see above
_READ = f"""
WITH wanted AS (SELECT unnest(%(services)s::uuid[]) AS service_id), {_DIGESTS} SELECT id, digest FROM digests
"""  # noqa: S608  # see above


def note_digests(run: ImportRun) -> None:
    """Keep with each row of the report how its listing stands now."""
    _run(_NOTE, {"run": run.id, "town": current_town_id()}, returns=False)


def digests_of(service_ids: Iterable[UUID]) -> dict[UUID, str]:
    """How these listings stand now; those that are gone are not there."""
    return dict(_run(_READ, {"services": list(service_ids)}))


def _run(statement: str, places: dict[str, Any], *, returns: bool = True) -> list[tuple[UUID, str]]:
    with rows_without_statistics(), connection.cursor() as cursor:
        cursor.execute(statement, places)
        return cursor.fetchall() if returns else []


@contextlib.contextmanager
def rows_without_statistics() -> Iterator[None]:
    """Most rows are of this transaction: no statistics know them, and each would be looked up alone."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = on")
