"""What is measured and printed: quality, one town of a size, one town beside others."""

import statistics
import time
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from bench.search import ways
from bench.search.filling import PLAIN_FIELDS, fill, fill_plain
from bench.search.register import questions
from bench.search.timing import Timing, Way, in_turn
from tests.search.conftest import load_demo_towns
from tests.search.judgements import BLIND, OURS, Judged, judge_all
from tsunagu.directory.queries.search import SearchQuery

# LIKE reads everything for each question: fewer questions, and none at a million.
_SLOW_QUESTIONS, _SLOW_UP_TO = 50, 100_000


def quality() -> None:
    """nDCG@10 and hit@5 over the judged questions, on the demo towns."""
    with transaction.atomic():
        ways.serve_as_application()
        load_demo_towns()
        judged = {"our own": list(judge_all(OURS)), "written blind": list(judge_all(BLIND))}
        transaction.set_rollback(True)
    for whose, questions_judged in judged.items():
        _tell_quality(whose, questions_judged)


def _tell_quality(whose: str, judged: list[Judged]) -> None:
    hit = sum(each.hits_in_five for each in judged) / len(judged)
    ndcg = sum(each.ndcg for each in judged) / len(judged)
    print(f"judged questions, {whose}: {len(judged)}   hit@5 {hit:.3f} (goal 0.95)   nDCG@10 {ndcg:.3f}")
    for each in judged:
        if not each.hits_in_five:
            print(f"  missed: {each.query}（{each.town}） found {', '.join(each.found[:5]) or 'nothing'}")


def one_town(size: int, count: int) -> None:
    """One town of `size` listings: our search, and plainer ways to the same rows."""
    started = time.perf_counter()
    (town,) = fill([size])
    print(f"\n{size:,} listings in one town (made and indexed in {time.perf_counter() - started:.0f} s)")
    asked = questions(count, size)
    with ways.as_resident(town):
        tiers = [ways.asked_of_index(each) for each in asked]
    _tell_of(asked, tiers)
    ours = _tell(ways.ours(town, asked), ways.ours_again(town, asked), *_at_the_index(tiers))
    if size <= _SLOW_UP_TO:
        _beside_plainer_ways(town, asked[:_SLOW_QUESTIONS])
    print("  goals: 3 × the bare lookup of all that we ask at most (p95), 0.02 × LIKE or pg_trgm")
    print(f"  slowest words: p95 is {ours.p95 / ours.p50:.1f} × p50 (goal 5)")


def _at_the_index(tiers: list[list[ways.Tier]]) -> Iterator[Way]:
    for name, asked in (
        ("bare lookup, all that we ask", tiers),
        ("bare lookup, as typed", [each[:1] for each in tiers]),
        ("bare lookup, last tier asked", [each[-1:] for each in tiers]),
    ):
        yield Way(name, ways.bare, asked, ways.by_index)


def _beside_plainer_ways(town: UUID, asked: list[SearchQuery]) -> None:
    fill_plain()
    ours, like, exact, fields = (
        ways.ours(town, asked), ways.like, ways.like_counting_all, ways.like_as_django_writes_it
    )  # fmt: skip
    _tell(
        ours,
        Way("LIKE on one text", like, asked),
        Way("LIKE on one text, exact total", exact, asked),
        Way("the same, one core", exact, asked, ways.on_one_core),
        Way("icontains on each field", fields, asked),
        Way("the same, one core", fields, asked, ways.on_one_core),
        ways.in_python(asked),
    )
    with ways.trigrams("body"):
        _tell(
            ours,
            Way("pg_trgm", like, asked),
            Way("pg_trgm, exact total", exact, asked),
            Way("the same, by its index alone", exact, asked, ways.by_index),
        )
    with ways.trigrams(*(f"UPPER({field})" for field in PLAIN_FIELDS)):
        _tell(
            ours,
            Way("icontains, pg_trgm on each", fields, asked),
            Way("the same, by its index alone", fields, asked, ways.by_index),
        )


def _tell_of(asked: list[SearchQuery], tiers: list[list[ways.Tier]]) -> None:
    words = [word for each in asked for word in each.text.split()]
    short = sum(len(word) <= 2 for word in words) / len(words)
    lexemes = statistics.mean(
        sum(1 + part.count("&") + part.count("|") for tier in each for part in tier) for each in tiers
    )
    print(
        f"  {len(asked)} questions, {len(words) / len(asked):.1f} words each, {short:.0%} of two characters;"
        f" a question asks {statistics.mean(map(len, tiers)):.1f} tiers of {lexemes:.0f} lexemes together"
    )


def _tell(*asked: Way) -> Timing:
    """Print the first way's times and its ratio to each of the others."""
    ours, *others = in_turn(*asked)
    print(f"  {ours.name:30} p50 {ours.p50:8.2f} ms   p95 {ours.p95:8.2f} ms")
    for each in others:
        beside = f"ours is {ours.p50 / each.p50:6.3f} × its p50, {ours.p95 / each.p95:6.3f} × its p95"
        print(f"  {each.name:30} p50 {each.p50:8.2f} ms   p95 {each.p95:8.2f} ms   {beside}")
    return ours


def neighbours(count: int) -> None:
    """One town's search alone, and with other towns beside it."""
    print("\none town of 2,000 listings beside others")
    for others in (0, 9, 49):
        town = fill([2_000] * (others + 1))[0]
        (timing,) = in_turn(ways.ours(town, questions(count, 2_000)))
        print(f"  {others:3} other towns   p50 {timing.p50:.2f} ms   p95 {timing.p95:.2f} ms")
