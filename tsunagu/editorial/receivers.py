"""What follows when a page goes up or comes down, by an editor, the desk's review or the calendar."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from tsunagu.directory.actions.changes import note_change
from tsunagu.editorial.actions.pictures import make_renditions
from tsunagu.editorial.models import EditorialPage
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import current, moment


@receiver(page_published)
def put_up(sender: Any, instance: Any, **_: Any) -> None:
    if isinstance(instance, EditorialPage):
        make_renditions(instance)
        _note("editorial.published", instance)


@receiver(page_unpublished)
def taken_down(sender: Any, instance: Any, **_: Any) -> None:
    _note("editorial.taken_down", instance)


def _note(event: str, page: Any) -> None:
    """Into the journal; and what is kept of the public pages is drawn anew."""
    by = User.objects.filter(id=current().user).first() if current().user else None
    note_change(event, record_id=page.translation_key, by=by, at=moment(), page=page.pk)
