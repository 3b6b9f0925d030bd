"""What follows when a page goes up or comes down, by an editor, the desk's review or the calendar."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.signals import page_published, page_unpublished, workflow_approved, workflow_rejected

from tsunagu.directory.actions.changes import note_change
from tsunagu.editorial.actions.pictures import make_renditions
from tsunagu.editorial.actions.shown_files import note_shown_files
from tsunagu.editorial.choices import WORK_PATH
from tsunagu.editorial.models import EditorialPage
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import current, moment
from tsunagu.kernel.notify.addresses import town_address
from tsunagu.kernel.notify.letters import write_letter


@receiver(page_published)
def put_up(sender: Any, instance: Any, **_rest: Any) -> None:
    if isinstance(instance, EditorialPage):
        make_renditions(instance)
        note_shown_files(instance)
        _note("editorial.published", instance)


@receiver(page_unpublished)
def taken_down(sender: Any, instance: Any, **_rest: Any) -> None:
    _note("editorial.taken_down", instance)


@receiver(workflow_approved)
def review_ended_well(sender: Any, instance: Any, **_rest: Any) -> None:
    _tell_its_writer(instance, _("「%(title)s」の点検が終わり、公開されました。"))


@receiver(workflow_rejected)
def review_asks_for_more(sender: Any, instance: Any, **_rest: Any) -> None:
    _tell_its_writer(instance, _("「%(title)s」に、書き直しのお願いがあります。"))


def _tell_its_writer(review: Any, words: str) -> None:
    """A letter to who sent the page in, from the outbox like every other."""
    if review.requested_by is None:
        return
    page = review.content_object
    said = words % {"title": page.title}
    state = review.current_task_state
    address = town_address(f"{WORK_PATH.strip('/')}/pages/{page.pk}/edit/")
    body = "\n\n".join(part for part in (said, state.comment if state else "", address) if part)
    write_letter(
        to=review.requested_by.email,
        subject=said,
        body=body,
        kind="editorial.review",
        at=moment(),
        about_id=page.translation_key,
    )


def _note(event: str, page: Any) -> None:
    """Into the journal; and what is kept of the public pages is drawn anew."""
    by = User.objects.filter(id=current().user).first() if current().user else None
    note_change(event, record_id=page.translation_key, by=by, at=moment(), page=page.pk)
