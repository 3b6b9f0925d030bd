"""A search that came to nothing is counted; a colleague decides what follows; old counts go."""

import logging
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.utils.timezone import localdate

from tsunagu.directory.choices import GapKind
from tsunagu.directory.models.gaps import LONGEST_FILTERS, LONGEST_QUESTION, GapDecision, SearchGap
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.japanese.fold import fold

# A whole 年度, and the weeks in which its summary is written.
KEPT_FOR = timedelta(days=400)
# A telephone number, a birthday, a mail address: somebody's own, whoever typed it.
_SOMEBODYS = re.compile(r"\d[\d\-ー年月/.]{4,}\d|@")
# Nobody waits for the disk because of a count: a crash may cost the last of them, never the page.
_COUNT = "SELECT set_config('synchronous_commit', 'off', true), directory_note_gap(%s, %s, %s, %s)"

log = logging.getLogger(__name__)


class NothingDecided(Exception):
    """A decision is about a question, or about a need."""


def note_gap(*, kind: GapKind, text: str, filters: Iterable[str] = (), at: datetime) -> bool:
    """Count one asking that came to nothing: the folded words and the day, nothing of who asked.

    Not counted: what is too long to be a question that two people share, and what holds somebody's number or
    address. A failure is told to the log and costs the page nothing.
    """
    question, narrowed = fold(text), " ".join(sorted(set(filters)))
    if not (question or narrowed) or len(question) > LONGEST_QUESTION or len(narrowed) > LONGEST_FILTERS:
        return False
    if _SOMEBODYS.search(question):
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_COUNT, [kind.value, question, narrowed, localdate(at)])
    except DatabaseError:
        log.exception("a gap could not be counted")
        return False
    return True


@transaction.atomic
def settle_gap(
    *,
    choice: str,
    by: User,
    at: datetime,
    question: str = "",
    filters: str = "",
    need: str = "",
    note: str = "",
) -> GapDecision:
    """A colleague has seen to it: the row leaves the queue.

    Raises:
        NothingDecided: neither a question nor a need is named, or both are.
    """
    if bool(need) == bool(question or filters):
        raise NothingDecided
    decision = GapDecision.objects.create(
        question=question, filters=filters, need=need, choice=choice, note=note.strip(), by=by, at=at
    )
    journal.record(
        "directory.gap_settled",
        record_id=None,
        by=by.id,
        at=at,
        decision=str(decision.id),
        choice=str(choice),
    )
    return decision


def forget_old_gaps(*, today: date) -> int:
    """Counts go when their year has been summed up."""
    gone, _tables = SearchGap.objects.filter(day__lt=today - KEPT_FOR).delete()
    return gone
