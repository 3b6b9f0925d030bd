"""How well and how fast the directory is searched, beside plainer ways, in one run.

    python -m bench.search [--size 2000 --size 100000] [--full] [--queries 200]

Works in a scratch database beside the installation's own. `--full` adds 1,000,000 listings.
"""

import argparse
import contextlib
import json
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tsunagu.project import installation

SCRATCH = "tsunagu_bench_search"
DATA = Path(__file__).parents[1] / "tsunagu" / "directory" / "data"
# Listings made one by one; larger towns repeat them, as towns repeat one another's services.
DIFFERENT = 10_000
SLOW_QUERIES = 25

_PLACES = (
    "高田 直江津 安塚 浦川原 大島 牧 柿崎 大潟 頸城 吉川 中郷 板倉"
    " 清里 三和 名立 春日 金谷 和田 津有 諏訪 三郷 新道 保倉 谷浜"
)
PLACES = _PLACES.split()
ENDINGS = ["の会", "教室", "ひろば", "センター", "サロン", "訪問", "講座", "窓口", "クラブ", "の日"]
FRAMES = [
    "{}のことを{}といっしょに話せます。",
    "{}のある家庭を、{}で支えます。",
    "{}に困ったとき、{}から始められます。",
    "{}と{}を学ぶ集まりです。",
    "毎月、{}のために{}を開いています。",
    "{}でも{}でも使えます。",
]
KANA = "アイウエオカキクケコサシスセソタチツテトナニノハヒフホマミムメモヤユヨラリルレワン"


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one way of searching."""

    name: str
    p50: float
    p95: float

    @classmethod
    def of(cls, name: str, seconds: list[float]) -> "Timing":
        ordered = sorted(1000 * each for each in seconds)
        return cls(name, statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))])


def main() -> None:
    options = _options()
    sizes = options.size or [2_000, 100_000]
    if options.full:
        sizes = [*sizes, 1_000_000]
    with _scratch_database():
        _quality()
        for size in sizes:
            _measure(size, options.queries)
        _neighbours(options.queries)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, action="append", help="listings in the town; may be given again")
    parser.add_argument("--full", action="store_true", help="also 1,000,000 listings (minutes)")
    parser.add_argument("--queries", type=int, default=200)
    return parser.parse_args()


@contextlib.contextmanager
def _scratch_database() -> Iterator[None]:
    """A database of our own on the installation's server, migrated, served by Django as the owner."""
    import psycopg

    with contextlib.ExitStack() as keep_up:
        os.environ.setdefault("TSUNAGU_DEMO", "1")
        os.environ["TSUNAGU_DATABASE_ROLE"] = "owner"
        installation.prepare(None, keep_up=keep_up)
        real = os.environ["DATABASE_URL"]
        scratch = _renamed(real)
        with psycopg.connect(real, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {SCRATCH}")
        os.environ["DATABASE_URL"] = os.environ["DATABASE_APP_URL"] = scratch
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", "directory", verbosity=0, skip_checks=True)
        try:
            yield
        finally:
            connection.close()
            with psycopg.connect(real, autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")


def _renamed(url: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc or " ", f"/{SCRATCH}", parts.query, "")).replace(
        "// ", "//"
    )


def _quality() -> None:
    """nDCG@10 and hit@5 over the judged questions, on the demo towns."""
    from django.db import connection, transaction

    from tests.search.conftest import load_demo_towns
    from tests.search.judgements import judge_all

    with transaction.atomic():
        _serve(connection, as_owner=False)
        load_demo_towns()
        judged = list(judge_all())
        transaction.set_rollback(True)
    hit = sum(each.hits_in_five for each in judged) / len(judged)
    ndcg = sum(each.ndcg for each in judged) / len(judged)
    print(f"judged questions: {len(judged)}   hit@5 {hit:.3f} (goal 0.95)   nDCG@10 {ndcg:.3f}")
    for each in judged:
        if not each.hits_in_five:
            print(f"  missed: {each.query}（{each.town}） found {', '.join(each.found[:5]) or 'nothing'}")


def _serve(connection: Any, *, as_owner: bool) -> None:
    """Act as the application, held by row-level security, or as the owner for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE" if as_owner else "SET LOCAL ROLE tsunagu_app")


def _measure(size: int, queries: int) -> None:
    """One town of `size` listings: our search, and plainer ways to the same rows."""
    from django.db import connection, transaction

    from tsunagu.kernel.municipality.acting import Acting, acting

    started = time.perf_counter()
    town = _fill({0: size})[0]
    print(f"\n{size:,} listings in one town (made and indexed in {time.perf_counter() - started:.0f} s)")
    asked = _questions(queries, size)
    timings = []
    with transaction.atomic():
        _serve(connection, as_owner=False)
        with acting(Acting(town=town, moment=_at())):
            tiers = [_tiers(each) for each in asked]
            timings.append(_time_search(asked))
    lexemes = statistics.mean(1 + each.count("&") + each.count("|") for each in tiers)
    print(f"  a question with its synonyms asks for {lexemes:.0f} lexemes")
    with _indexed():
        timings.append(_time("bare lookup: first 20 and total", _bare, tiers))
        timings.append(_time("bare lookup: any 20, no order", _bare_any, tiers))
    few = asked[:SLOW_QUERIES]
    if size <= 100_000:
        timings.append(_time("LIKE", _like, [each.text for each in few]))
        with _trigrams():
            timings.append(_time("pg_trgm", _like, [each.text for each in few]))
        timings.append(_time_in_python([each.text for each in few]))
    _tell(timings)


def _tell(timings: list[Timing]) -> None:
    ours = timings[0]
    for each in timings:
        beside = "" if each is ours else f"   ours is {ours.p95 / each.p95:7.3f} × its p95"
        print(f"  {each.name:34} p50 {each.p50:9.2f} ms   p95 {each.p95:9.2f} ms{beside}")
    print(f"  slowest words: p95 is {ours.p95 / ours.p50:.1f} × p50 (goal 5)")


def _neighbours(queries: int) -> None:
    """One town's search alone, and with forty-nine other towns beside it."""
    print("\none town of 2,000 listings beside others")
    for others in (0, 9, 49):
        towns = _fill(dict.fromkeys(range(others + 1), 2_000))
        timing = _in_town(towns[0], _questions(queries, 2_000))
        print(f"  {others:3} other towns   p50 {timing.p50:.2f} ms   p95 {timing.p95:.2f} ms")


def _in_town(town: Any, asked: list[Any]) -> Timing:
    from django.db import connection, transaction

    from tsunagu.kernel.municipality.acting import Acting, acting

    with transaction.atomic():
        _serve(connection, as_owner=False)
        with acting(Acting(town=town, moment=_at())):
            return _time_search(asked)


def _at() -> Any:
    from datetime import datetime, timedelta, timezone

    return datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=9)))


