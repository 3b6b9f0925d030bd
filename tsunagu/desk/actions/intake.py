"""First contact made online: received without an account, taken by a desk, answered, closed."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum

from tsunagu.desk.actions.record_consultation import Said, record_consultation
from tsunagu.desk.choices import OTHER_TOPIC, Asker, CountedKind, IntakeState, Method, ReachBy
from tsunagu.desk.models import ConsultationPlace, Intake, IntakeCount
from tsunagu.families.actions.record_household import ContactRules, PersonFacts, record_household
from tsunagu.families.choices import Language, PreferredContact
from tsunagu.families.models import Household
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.municipality.acting import act_also

# Letters and digits that nobody mistakes for one another when reading a code aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS, _GROUP_LENGTH = 3, 4
PER_SENDER_AN_HOUR = 5
PER_TOWN_AN_HOUR = 120
# A family mistypes a few times; a machine tries thousands.
WRONG_CODES_AN_HOUR = 10
# Counts are looked at within their hour only; a day leaves room for slow clocks.
_COUNTS_KEPT = timedelta(days=1)


class TooManyFirstContacts(Exception):
    """This sender, or the whole town, reached the limit of the hour; a telephone number helps better now."""


class NotAPerson(Exception):
    """A field that people do not see was filled in."""


class TooManyWrongCodes(Exception):
    """This sender guesses; for the rest of the hour even a right code is not looked at."""


class AlreadyTaken(Exception):
    """A colleague was quicker."""


class NotTaken(Exception):
    """Nobody has taken it yet, or it is closed: there is nothing to answer."""


class Receipt(NamedTuple):
    """What a family is given: its request, and the code by which it finds it again."""

    intake: Intake
    code: str


@transaction.atomic
def receive_intake(
    *,
    asked: str,
    reach_by: str,
    at: datetime,
    name: str = "",
    name_kana: str = "",
    phone: str = "",
    email: str = "",
    reach_when: str = "",
    contact_prohibited: str = "",
    no_phone: bool = False,
    no_mail: bool = False,
    no_letter: bool = False,
    no_visit: bool = False,
    service_id: UUID | None = None,
    language: str = Language.JAPANESE,
    sender: str = "",
    trap: str = "",
) -> Receipt:
    """A family asks. The receipt code is told once and kept nowhere.

    `sender` is what tells one sender from another for an hour; only a hash of it is kept.

    Raises:
        NotAPerson: `trap`, a field hidden from people, was filled in.
        TooManyFirstContacts: the limit of the hour is reached.
    """
    if trap:
        raise NotAPerson
    _count_first_contact(sender, at)
    code = new_code()
    intake = Intake.objects.create(
        receipt_hash=receipt_hash(code),
        received_at=at,
        language=language,
        name=name.strip(),
        name_kana=name_kana,
        reach_by=reach_by,
        phone=phone,
        email=email,
        reach_when=reach_when,
        contact_prohibited=contact_prohibited,
        no_phone=no_phone,
        no_mail=no_mail,
        no_letter=no_letter,
        no_visit=no_visit,
        asked=asked.strip(),
        service_id=service_id,
    )
    journal.record("desk.intake_received", record_id=None, by=None, at=at, intake=str(intake.id))
    return Receipt(intake, code)


@transaction.atomic
def intake_by_receipt(code: str, *, sender: str, at: datetime) -> Intake | None:
    """The family looks at its own request; from here on the context of the request carries the receipt.

    Raises:
        TooManyWrongCodes: this sender tried too many codes in this hour.
    """
    tries = counted(CountedKind.WRONG_CODE, sender, at)
    if tries.count >= WRONG_CODES_AN_HOUR:
        raise TooManyWrongCodes
    hashed = receipt_hash(code)
    act_also(receipt=hashed)
    found = Intake.objects.select_related("organisation", "service").filter(receipt_hash=hashed).first()
    if found is None:
        count_one(tries)
    return found


def receipt_hash(code: str) -> str:
    """The only form in which a code is kept. Small letters and spaces in what was typed do not matter."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return hmac.new(f"receipt:{settings.SECRET_KEY}".encode(), plain.encode(), hashlib.sha256).hexdigest()


def new_code() -> str:
    """A receipt code that nobody has yet."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def _count_first_contact(sender: str, at: datetime) -> None:
    count = counted(CountedKind.ASKED, sender, at)
    of_town = IntakeCount.objects.filter(kind=CountedKind.ASKED, hour=count.hour)
    total = of_town.aggregate(total=Sum("count"))["total"]
    if total >= PER_TOWN_AN_HOUR or count.count >= PER_SENDER_AN_HOUR:
        raise TooManyFirstContacts
    count_one(count)


def counted(kind: CountedKind, sender: str, at: datetime) -> IntakeCount:
    """The sender's count of this hour, locked: of two tries at once, on any server, the second waits."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    # The hour is part of the hash: nobody can follow a sender from one hour to the next.
    hashed = receipt_hash(f"{sender}{hour:%Y%m%d%H}")
    count, is_new = IntakeCount.objects.select_for_update().get_or_create(kind=kind, hour=hour, sender=hashed)
    if is_new:
        IntakeCount.objects.filter(hour__lt=at - _COUNTS_KEPT).delete()
    return count


