"""Saying how far a job is while its transaction is open: nobody sees that transaction before it is over."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

from tsunagu.kernel.municipality.acting import as_system, current_town_id

log = logging.getLogger(__name__)
Sign = Callable[..., object]


@contextmanager
def told_beside(job: str) -> Iterator[Callable[..., None]]:
    """Gives `tell(sign, *arguments)`, which runs `sign` as the town's machinery in a transaction of its own.

    A thread of its own brings a connection of its own. Each sign is written before the job goes on: it
    may write the same row after its last one without the two waiting for each other. A sign that fails is
    logged under the name of the `job`: the work is worth more than the bar that shows how far it is.
    """
    town_id = current_town_id()

    def write(sign: Sign, *arguments: object) -> None:
        try:
            with as_system(town_id):
                sign(*arguments)
        except Exception:
            log.exception("%s could not say how far it is", job)

    with ThreadPoolExecutor(max_workers=1) as thread:
        try:
            yield lambda sign, *arguments: thread.submit(write, sign, *arguments).result()
        finally:
            thread.submit(_hang_up)


def _hang_up() -> None:
    """Close this thread's connection: which one `connection` is depends on where it is asked."""
    connection.close()
