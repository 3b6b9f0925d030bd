"""Jobs are named, not imported: an action asks for "desk.remind", the worker finds it.

Each job runs as the town's own machinery, in one transaction, through the same row-level security as a page.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import all_towns

Work = Callable[..., None]
MAX_ATTEMPTS = 8
# The library offers this function to whoever asks from SQL; its way through Python costs four times as much,
# and every letter of a hand-over takes it. Queue, name, priority, two locks, arguments, when.
_DEFER = """
    SELECT procrastinate_defer_jobs_v1(
        ARRAY[ROW('default', %s, 0, NULL, NULL, %s::jsonb, %s)::procrastinate_job_to_defer_v1])
"""


def enqueue(name: str, *, town_id: UUID, run_at: datetime | None = None, **arguments: Any) -> None:
    """Ask for a job in the transaction in force; it starts after the commit."""
    with connection.cursor() as cursor:
        cursor.execute(_DEFER, [name, json.dumps({"town_id": str(town_id), **arguments}), run_at])


def job(name: str) -> Callable[[Work], Work]:
    """Register `work(*, at, **arguments)` under `name`; it is tried again when it fails."""

    def register(work: Work) -> Work:
        @app.task(name=name, retry=RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=4))
        def run(*, town_id: str, **arguments: Any) -> None:
            at = datetime.now(UTC)
            with as_system(UUID(town_id), at=at):
                work(at=at, **arguments)

        return work

    return register


def job_in_steps(name: str) -> Callable[[Work], Work]:
    """Register `work(*, town_id, **arguments)`, which opens a transaction for each of its steps.

    For what cannot be undone, as sending a letter: what one step has written stays, whatever becomes of the
    next one, so that a second run finds it done.
    """

    def register(work: Work) -> Work:
        @app.task(name=name, retry=RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=4))
        def run(*, town_id: str, **arguments: Any) -> None:
            work(town_id=UUID(town_id), **arguments)

        return work

    return register


def every(cron: str, name: str) -> Callable[[Work], Work]:
    """Register `work(*, at)` to run in every town at the moments of a cron line (UTC)."""

    def register(work: Work) -> Work:
        job(name)(work)

        @app.periodic(cron=cron)
        @app.task(name=f"{name}.everywhere", queueing_lock=name)
        def spread(timestamp: int) -> None:
            for town in all_towns():
                enqueue(name, town_id=town.id)

        return work

    return register
