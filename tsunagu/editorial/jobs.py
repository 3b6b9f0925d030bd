"""The calendar of pages: what was approved goes up, what has had its day comes down."""

from datetime import datetime

from tsunagu.editorial.actions.calendar import publish_due, take_down_due
from tsunagu.kernel.jobs.queue import every


@every("*/5 * * * *", "editorial.calendar")
def keep_calendar(*, at: datetime) -> None:
    """A second run finds nothing left to do."""
    publish_due(at=at)
    take_down_due(at=at)
