"""A month of 500 rounds beside a page of results: each asked with an address that nobody sent before."""

import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import psycopg

from bench.beside_results import beside_results
from bench.demo_town import DemoTown
from bench.table import Line
from tsunagu.kernel.database import embedded

TITLE = "calendar, a month of 500 events that come round again; a page of results is the floor"
EVENTS = 500


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    made = _fill(town)
    try:
        what = f"a month, {made} events for ages never asked before"
        yield from beside_results(town, what, _months_never_asked(), quick=quick)
    finally:
        _empty(town)


def _months_never_asked() -> list[str]:
    """Each address is new: another month, another age."""
    middle = date.today().replace(day=15)
    months = [(middle + timedelta(days=30 * each)).strftime("%Y-%m") for each in range(1, 5)]
    asked = [
        f"/joetsu/calendar/?month={month}&age={age}{free}"
        for month in months
        for age in range(220)
        for free in ("", "&free=1")
    ]
    random.Random(1).shuffle(asked)
    return asked


def _fill(town: DemoTown) -> int:
    """Rounds of every kind over the coming year, straight into the table."""
    first, until = date.today().replace(day=1), date.today() + timedelta(days=390)
    rounds = (
        '{{"round": "weekly", "until": "{until}", "interval": 1, "weekdays": [{day}],'
        ' "nth": [], "days": []}}',
        '{{"round": "monthly_weekday", "until": "{until}", "interval": 1, "weekdays": [{day}],'
        ' "nth": [2, 4], "days": []}}',
        '{{"round": "monthly_day", "until": "{until}", "interval": 1, "weekdays": [], "nth": [],'
        ' "days": [{day}, 15]}}',
    )
    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin:
        before = admin.execute("SELECT count(*) FROM directory_event").fetchone()[0]
        for number in range(EVENTS):
            rule = rounds[number % 3].format(until=until, day=number % 6 + 1)
            admin.execute(
                _INSERT, {"id": uuid.uuid4(), "first": first, "until": until, "rule": rule, "n": number}
            )
        after = admin.execute("SELECT count(*) FROM directory_event").fetchone()[0]
    return after - before


def _empty(town: DemoTown) -> None:
    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin:
        admin.execute("DELETE FROM directory_event WHERE description = 'bench'")


_INSERT = """
INSERT INTO directory_event (
    id, municipality_id, organisation_id, state, name, name_kana, name_en, summary, summary_easy, summary_en,
    description, first_on, starts, ends, recurrence, last_on, place_text, age_text, cost, cost_text,
    how_to_join, phone, url, remark, updated_at
)
SELECT %(id)s, m.id, o.id, 'published', 'おはなしの会' || %(n)s, '', '', '絵本を読みます。', '', '',
    'bench',
    %(first)s, 600 + %(n)s %% 300, 1000, %(rule)s::jsonb, %(until)s, '市民プラザ', '', 'free',
    '', '', '', '', '', now()
FROM kernel_municipality AS m JOIN directory_organisation AS o ON o.municipality_id = m.id
WHERE m.slug = 'joetsu' ORDER BY o.id LIMIT 1
"""
