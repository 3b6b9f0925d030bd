"""A colleague picks places for a family, gives the list out, and can stop it at once."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext, override

from tsunagu.desk.choices import SELECTION_PATH, SelectionLanguage
from tsunagu.desk.models import Selection, SelectionItem
from tsunagu.directory.choices import Audience
from tsunagu.directory.models import Service
from tsunagu.families.models import Household
from tsunagu.families.signals import person_died
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.notify.addresses import town_address
from tsunagu.kernel.notify.letters import write_letter
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.visitors.receipts import ALPHABET, look_behind, receipt_hash

# 31 letters: 15 of them are 74 bits, more than anybody can try. A receipt's 12 stand behind a form.
_GROUPS, _GROUP_LENGTH = 3, 5
USUAL_DAYS, MOST_DAYS = 60, 365
# What a parent reads through at night. More than that is a directory again.
MOST_PLACES = 12


class ListIsFull(Exception):
    """It has as many places as a family can take in."""


class NotForResidents(Exception):
    """Supporters know this listing; a family would find no page behind it."""


class NothingChosen(Exception):
    """An empty list helps nobody."""


class AlreadyEnded(Exception):
    """It was stopped; a new list has a new code."""


class NotGiven(Exception):
    """It has not been given out, or it has run out: there is nothing to send."""


class MailForbidden(Exception):
    """The family asked that no mail be sent."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One place as the form tells it, in the order of the list."""

    service_id: UUID
    line: str = ""


@transaction.atomic
def begin_selection(
    *,
    organisation_id: UUID,
    by: User,
    at: datetime,
    household: Household | None = None,
    greeting: str = "",
    language: str = SelectionLanguage.JAPANESE,
    days: int = USUAL_DAYS,
    service_ids: Iterable[UUID] = (),
) -> Selection:
    """A colleague begins a list. The code opens nothing until it is given out."""
    selection = Selection(
        organisation_id=organisation_id,
        household=household,
        greeting=greeting.strip(),
        language=language,
        ends_on=last_day(days, at=at),
        made_by=by,
        made_at=at,
    )
    selection.code_hash = code_digest(code_of(selection))
    selection.save(force_insert=True)
    known = _residents().filter(id__in=list(service_ids)).order_by("name_kana", "id")[:MOST_PLACES]
    SelectionItem.objects.bulk_create(
        SelectionItem(selection=selection, service=service, position=position)
        for position, service in enumerate(known, start=1)
    )
    _note("desk.selection_begun", selection, by=by, at=at)
    return selection


@transaction.atomic
def add_place(*, selection: Selection, service_id: UUID, by: User, at: datetime) -> None:
    """One more place, at the end; what is on the list already stays where it is.

    Raises:
        AlreadyEnded, ListIsFull, NotForResidents.
    """
    _alive(selection)
    if not _residents().filter(id=service_id).exists():
        raise NotForResidents(service_id)
    items = SelectionItem.objects.filter(selection=selection)
    if items.filter(service_id=service_id).exists():
        return
    if items.count() >= MOST_PLACES:
        raise ListIsFull(selection.id)
    last = items.aggregate(last=Coalesce(Max("position"), Value(0)))["last"]
    SelectionItem.objects.create(selection=selection, service_id=service_id, position=last + 1)
    _note("desk.selection_changed", selection, by=by, at=at)


@transaction.atomic
def write_selection(
    *,
    selection: Selection,
    greeting: str,
    language: str,
    ends_on: date,
    chosen: Sequence[Chosen],
    by: User,
    at: datetime,
) -> Selection:
    """The words and the order of the list, as they shall be from now on; a place left out goes.

    Raises:
        AlreadyEnded: nobody reads it any more.
        NothingChosen: it is with the family, and would be empty.
    """
    _alive(selection)
    if selection.given_at and not chosen:
        raise NothingChosen(selection.id)
    selection.greeting, selection.language = greeting.strip(), language
    selection.ends_on = min(ends_on, last_day(MOST_DAYS, at=at))
    selection.save(update_fields=["greeting", "language", "ends_on"])
    places = {one.service_id: (position, one.line.strip()) for position, one in enumerate(chosen, start=1)}
    items = list(SelectionItem.objects.filter(selection=selection))
    gone = [item.id for item in items if item.service_id not in places]
    kept = [item for item in items if item.service_id in places]
    for item in kept:
        item.position, item.line = places[item.service_id]
    SelectionItem.objects.filter(id__in=gone).delete()
    SelectionItem.objects.bulk_update(kept, ["position", "line"])
    _note("desk.selection_changed", selection, by=by, at=at)
    return selection


