"""Our search and plainer ways to the same answer: the first twenty that pass the filters, and how many."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bench.search.filling import PLAIN_FIELDS
from bench.search.register import AT
from bench.search.timing import Way
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.directory.queries.search.keys import text_key, town_mark
from tsunagu.directory.queries.search.lookup import QUICK, look_up
from tsunagu.directory.queries.search.result import MOST_COUNTED
from tsunagu.directory.queries.search.tiers import Tier, tiers_of, understand
from tsunagu.directory.queries.search.town_words import kept_words, read_words
from tsunagu.kernel.municipality.acting import Acting, acting, current_town_id


@contextlib.contextmanager
def as_resident(town: UUID) -> Iterator[None]:
    """Act in a town and be held by row-level security, as the web server is."""
    with transaction.atomic():
        serve_as_application()
        with acting(Acting(town=town, moment=AT)):
            yield


def serve_as_application() -> None:
    """Be the web server's role for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE tsunagu_app")


def ours(town: UUID, asked: list[SearchQuery]) -> Way:
    """Each question as if nobody had asked it before."""

    def search_anew(query: SearchQuery) -> None:
        if words := kept_words():
            words.understood.clear()
        search(query, AT)

    return Way("つなぐ: search()", search_anew, asked, lambda: as_resident(town))


def ours_again(town: UUID, asked: list[SearchQuery]) -> Way:
    """Questions that somebody has asked before, as everyday words are."""
    return Way("つなぐ, asked again", lambda query: search(query, AT), asked, lambda: as_resident(town))


def asked_of_index(query: SearchQuery) -> list[Tier]:
    """The tiers that our search asks, strict to wide, as far as it has to."""
    words = kept_words() or read_words()
    mark = town_mark(current_town_id())
    understood = understand(query.text, words, mark)
    asked: list[Tier] = []
    found: set[UUID] = set()
    for tier in tiers_of(understood, query, mark, AT):
        if len(found) < QUICK.enough:
            asked.append(tier)
            found |= {each.service_id for each in look_up([tier], understood.needles, QUICK).candidates}
    return asked


def bare(tiers: list[Tier]) -> list[Any]:
    """The index alone, in one statement: no stopping between tiers, no ranking by the words, no reasons."""
    wholes = [(" AND ".join("lexemes @@ %s::tsquery" for _ in tier), tier) for tier in tiers]
    return _first_and_total("directory_searchentry", "texts", wholes, MOST_COUNTED)


def like(query: SearchQuery) -> list[Any]:
    """Every word somewhere in the texts, letter by letter, counted as far as ours are."""
    return _like(query, MOST_COUNTED)


def like_counting_all(query: SearchQuery) -> list[Any]:
    return _like(query, None)


def _like(query: SearchQuery, most: int | None) -> list[Any]:
    words = [text_key(word) for word in query.text.split()]
    holds, values = _plain_filters(query)
    holds += ["body LIKE %s" for _ in words]
    values += [f"%{word}%" for word in words]
    return _first_and_total("bench_plain", "body", [(" AND ".join(holds), values)], most)


def like_as_django_writes_it(query: SearchQuery) -> list[Any]:
    """Every word in any field by `icontains`: what a project has before it has a search."""
    holds, values = _plain_filters(query)
    for word in query.text.split():
        holds.append("(" + " OR ".join(f"UPPER({field}) LIKE UPPER(%s)" for field in PLAIN_FIELDS) + ")")
        values += [f"%{text_key(word)}%"] * len(PLAIN_FIELDS)
    return _first_and_total("bench_plain", "summary", [(" AND ".join(holds), values)], None)


def _plain_filters(query: SearchQuery) -> tuple[list[str], list[Any]]:
    holds, values = [], []
    if query.district:
        holds.append("(district = %s OR district IS NULL)")
        values.append(query.district)
    if query.age_months:
        holds.append("coalesce(from_months, 0) <= %s AND coalesce(to_months, 9999) >= %s")
        values += [query.age_months[1], query.age_months[0]]
    return holds, values


def _first_and_total(
    table: str, text: str, wholes: Iterable[tuple[str, Iterable[Any]]], most: int | None
) -> list[Any]:
    parts, values = [], []
    for holds, given in wholes:
        parts.append(f"(SELECT service_id, name, {text}, static_rank FROM {table} WHERE {holds} LIMIT %s)")
        values += [*given, most]
    return ask(
        f"WITH hits AS MATERIALIZED ({' UNION ALL '.join(parts)})"
        f" SELECT service_id, name, {text}, (SELECT count(*) FROM hits) FROM hits"
        " ORDER BY static_rank DESC, service_id LIMIT 20",
        values,
    )


def ask(statement: str, values: Iterable[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchall()


def in_python(asked: list[SearchQuery]) -> Way:
    """Every text in memory, read with `in`: words only, no filter."""
    rows = ask("SELECT service_id, body FROM bench_plain")

    def scan(query: SearchQuery) -> list[Any]:
        words = [text_key(word) for word in query.text.split()]
        return [id_ for id_, body in rows if all(word in body for word in words)]

    return Way("Python `in` over every text", scan, asked)


@contextlib.contextmanager
def by_index() -> Iterator[None]:
    """Hold a lookup to its index; left alone, the planner reads the table under a LIMIT."""
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off; SET enable_indexscan = off")
        try:
            yield
        finally:
            cursor.execute("SET enable_seqscan = on; SET enable_indexscan = on")


@contextlib.contextmanager
def on_one_core() -> Iterator[None]:
    """Without parallel workers, as ours runs and as any does while others search too."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        try:
            yield
        finally:
            cursor.execute("RESET max_parallel_workers_per_gather")


@contextlib.contextmanager
def trigrams(*texts: str) -> Iterator[None]:
    """An index of three characters each on every one of these texts; the planner may take it or leave it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for number, text in enumerate(texts):
            cursor.execute(
                f"CREATE INDEX bench_trigrams_{number} ON bench_plain USING gin ({text} gin_trgm_ops)"
            )
        cursor.execute("ANALYZE bench_plain")
        try:
            yield
        finally:
            cursor.execute("DROP INDEX " + ", ".join(f"bench_trigrams_{each}" for each in range(len(texts))))