def _questions(count: int, seed: int) -> list[Any]:
    """One to three words, half with a district, seven in ten with an age."""
    from tsunagu.directory.queries.search import SearchQuery

    chance = random.Random(seed)
    return [
        SearchQuery(
            text=" ".join(dict.fromkeys(_some_words(chance, chance.choice((1, 1, 2, 2, 3))))),
            district=_district(chance.randrange(len(PLACES))) if chance.random() < 0.5 else None,
            age_months=(age := chance.randrange(0, 90), age) if chance.random() < 0.7 else None,  # type: ignore[arg-type]
        )
        for _ in range(count)
    ]


def _district(number: int) -> Any:
    from uuid import UUID

    return UUID(int=number + 1)


@lru_cache(maxsize=1)
def _words() -> list[str]:
    """What families say: the words of the shipped taxonomy, the common ones first, as in a real register."""
    import yaml

    found: dict[str, None] = {}

    def collect(rows: list[Any]) -> None:
        for row in rows:
            found.update(dict.fromkeys(str(word) for word in row.get("words", ())))
            collect(row.get("children", []))

    for rows in yaml.safe_load((DATA / "taxonomy.yaml").read_text(encoding="utf-8")).values():
        collect(rows)
    words = list(found)
    random.Random(1).shuffle(words)
    return words


def _some_words(chance: random.Random, count: int) -> list[str]:
    """Zipf's law: the tenth word is said a tenth as often as the first."""
    words = _words()
    return chance.choices(words, weights=_weights(len(words)), k=count)


