"""Pages go up and come down on their day, by our own queue."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

from tsunagu.editorial.queries.pages import pages_past_their_day
from tsunagu.kernel.dates.opening import JST


@transaction.atomic
def publish_due(*, at: datetime) -> list[Page]:
    """Put up what was approved for a moment that has come."""
    due = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    published = []
    for revision in due:
        revision.publish(log_action="wagtail.publish.scheduled")
        published.append(revision.content_object)
    return published


@transaction.atomic
def take_down_due(*, at: datetime) -> list[Page]:
    """Take down what has had its day. It stays with the editors, who may put it up again."""
    over = pages_past_their_day(at=at, today=at.astimezone(JST).date())
    for page in over:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return over
