"""Writing down who a family is. The desk that writes it down holds it from that moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagu.families.choices import (
    ContactKind,
    Language,
    LeftReason,
    PreferredContact,
    RelationKind,
    Standing,
)
from tsunagu.families.models import ContactWay, Household, MatchKey, Person, Relation
from tsunagu.families.queries.keys import contact_key, kana_key, match_digests, name_key
from tsunagu.families.signals import person_died
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.japanese.kana import to_reading
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.permissions.models import FieldSet, Grant, GrantLevel, GrantSource, LegalBasis


class NotOneHousehold(Exception):
    """The two people do not live in the same household."""


class AlreadyLeft(Exception):
    """The person has left the household before."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What was heard of a person. Without any name the person is recorded as unnamed."""

    family_name: str = ""
    given_name: str = ""
    family_kana: str = ""
    given_kana: str = ""
    original_name: str = ""
    standing: str = Standing.UNKNOWN
    sex: str = ""
    born_on: date | None = None
    due_on: date | None = None
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ContactRules:
    """How a family may be reached, and how it must not be."""

    preferred_contact: str = PreferredContact.UNKNOWN
    language: str = Language.JAPANESE
    language_note: str = ""
    needs_interpreter: bool = False
    no_phone: bool = False
    no_mail: bool = False
    no_letter: bool = False
    no_visit: bool = False
    contact_prohibited: str = ""


@transaction.atomic
def record_household(
    *,
    organisation_id: UUID,
    by: User | None,
    at: datetime,
    label: str = "",
    label_kana: str = "",
    district: str = "",
    is_anonymous: bool = False,
    rules: ContactRules | None = None,
    people: Iterable[PersonFacts] = (),
) -> Household:
    """A desk begins to know a family, and is responsible for it from now on."""
    people, rules = tuple(people), rules or ContactRules()
    first = people[0] if people else PersonFacts()
    family_name = first.family_name or first.original_name or to_reading(first.family_kana)
    reading = to_reading(label_kana or first.family_kana)
    household_id = new_id()
    _grant_to_the_desk(household_id, organisation_id=organisation_id, by=by, at=at)
    household = Household.objects.create(
        id=household_id,
        label=label or (f"{family_name}さん" if family_name else "名前を伏せた家庭"),
        label_kana=reading,
        kana_key=kana_key(reading),
        is_anonymous=is_anonymous or not (label or family_name),
        district=district,
        recorded_by=by,
        recorded_at=at,
        **_as_fields(rules),
    )
    journal.record("families.household_recorded", record_id=household.id, by=by.id if by else None, at=at)
    for facts in people:
        add_person(household=household, facts=facts, by=by, at=at)
    return household


def _grant_to_the_desk(household_id: UUID, *, organisation_id: UUID, by: User | None, at: datetime) -> None:
    Grant.objects.create(
        record_id=household_id,
        organisation_id=organisation_id,
        level=GrantLevel.EDIT,
        field_set=FieldSet.CASE,
        source=GrantSource.OWNERSHIP,
        legal_basis=LegalBasis.OWN_DUTY,
        starts_at=at,
        given_by=by,
    )


@transaction.atomic
def add_person(*, household: Household, facts: PersonFacts, by: User | None, at: datetime) -> Person:
    """Somebody of the family becomes known."""
    family_kana, given_kana = to_reading(facts.family_kana), to_reading(facts.given_kana)
    written = name_key(facts.family_name, facts.given_name) or name_key(facts.original_name)
    person = Person.objects.create(
        household=household,
        family_name=facts.family_name.strip(),
        given_name=facts.given_name.strip(),
        family_kana=family_kana,
        given_kana=given_kana,
        original_name=facts.original_name.strip(),
        name_key=written,
        kana_key=kana_key(family_kana, given_kana),
        is_unnamed=not (written or family_kana or given_kana),
        standing=facts.standing,
        sex=facts.sex,
        born_on=facts.born_on,
        due_on=facts.due_on,
        recorded_at=at,
    )
    for kind, value in ((ContactKind.PHONE, facts.phone), (ContactKind.MAIL, facts.email)):
        if value:
            add_contact_way(household=household, person=person, kind=kind, value=value, by=by, at=at)
    _leave_match_keys(household, person)
    journal.record("families.person_added", record_id=household.id, by=by.id if by else None, at=at)
    return person


def _leave_match_keys(household: Household, person: Person) -> None:
    # That a hidden family is registered somewhere is itself part of what is hidden.
    if household.has_hidden_address:
        return
    digests = match_digests(
        town_id=current_town_id(),
        name=(person.family_name, person.given_name),
        kana=(person.family_kana, person.given_kana),
        born_on=person.born_on,
    )
    MatchKey.objects.bulk_create(
        MatchKey(household_id=household.id, person_id=person.id, digest=digest) for digest in sorted(digests)
    )


@transaction.atomic
def add_contact_way(
    *,
    household: Household,
    kind: str,
    value: str,
    by: User | None,
    at: datetime,
    person: Person | None = None,
    note: str = "",
) -> ContactWay:
    """A number or address of the family becomes known."""
    way = ContactWay.objects.create(
        household=household,
        person=person,
        kind=kind,
        value=value.strip(),
        key=contact_key(kind, value),
        note=note,
    )
    journal.record(
        "families.contact_way_added", record_id=household.id, by=by.id if by else None, at=at, kind=kind
    )
    return way


@transaction.atomic
def change_contact_rules(*, household: Household, rules: ContactRules, by: User, at: datetime) -> Household:
    """The family says how it may be reached and how not."""
    for name, value in _as_fields(rules).items():
        setattr(household, name, value)
    household.save(update_fields=list(_as_fields(rules)))
    journal.record("families.contact_rules_changed", record_id=household.id, by=by.id, at=at)
    return household


@transaction.atomic
def relate(
    *, person: Person, kind: RelationKind, to: Person, household: Household, by: User | None, at: datetime
) -> Relation:
    """Two people of one household stand to each other in this way.

    Raises:
        NotOneHousehold: one of them lives in another household.
    """
    if {person.household_id, to.household_id} != {household.id}:
        raise NotOneHousehold(person, to)
    relation = Relation.objects.create(household=household, person=person, kind=kind, to=to)
    journal.record(
        "families.related", record_id=household.id, by=by.id if by else None, at=at, kind=kind.value
    )
    return relation


@transaction.atomic
def leave_household(*, person: Person, on: date, reason: LeftReason, by: User, at: datetime) -> Person:
    """Somebody no longer lives there; nothing reminds the family of them from now on.

    Raises:
        AlreadyLeft: it was recorded before.
    """
    if person.left_on is not None:
        raise AlreadyLeft(person)
    person.left_on, person.left_reason = on, reason
    person.save(update_fields=["left_on", "left_reason"])
    MatchKey.objects.filter(person_id=person.id).delete()
    journal.record(
        "families.person_left", record_id=person.household_id, by=by.id, at=at, reason=reason.value
    )
    if reason == LeftReason.DIED:
        person_died.send(sender=Person, household_id=person.household_id, by=by, at=at)
    return person


def _as_fields(rules: ContactRules) -> dict[str, str | bool]:
    return {name: getattr(rules, name) for name in ContactRules.__slots__}
