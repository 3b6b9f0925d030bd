"""Search before create: is this person already in our register?

Nothing here decides that two people are one; it shows a colleague who it might be, with the reasons. Twins
have the same family name and birth date, so an equal birth date with another given name is another person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext as _

from tsunagu.families.choices import ContactKind
from tsunagu.families.models import ContactWay, MatchKey, Person
from tsunagu.families.queries.keys import contact_key, kana_key, match_digests, name_key
from tsunagu.kernel.dates.wareki import BadDate, read_date
from tsunagu.kernel.japanese.kana import is_hiragana, is_katakana, to_reading
from tsunagu.kernel.municipality.acting import current_town_id

SHOWN = 8
# A family name alone may fit many; more than this is a sign to type more.
_LOOKED_AT = 60
_PHONE = re.compile(r"[0-9０-９+＋][0-9０-９\-－‐ー–()（）]{5,}")


class Likeness(IntEnum):
    """How much a record looks like the person asked for; higher is shown first."""

    SIBLING = 1
    POSSIBLE = 2
    LIKELY = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """What is known of the person at the counter."""

    family: str = ""
    given: str = ""
    is_reading: bool = False
    born_on: date | None = None
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.family or self.born_on or self.phone)

    @property
    def key(self) -> str:
        return (kana_key if self.is_reading else name_key)(self.family, self.given)

    @property
    def kana(self) -> tuple[str, str]:
        """セイ and メイ, when a reading was typed."""
        return (to_reading(self.family), to_reading(self.given)) if self.is_reading else ("", "")


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """One record that may be the person, and why."""

    person: Person
    likeness: Likeness
    reasons: tuple[str, ...]


def read_question(text: str) -> PersonQuestion:
    """Read one line: 「さとう さくら R6.5.1」「髙橋 0255-26-0000」, in any order and width."""
    words: list[str] = []
    born_on, phone = None, ""
    for token in text.replace("\u3000", " ").split():
        if (day := _as_date(token)) is not None:
            born_on = day
        elif _PHONE.fullmatch(token):
            phone = contact_key(ContactKind.PHONE, token)
        else:
            words.append(token)
    family, given = (words[0] if words else ""), "".join(words[1:])
    is_reading = bool(family) and all(is_hiragana(word) or is_katakana(to_reading(word)) for word in words)
    return PersonQuestion(family, given, is_reading, born_on, phone)


def _as_date(token: str) -> date | None:
    try:
        return read_date(token)
    except BadDate:
        return None


def _has_number(person: Person) -> bool:
    """Whether a number of the family is the one that was asked for."""
    return bool(person.has_number)  # type: ignore[attr-defined]  # annotated by find_people


def find_people(question: PersonQuestion) -> list[PersonMatch]:
    """People of the households I may see who fit the question, the likeliest first."""
    if question.is_empty:
        return []
    numbers = ContactWay.objects.filter(household=OuterRef("household"), key=question.phone)
    people = (
        Person.objects.filter(_fits(question), left_on=None)
        .annotate(has_number=Exists(numbers) if question.phone else Value(False))
        .select_related("household")
        .order_by("kana_key", "born_on", "id")[:_LOOKED_AT]
    )
    found = [match for person in people if (match := _judge(person, question))]
    return sorted(found, key=lambda match: (-match.likeness, not _has_number(match.person)))[:SHOWN]


def _fits(question: PersonQuestion) -> Q:
    by_name = Q(pk__in=[])
    if question.family:
        by_name = Q(kana_key__contains=question.key) | Q(name_key__contains=question.key)
        if question.given:
            # The family name with the same birth date: perhaps a twin, certainly somebody to tell apart.
            family = PersonQuestion(question.family, is_reading=question.is_reading).key
            stem = Q(kana_key__startswith=family) | Q(name_key__startswith=family)
            by_name |= stem & Q(born_on=question.born_on) if question.born_on else Q(pk__in=[])
    elif question.born_on and not question.phone:
        by_name = Q(born_on=question.born_on)
    if question.phone:
        by_name |= Q(household__in=ContactWay.objects.filter(key=question.phone).values("household"))
    return by_name


def _judge(person: Person, question: PersonQuestion) -> PersonMatch | None:
    keys = (person.kana_key, person.name_key)
    reasons = []
    is_same_name = bool(question.given) and question.key in keys
    contains_name = bool(question.family) and any(question.key in key for key in keys if key)
    is_same_birth = question.born_on is not None and person.born_on == question.born_on
    if is_same_name:
        reasons.append(_("姓名が同じ"))
    elif contains_name:
        reasons.append(_("名前の一部が同じ"))
    if is_same_birth:
        reasons.append(_("生年月日が同じ"))
    if question.given and not contains_name:
        if is_same_birth:
            return PersonMatch(person, Likeness.SIBLING, (_("生年月日が同じで名が違う（ふたごなど別の人）"),))
        return PersonMatch(person, Likeness.POSSIBLE, (_("同じ電話番号の家庭"),)) if question.phone else None
    if is_same_name and is_same_birth:
        likeness = Likeness.SAME
    elif is_same_name and _birth_is_open(person, question):
        likeness = Likeness.LIKELY
    else:
        likeness = Likeness.LIKELY if contains_name and is_same_birth else Likeness.POSSIBLE
    if reasons and _has_number(person):
        reasons.append(_("電話番号が同じ"))
    if question.born_on and person.born_on and not is_same_birth:
        reasons.append(_("生年月日は違う"))
    if not reasons:
        reasons.append(_("同じ電話番号の家庭"))
    return PersonMatch(person, likeness, tuple(reasons))


def _birth_is_open(person: Person, question: PersonQuestion) -> bool:
    return question.born_on is None or person.born_on is None


def is_registered_elsewhere(question: PersonQuestion) -> bool:
    """Whether another desk knows somebody of this very name and birth date; says nothing of who or where."""
    parts = (question.family, question.given)
    digests = match_digests(
        town_id=current_town_id(),
        name=() if question.is_reading else parts,
        kana=parts if question.is_reading else (),
        born_on=question.born_on,
    )
    if not digests:
        return False
    known = set(MatchKey.objects.filter(digest__in=digests).values_list("person_id", flat=True))
    return len(known) > Person.objects.filter(id__in=known).count()


def twins_among(people: Iterable[Person]) -> dict[UUID, int]:
    """How many people of the list share one's household and birth date, for those who are not alone."""
    groups: dict[tuple[UUID, date], list[UUID]] = defaultdict(list)
    for person in people:
        if person.born_on:
            groups[person.household_id, person.born_on].append(person.id)
    return {one: len(group) for group in groups.values() if len(group) > 1 for one in group}
