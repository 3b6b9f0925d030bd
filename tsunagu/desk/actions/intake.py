"""First contact made online: received without an account, taken by a desk, answered, closed."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tsunagu.desk.actions.record_consultation import Said, record_consultation
from tsunagu.desk.choices import OTHER_TOPIC, Asker, IntakeState, Method, ReachBy
from tsunagu.desk.models import ConsultationPlace, Intake
from tsunagu.families.actions.record_household import ContactRules, PersonFacts, record_household
from tsunagu.families.choices import Language, PreferredContact
from tsunagu.families.models import Household
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.visitors.counting import Limit, NotAPerson, TooMany, count_sender
from tsunagu.kernel.visitors.receipts import look_behind, new_code, receipt_hash

FIRST_CONTACTS = Limit("desk.intake", per_sender=5, per_town=120)


class TooManyFirstContacts(Exception):
    """This sender, or the whole town, reached the limit of the hour; a telephone number helps better now."""


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
    try:
        count_sender(FIRST_CONTACTS, sender=sender, at=at)
    except TooMany:
        raise TooManyFirstContacts from None
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
    hashed = receipt_hash(code)
    mine = Intake.objects.select_related("organisation", "service").filter(receipt_hash=hashed)
    return look_behind(hashed, mine.first, sender=sender, at=at)


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
