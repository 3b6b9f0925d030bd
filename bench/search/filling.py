"""Fill the scratch database with towns of any size, past the actions: only what search reads."""

import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bench.search.register import listing, synonyms
from tsunagu.directory.queries.search.documents import EntryRow, entry_of
from tsunagu.directory.queries.search.keys import town_mark
from tsunagu.directory.queries.search.town_words import forget_words
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.models import Municipality

# Listings made one by one; larger towns repeat them, as towns repeat one another's services.
_DIFFERENT = 100_000
# Of so many the analysis is kept for the next town (one takes some 20 KB).
_KEPT = 2_000
_ANY_TOWN = UUID(int=0)
_COLUMNS = "municipality_id, static_rank, name, organisation_name, name_key, texts, words, facts, lexemes"
_DRAFT = """
CREATE TEMPORARY TABLE bench_draft (
    municipality_id uuid, static_rank smallint, name text, organisation_name text,
    name_key text, texts text, words text, facts jsonb, lexemes text[]
) ON COMMIT DROP
"""
_REPEAT = """
INSERT INTO directory_searchentry (
    id, municipality_id, service_id, supporters_only, static_rank, name, organisation_name,
    name_key, texts, words, facts, lexemes)
SELECT gen_random_uuid(), municipality_id, gen_random_uuid(), false, static_rank, name, organisation_name,
    name_key, texts, words, facts, array_to_tsvector(lexemes)
FROM bench_draft, generate_series(1, %s) ORDER BY static_rank DESC
"""
# The same texts and filters as ordinary columns, for the plainer ways: in one piece and field by field.
PLAIN_FIELDS = ("name_key", "other_names", "reading", "places", "summary", "description")
_PLAIN = """
CREATE TABLE bench_plain AS
SELECT service_id, name, name_key || chr(10) || texts AS body, static_rank, name_key,
    split_part(texts, chr(10), 1) AS other_names, split_part(texts, chr(10), 2) AS reading,
    split_part(texts, chr(10), 3) AS places, split_part(texts, chr(10), 4) AS summary,
    split_part(texts, chr(10), 5) AS description,
    (facts->'districts'->>0)::uuid AS district,
    (facts->'ages'->>0)::integer AS from_months, (facts->'ages'->>1)::integer AS to_months
FROM directory_searchentry
"""


def fill(towns: list[int]) -> list[UUID]:
    """Empty the scratch tables and fill towns of these sizes; returns their ids, in order."""
    forget_words()
    ids = [new_id() for _ in towns]
    with transaction.atomic(), connection.cursor() as cursor:
        _empty(cursor)
        Municipality.objects.bulk_create(_town(number, id_) for number, id_ in enumerate(ids))
        for id_, size in zip(ids, towns, strict=True):
            _add_synonyms(cursor, id_)
            _copy(cursor, id_, min(size, _DIFFERENT))
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(_REPEAT, [max(1, max(towns) // _DIFFERENT)])
        cursor.execute(
            "CREATE INDEX search_entry_lexemes ON directory_searchentry"
            " USING gin (lexemes) WITH (fastupdate = off)"
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE directory_searchentry")
    return ids


def fill_plain() -> None:
    """The table that a plainer way would read."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_plain")
        cursor.execute(_PLAIN)
        cursor.execute("VACUUM ANALYZE bench_plain")


def _empty(cursor: Any) -> None:
    # The listings themselves are not needed to search, only their entries.
    cursor.execute(
        "SELECT conname FROM pg_constraint"
        " WHERE conrelid = 'directory_searchentry'::regclass AND contype = 'f'"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE directory_searchentry DROP CONSTRAINT "{name}"')
    for table in ("directory_searchentry", "directory_synonymgroup"):
        cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    cursor.execute("DROP INDEX IF EXISTS search_entry_lexemes")
    cursor.execute("TRUNCATE directory_searchentry, directory_synonymgroup")
    cursor.execute("DROP TABLE IF EXISTS bench_draft, bench_plain")
    cursor.execute(_DRAFT)


def _town(number: int, id_: UUID) -> Municipality:
    return Municipality(
        id=id_,
        slug=f"town-{id_.hex[-12:]}",
        name=f"町{number}",
        name_kana="マチ",
        name_en="Town",
        prefecture="新潟県",
        code=f"{int(id_.hex[-5:], 16) % 1_000_000:06}",
    )


def _add_synonyms(cursor: Any, town: UUID) -> None:
    cursor.executemany(
        "INSERT INTO directory_synonymgroup (id, municipality_id, terms, leads_to, updated_at)"
        " VALUES (gen_random_uuid(), %s, %s, %s, now())",
        [(town, terms, leads_to) for terms, leads_to in synonyms()],
    )


@lru_cache(maxsize=_KEPT)
def _entry(number: int) -> EntryRow:
    """Analysed once; a town's own entry differs by the mark of its lexemes only."""
    return entry_of(listing(number, _ANY_TOWN))


def _copy(cursor: Any, town: UUID, size: int) -> None:
    mark, length = town_mark(town), len(town_mark(_ANY_TOWN))
    with cursor.copy(f"COPY bench_draft ({_COLUMNS}) FROM STDIN") as copy:
        for entry in map(_entry, range(size)):
            copy.write_row(
                (
                    town,
                    entry.static_rank,
                    entry.name,
                    entry.organisation_name,
                    entry.name_key,
                    entry.texts,
                    entry.words,
                    json.dumps(entry.facts, ensure_ascii=False),
                    [mark + lexeme[length:] for lexeme in entry.lexemes],
                )
            )