def count_one(count: IntakeCount) -> None:
    IntakeCount.objects.filter(id=count.id).update(count=F("count") + 1)


@transaction.atomic
def take_intake(
    *,
    intake: Intake,
    place: ConsultationPlace,
    by: User,
    at: datetime,
    household: Household | None = None,
    topics: tuple[str, ...] = (OTHER_TOPIC,),
) -> Intake:
    """A desk takes the request on: it has a family and a consultation from now on.

    Raises:
        AlreadyTaken: another colleague took it.
    """
    # The row is locked, so that of two colleagues who press at once only one becomes responsible.
    intake = Intake.objects.select_for_update(of=("self",)).get(id=intake.id)
    if intake.state != IntakeState.NEW:
        raise AlreadyTaken(intake.id)
    household = household or _household_of(intake, place.organisation_id, by=by, at=at)
    consultation = record_consultation(
        place=place,
        method=Method.ONLINE,
        topics=topics,
        by=by,
        at=at,
        happened_at=intake.received_at,
        household=household,
        asker=Asker.OTHER,
        said=Said(asked=intake.asked),
        service_ids=[intake.service_id] if intake.service_id else [],
    )
    intake.state = IntakeState.TAKEN
    intake.organisation_id, intake.taken_by, intake.taken_at = place.organisation_id, by, at
    intake.household, intake.consultation = household, consultation
    intake.save()
    journal.record("desk.intake_taken", record_id=household.id, by=by.id, at=at, intake=str(intake.id))
    return intake


def _language_of(intake: Intake) -> str:
    """What the family speaks, by the page that it wrote on: `zh-hans` is 中国語."""
    page = intake.language
    return next((one for one in (page, page.partition("-")[0]) if one in Language.values), Language.OTHER)


def _household_of(intake: Intake, organisation_id: UUID, *, by: User, at: datetime) -> Household:
    preferred = {ReachBy.PHONE: PreferredContact.PHONE, ReachBy.MAIL: PreferredContact.MAIL}
    family, _, given = intake.name.replace("\u3000", " ").partition(" ")
    family_kana, _, given_kana = intake.name_kana.replace("\u3000", " ").partition(" ")
    return record_household(
        organisation_id=organisation_id,
        by=by,
        at=at,
        rules=ContactRules(
            preferred_contact=preferred.get(ReachBy(intake.reach_by), PreferredContact.UNKNOWN),
            language=_language_of(intake),
            no_phone=intake.no_phone,
            no_mail=intake.no_mail,
            no_letter=intake.no_letter,
            no_visit=intake.no_visit,
            contact_prohibited=_words_about_contact(intake),
        ),
        people=[
            PersonFacts(
                family_name=family,
                given_name=given,
                family_kana=family_kana,
                given_kana=given_kana,
                phone=intake.phone,
                email=intake.email,
            )
        ],
    )


def _words_about_contact(intake: Intake) -> str:
    good = f"連絡してよい時間：{intake.reach_when}" if intake.reach_when else ""
    return "／".join(words for words in (intake.contact_prohibited, good) if words)[:400]


@transaction.atomic
def answer_intake(*, intake: Intake, word: str, by: User, at: datetime) -> Intake:
    """The family is told one sentence; it reads it with its receipt code.

    Raises:
        NotTaken: nobody holds it, or it is closed.
    """
    if intake.state not in {IntakeState.TAKEN, IntakeState.ANSWERED}:
        raise NotTaken(intake.id)
    intake.state, intake.word_to_family = IntakeState.ANSWERED, word.strip()
    intake.save(update_fields=["state", "word_to_family"])
    journal.record(
        "desk.intake_answered", record_id=intake.household_id, by=by.id, at=at, intake=str(intake.id)
    )
    return intake


@transaction.atomic
def close_intake(*, intake: Intake, word: str, by: User, at: datetime) -> Intake:
    """The request is done with; the family reads how it ended.

    Raises:
        NotTaken: nobody holds it, or it is closed already.
    """
    if intake.state not in {IntakeState.TAKEN, IntakeState.ANSWERED}:
        raise NotTaken(intake.id)
    intake.state, intake.closed_at = IntakeState.CLOSED, at
    intake.word_to_family = word.strip() or intake.word_to_family
    intake.save(update_fields=["state", "closed_at", "word_to_family"])
    journal.record(
        "desk.intake_closed", record_id=intake.household_id, by=by.id, at=at, intake=str(intake.id)
    )
    return intake