@transaction.atomic
def give_selection(*, selection: Selection, by: User, at: datetime) -> Selection:
    """The list is handed to the family: from now on its code opens the page.

    Raises:
        AlreadyEnded, NothingChosen.
    """
    _alive(selection)
    if not SelectionItem.objects.filter(selection=selection).exists():
        raise NothingChosen(selection.id)
    if selection.given_at is None:
        selection.given_at = at
        selection.save(update_fields=["given_at"])
        _note("desk.selection_given", selection, by=by, at=at)
    return selection


@transaction.atomic
def mail_selection(*, selection: Selection, to: str, by: User, at: datetime) -> Letter:
    """Send the link, in the language of the list. The letter says nothing of the family or the places.

    Raises:
        NotGiven: the link would open nothing.
        MailForbidden: the family asked for no mail.
    """
    if selection.given_at is None or selection.ended_at or selection.ends_on < localdate(at):
        raise NotGiven(selection.id)
    if selection.household and selection.household.no_mail:
        raise MailForbidden(selection.household_id)
    with override(selection.language):
        subject = gettext("お知らせのページができました")
        words = (
            gettext("窓口で選んだ場所のページです。押すと開きます。"),
            page_of(selection),
            gettext("心あたりがないときは、何もしないでください。"),
        )
    letter = write_letter(
        to=to, subject=subject, body="\n\n".join(words), kind="selection", at=at, about_id=selection.id
    )
    _note("desk.selection_mailed", selection, by=by, at=at)
    return letter


@transaction.atomic
def end_selection(*, selection: Selection, by: User, at: datetime) -> Selection:
    """The page is closed at once.

    Raises:
        AlreadyEnded: it was closed before.
    """
    _alive(selection)
    _end([selection], by=by, at=at)
    return selection


@transaction.atomic
def end_selections_of(*, household_id: UUID, by: User, at: datetime) -> int:
    """Nothing that was chosen for this family may reach it any more: in one go, those in the making too."""
    living = list(Selection.objects.select_for_update().filter(household_id=household_id, ended_at=None))
    _end(living, by=by, at=at)
    return len(living)


@transaction.atomic
def open_selection(code: str, *, sender: str, at: datetime) -> Selection | None:
    """A family opens its list; from here on the context of the request carries the code's digest.

    The first moment and the count are all that is kept of it.

    Raises:
        TooManyWrongCodes: this sender tried too many codes in this hour. Wrong receipt codes count as well:
            who guesses, guesses.
    """
    digest = code_digest(code)
    # The row's policy lets only a list through that is given out, not stopped and not run out.
    behind = Selection.objects.filter(code_hash=digest)

    def opened() -> Selection | None:
        now = {
            "times_opened": F("times_opened") + 1,
            "first_opened_at": Coalesce("first_opened_at", Value(at)),
        }
        return behind.first() if behind.update(**now) else None

    return look_behind(digest, opened, sender=sender, at=at)


def code_of(selection: Selection) -> str:
    """The code, told again to whoever may see the list: made of the row's id and the server's secret.

    So it is kept nowhere, and a lost sheet can be printed a second time.
    """
    number = int.from_bytes(_keyed("selection-code", str(selection.id)).digest(), "big")
    letters = []
    for _letter in range(_GROUPS * _GROUP_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    text = "".join(letters)
    return "-".join(text[at : at + _GROUP_LENGTH] for at in range(0, len(text), _GROUP_LENGTH))


def code_digest(code: str) -> str:
    """What is kept of a code. Apart from receipts: neither opens what the other does."""
    return receipt_hash(f"selection{code}")


def page_of(selection: Selection) -> str:
    """The full address behind the code, in the language of the list."""
    return town_address(f"{SELECTION_PATH}/{code_of(selection)}/", language=selection.language)


def last_day(days: int, *, at: datetime) -> date:
    return localdate(at) + timedelta(days=days)


def stop_when_somebody_died(*, household_id: UUID, by: User, at: datetime, **_sent: object) -> None:
    """No cheerful page about a child's age may come to a family in mourning."""
    end_selections_of(household_id=household_id, by=by, at=at)


person_died.connect(stop_when_somebody_died, dispatch_uid="desk.stop_selections")


def _keyed(purpose: str, text: str) -> hmac.HMAC:
    return hmac.new(f"{purpose}:{settings.SECRET_KEY}".encode(), text.encode(), hashlib.sha256)


def _residents() -> QuerySet[Service]:
    return Service.objects.filter(audience=Audience.RESIDENTS)


def _alive(selection: Selection) -> None:
    if selection.ended_at is not None:
        raise AlreadyEnded(selection.id)


def _end(living: Sequence[Selection], *, by: User, at: datetime) -> None:
    for selection in living:
        selection.ended_at, selection.ended_by = at, by
        _note("desk.selection_ended", selection, by=by, at=at)
    Selection.objects.filter(id__in=[one.id for one in living]).update(ended_at=at, ended_by=by)


def _note(event: str, selection: Selection, *, by: User, at: datetime) -> None:
    journal.record(event, record_id=selection.household_id, by=by.id, at=at, selection=str(selection.id))
