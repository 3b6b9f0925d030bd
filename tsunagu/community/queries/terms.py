"""A town's own terms of the board, and the days that follow from them."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from tsunagu.community.models import BoardTerms
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.municipality.acting import current_town_id


def terms_of_board() -> BoardTerms:
    """The town's own terms, or the defaults (not saved)."""
    return BoardTerms.objects.first() or BoardTerms(municipality_id=current_town_id())


def look_by(at: datetime, terms: BoardTerms) -> date:
    """By when somebody looks at what came in now."""
    return add_business_days(localdate(at), terms.look_within)


def appeal_by(at: datetime, terms: BoardTerms) -> date:
    """By when somebody else looks again."""
    return add_business_days(localdate(at), terms.appeal_within)


def last_day(at: datetime, days: int, terms: BoardTerms) -> date:
    """The last day of a topic that should stand for `days`, within what the town allows."""
    return localdate(at) + timedelta(days=min(max(days, 1), terms.topic_most_days))
