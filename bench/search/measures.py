"""What is measured and printed: quality, one town of a size, one town beside others."""

import statistics
import time
from uuid import UUID

from django.db import transaction

from bench.search import ways
from bench.search.filling import PLAIN_FIELDS, fill, fill_plain
from bench.search.register import AT, questions
from bench.search.ways import Timing
from tests.search.conftest import load_demo_towns
from tests.search.judgements import BLIND, OURS, Judged, judge_all
from tsunagu.directory.queries.search import SearchQuery
from tsunagu.kernel.municipality.acting import Acting, acting

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
    with transaction.atomic():
        ways.serve_as_application()
        with acting(Acting(town=town, moment=AT)):
            tiers = [ways.asked_of_index(each) for each in asked]
            ours, again = ways.ours(asked), ways.ours_again(asked)
    _tell_of(asked, tiers)
    with ways.by_index():
        others = [
            again,
            Timing.of("bare lookup, all that we ask", ways.bare, tiers),
            Timing.of("bare lookup, as typed", ways.bare, [each[:1] for each in tiers]),
            Timing.of("bare lookup, last tier asked", ways.bare, [each[-1:] for each in tiers]),
        ]
    if size <= _SLOW_UP_TO:
        others += _plainer(asked[:_SLOW_QUESTIONS])
    _tell(ours, others)


def _plainer(asked: list[SearchQuery]) -> list[Timing]:
    fill_plain()
    timings = [
        Timing.of("LIKE on one text", ways.like, asked),
        Timing.of("LIKE on one text, exact total", ways.like_counting_all, asked),
        Timing.of("icontains on each field", ways.like_as_django_writes_it, asked),
        ways.in_python(asked),
    ]
    with ways.on_one_core():
        timings += [
            Timing.of("LIKE on one text, one core", ways.like_counting_all, asked),
            Timing.of("icontains, one core", ways.like_as_django_writes_it, asked),
        ]
    with ways.trigrams("body"):
        timings += [
            Timing.of("pg_trgm", ways.like, asked),
            Timing.of("pg_trgm, exact total", ways.like_counting_all, asked),
        ]
        with ways.by_index():
            timings.append(Timing.of("pg_trgm, by its index alone", ways.like_counting_all, asked))
    with ways.trigrams(*(f"UPPER({field})" for field in PLAIN_FIELDS)):
        timings.append(Timing.of("icontains, pg_trgm on each", ways.like_as_django_writes_it, asked))
        with ways.by_index():
            timings.append(Timing.of("the same, by its index alone", ways.like_as_django_writes_it, asked))
    return timings


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


def _tell(ours: Timing, others: list[Timing]) -> None:
    print(f"  {ours.name:30} p50 {ours.p50:8.2f} ms   p95 {ours.p95:8.2f} ms")
    for each in others:
        beside = f"ours is {ours.p50 / each.p50:6.3f} × its p50, {ours.p95 / each.p95:6.3f} × its p95"
        print(f"  {each.name:30} p50 {each.p50:8.2f} ms   p95 {each.p95:8.2f} ms   {beside}")
    print("  goals: 3 × the bare lookup of all that we ask at most (p95), 0.02 × LIKE and pg_trgm")
    print(f"  slowest words: p95 is {ours.p95 / ours.p50:.1f} × p50 (goal 5)")


def neighbours(count: int) -> None:
    """One town's search alone, and with other towns beside it."""
    print("\none town of 2,000 listings beside others")
    for others in (0, 9, 49):
        timing = _in_town(fill([2_000] * (others + 1))[0], questions(count, 2_000))
        print(f"  {others:3} other towns   p50 {timing.p50:.2f} ms   p95 {timing.p95:.2f} ms")


def _in_town(town: UUID, asked: list[SearchQuery]) -> Timing:
    with transaction.atomic():
        ways.serve_as_application()
        with acting(Acting(town=town, moment=AT)):
            return ways.ours(asked)