@lru_cache(maxsize=1)
def _needs() -> list[str]:
    import yaml

    rows = yaml.safe_load((DATA / "taxonomy.yaml").read_text(encoding="utf-8"))["needs"]
    return [each["key"] for row in rows for each in (row, *row.get("children", ()))]


@lru_cache(maxsize=2)
def _weights(count: int) -> list[float]:
    return [1 / (rank + 3) for rank in range(count)]


def _sentence(chance: random.Random) -> str:
    return chance.choice(FRAMES).format(*_some_words(chance, 2))


def _listing(number: int, town: Any) -> Any:
    from tsunagu.directory.queries.search.documents import Listing
    from tsunagu.kernel.identifiers import new_id

    chance = random.Random(number)
    place = chance.randrange(len(PLACES))
    first = chance.choice((0, 0, 6, 12, 36, 72))
    return Listing(
        town_id=town,
        service_id=new_id(),
        name=f"{PLACES[place]}{_some_words(chance, 1)[0]}{chance.choice(ENDINGS)}{number % 97}",
        reading="".join(
            chance.choices(
                "アイウエオカキクケコサシスセソタチツテトナニノハヒフホマミムメモヤユヨラリルレワン", k=10
            )
        ),
        organisation=f"NPO法人{chance.choice(PLACES)}の会",
        summary=_sentence(chance) + _sentence(chance),
        body=[_sentence(chance), _sentence(chance)],
        places=[f"{PLACES[place]}コミュニティプラザ"],
        needs=list(dict.fromkeys(chance.choices(_needs(), weights=_weights(len(_needs())), k=4))),
        kind="hub",
        ages=None if chance.random() < 0.2 else (first, first + chance.choice((11, 35, 71))),
        districts=[_district(place)],
        cost=chance.choice(("free", "paid", "unknown")),
        is_assured=chance.random() < 0.5,
    )


