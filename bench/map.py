"""A map of 5,000 places beside a page of results: each asked with an address that nobody sent before."""

import random
from collections.abc import Iterator

import psycopg

from bench.beside_results import beside_results
from bench.demo_town import DemoTown
from bench.table import Line
from tsunagu.kernel.database import embedded

TITLE = "map of 5,000 places; a page of results is the floor"
PLACES = 5000
LAST_PAGE = PLACES // 40


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    _fill(town)
    try:
        what = f"a page of the map of {PLACES:,} places, never asked before"
        yield from beside_results(town, what, _pages_never_asked(), quick=quick)
    finally:
        _empty(town)


def _pages_never_asked() -> list[str]:
    """Every page of the whole map in every language and with a filter that narrows nothing, each once."""
    asked = [
        f"/joetsu/{language}map/?page={page}{kind}"
        for language in ("", "en/", "easy/")
        for page in range(1, LAST_PAGE + 1)
        for kind in ("", "&kind=bench")
    ]
    random.Random(1).shuffle(asked)
    return asked


def _fill(town: DemoTown) -> None:
    """A service with a place of its own, 5,000 times, over twenty kilometres; straight into the tables."""
    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin:
        for statement in _INSERTS:
            admin.execute(statement, {"places": PLACES})
        admin.execute("ANALYZE")


def _empty(town: DemoTown) -> None:
    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin:
        for statement in _DELETES:
            admin.execute(statement)


_OF_THE_TOWN = "JOIN kernel_municipality AS m ON m.id = one.municipality_id AND m.slug = 'joetsu'"
_INSERTS = (
    f"""
    INSERT INTO directory_taxonomyterm
    SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'key', 'bench'))).*
    FROM directory_taxonomyterm AS one {_OF_THE_TOWN}
    WHERE one.scheme = 'kind' ORDER BY one.id LIMIT 1
    """,
    f"""
    INSERT INTO directory_location
    SELECT (jsonb_populate_record(one, jsonb_build_object(
        'id', gen_random_uuid(), 'key', '', 'name', 'ひろば' || n, 'address_2', 'bench',
        'latitude', 37.0 + (n * 7919 %% 5000) / 25000.0,
        'longitude', 138.1 + (n * 6271 %% 5000) / 20000.0))).*
    FROM generate_series(1, %(places)s) AS n, directory_location AS one {_OF_THE_TOWN}
    WHERE one.id = (SELECT min(id::text)::uuid FROM directory_location
                    WHERE municipality_id = m.id AND location_type = 'physical')
    """,
    f"""
    INSERT INTO directory_service
    SELECT (jsonb_populate_record(one, jsonb_build_object('id', p.id, 'key', '', 'kind_id', k.id))).*
    FROM directory_location AS p, directory_taxonomyterm AS k, directory_service AS one {_OF_THE_TOWN}
    WHERE p.address_2 = 'bench' AND k.key = 'bench' AND one.id = (
        SELECT min(id::text)::uuid FROM directory_service
        WHERE municipality_id = m.id AND status = 'active' AND audience = 'residents' AND opening IS NOT NULL)
    """,
    """
    INSERT INTO directory_serviceatlocation
    SELECT (jsonb_populate_record(one, jsonb_build_object(
        'id', gen_random_uuid(), 'service_id', p.id, 'location_id', p.id,
        'municipality_id', p.municipality_id))).*
    FROM directory_location AS p, directory_serviceatlocation AS one
    WHERE p.address_2 = 'bench' AND one.id = (SELECT min(id::text)::uuid FROM directory_serviceatlocation)
    """,
)
_DELETES = (
    "DELETE FROM directory_serviceatlocation WHERE location_id IN"
    " (SELECT id FROM directory_location WHERE address_2 = 'bench')",
    "DELETE FROM directory_service WHERE id IN (SELECT id FROM directory_location WHERE address_2 = 'bench')",
    "DELETE FROM directory_location WHERE address_2 = 'bench'",
    "DELETE FROM directory_taxonomyterm WHERE key = 'bench'",
)