def _fill(towns: dict[int, int]) -> list[Any]:
    """Empty the scratch tables and fill them; returns the towns' ids, in order."""
    from django.db import connection, transaction

    from tsunagu.directory.queries.search.documents import entry_of
    from tsunagu.directory.queries.search.town_words import forget_words
    from tsunagu.kernel.identifiers import new_id
    from tsunagu.kernel.municipality.models import Municipality

    forget_words()
    ids = [new_id() for _ in towns]
    with transaction.atomic(), connection.cursor() as cursor:
        _prepare_tables(cursor)
        Municipality.objects.bulk_create(
            Municipality(
                id=id_,
                slug=f"town-{id_.hex[-12:]}",
                name=f"町{number}",
                name_kana="マチ",
                name_en="Town",
                prefecture="新潟県",
                code=f"{int(id_.hex[-5:], 16) % 1_000_000:06}",
            )
            for number, id_ in enumerate(ids)
        )
        for id_, size in zip(ids, towns.values(), strict=True):
            _synonyms(cursor, id_)
            _copy(cursor, id_, (entry_of(_listing(number, id_)) for number in range(min(size, DIFFERENT))))
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(
            "INSERT INTO directory_searchentry"
            " (id, municipality_id, service_id, supporters_only, static_rank, name, organisation_name,"
            " name_key, texts, words, facts, lexemes)"
            " SELECT gen_random_uuid(), municipality_id, gen_random_uuid(), false, static_rank, name,"
            " organisation_name, name_key, texts, words, facts, array_to_tsvector(lexemes)"
            " FROM bench_draft, generate_series(1, %s) ORDER BY static_rank DESC",
            [max(1, max(towns.values()) // DIFFERENT)],
        )
        cursor.execute(
            "CREATE INDEX search_entry_lexemes ON directory_searchentry"
            " USING gin (lexemes) WITH (fastupdate = off)"
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE directory_searchentry")
    return ids


def _prepare_tables(cursor: Any) -> None:
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
    cursor.execute("DROP TABLE IF EXISTS bench_draft")
    cursor.execute(
        "CREATE TEMPORARY TABLE bench_draft (municipality_id uuid, static_rank smallint, name text,"
        " organisation_name text, name_key text, texts text, words text, facts jsonb, lexemes text[])"
        " ON COMMIT DROP"
    )


def _synonyms(cursor: Any, town: Any) -> None:
    """A town's usual words: without them no search is as wide as a real one."""
    import yaml

    rows = yaml.safe_load((DATA / "synonyms.yaml").read_text(encoding="utf-8"))["synonyms"]
    cursor.executemany(
        "INSERT INTO directory_synonymgroup (id, municipality_id, terms, leads_to, updated_at)"
        " VALUES (gen_random_uuid(), %s, %s, %s, now())",
        [
            (town, list(map(str, row.get("terms") or row["from"])), list(map(str, row.get("to", ()))))
            for row in rows
            if row["kind"] == "one_way" or len(row["terms"]) > 1
        ],
    )


def _copy(cursor: Any, town: Any, entries: Iterator[Any]) -> None:
    columns = "municipality_id, static_rank, name, organisation_name, name_key, texts, words, facts, lexemes"
    with cursor.copy(f"COPY bench_draft ({columns}) FROM STDIN") as copy:
        for entry in entries:
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
                    entry.lexemes,
                )
            )


def _time_search(asked: list[Any]) -> Timing:
    from tsunagu.directory.queries.search import search

    for each in asked[:20]:
        search(each, _at())
    return _time("つなぐ: search()", lambda each: search(each, _at()), asked)


def _tiers(query: Any) -> str:
    """The question with all its synonyms, as our own lookup asks it."""
    from tsunagu.directory.queries.search.analysis import analyse
    from tsunagu.directory.queries.search.keys import town_mark
    from tsunagu.directory.queries.search.lookup import tiers_of
    from tsunagu.directory.queries.search.town_words import kept_words, read_words
    from tsunagu.kernel.municipality.acting import current_town_id

    words = kept_words() or read_words()
    analysis = analyse(query.text, words)
    return tiers_of(analysis, query, town_mark(current_town_id()), words, _at())[:2][-1]


def _time(name: str, ask: Callable[[Any], object], asked: list[Any]) -> Timing:
    seconds = []
    for each in asked:
        started = time.perf_counter()
        ask(each)
        seconds.append(time.perf_counter() - started)
    return Timing.of(name, seconds)


def _ask(statement: str, values: list[Any]) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _bare(tsquery: str) -> object:
    return _ask(
        "WITH hits AS MATERIALIZED (SELECT service_id, name, texts, static_rank FROM directory_searchentry"
        " WHERE lexemes @@ %s::tsquery)"
        " SELECT service_id, name, texts, (SELECT count(*) FROM hits) FROM hits"
        " ORDER BY static_rank DESC, service_id LIMIT 20",
        [tsquery],
    )


def _bare_any(tsquery: str) -> object:
    return _ask(
        "SELECT service_id, name, texts FROM directory_searchentry WHERE lexemes @@ %s::tsquery LIMIT 20",
        [tsquery],
    )


def _like(text: str) -> object:
    from tsunagu.directory.queries.search.keys import text_key

    patterns = [f"%{text_key(word)}%" for word in text.split()]
    conditions = " AND ".join("texts LIKE %s" for _ in patterns)
    return _ask(
        f"WITH hits AS MATERIALIZED (SELECT service_id, name, texts, static_rank FROM directory_searchentry"
        f" WHERE {conditions})"
        " SELECT service_id, name, texts, (SELECT count(*) FROM hits) FROM hits"
        " ORDER BY static_rank DESC, service_id LIMIT 20",
        patterns,
    )


@contextlib.contextmanager
def _indexed() -> Iterator[None]:
    """Hold the plainer ways to their index too; left alone, the planner reads the table under a LIMIT."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        try:
            yield
        finally:
            cursor.execute("SET enable_seqscan = on")


@contextlib.contextmanager
def _trigrams() -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("CREATE INDEX bench_trigrams ON directory_searchentry USING gin (texts gin_trgm_ops)")
        cursor.execute("ANALYZE directory_searchentry")
        try:
            with _indexed():
                yield
        finally:
            cursor.execute("DROP INDEX bench_trigrams")


def _time_in_python(asked: list[str]) -> Timing:
    from tsunagu.directory.queries.search.keys import text_key

    rows = _ask("SELECT service_id, texts FROM directory_searchentry", [])

    def scan(text: str) -> list[Any]:
        words = [text_key(word) for word in text.split()]
        return [id_ for id_, texts in rows if all(word in texts for word in words)][:20]

    return _time("Python `in` over every text", scan, asked)


if __name__ == "__main__":
    main()
