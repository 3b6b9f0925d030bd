"""What the pages say about a household."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagu.desk.models import Consultation
from tsunagu.desk.presenters.slots import TimelineItem
from tsunagu.desk.presenters.today import shortened
from tsunagu.families.actions.search_people import PeopleFound
from tsunagu.families.models import Consent, Household, Person
from tsunagu.families.queries.people import Likeness, PersonMatch, twins_among
from tsunagu.kernel.dates.age import NotYetBorn, age_parts
from tsunagu.kernel.ui import words
from tsunagu.kernel.ui.filters import day, moment

_GROWN_UP_YEARS = 20


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the family."""

    name: str
    kana: str
    standing: str
    age: str
    grade: str
    birth: str
    is_twin: bool
    left: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom the search found, to be chosen."""

    value: str
    title: str
    detail: str
    reasons: str
    is_same: bool
    is_sibling: bool


def age_words(person: Person, *, today: date) -> str:
    """「1歳2か月」; before birth the due date; what nobody asked stays empty."""
    if person.born_on is None:
        return (
            _("%(day)s 出産予定") % {"day": words.day_words_without_weekday(person.due_on)}
            if person.due_on
            else ""
        )
    try:
        return words.age_words(age_parts(person.born_on, today))
    except NotYetBorn:
        return ""


def members(people: Iterable[Person], *, today: date) -> list[Member]:
    """The family as a table's rows."""
    people = list(people)
    twins = twins_among(people)
    return [
        Member(
            name=person.name,
            kana=person.kana,
            standing=person.get_standing_display(),
            age=age_words(person, today=today),
            grade=_grade(person, today),
            birth=words.day_words_without_weekday(person.born_on) if person.born_on else "",
            is_twin=person.id in twins,
            left=_left(person),
        )
        for person in people
    ]


def _grade(person: Person, today: date) -> str:
    if person.born_on is None or person.born_on > today or today.year - person.born_on.year > _GROWN_UP_YEARS:
        return ""
    return words.school_words(person.born_on, today)


def _left(person: Person) -> str:
    if person.left_on is None:
        return ""
    return words.with_remark(
        person.get_left_reason_display(), words.day_words_without_weekday(person.left_on)
    )


def contact_warnings(household: Household) -> list[str]:
    """What must not be done, each in its own words; shown before any number."""
    flags = ("no_phone", "no_mail", "no_letter", "no_visit")
    forbidden = [
        _(str(Household._meta.get_field(name).verbose_name)) for name in flags if getattr(household, name)
    ]
    return [str(words) for words in (*forbidden, household.contact_prohibited) if words]


def language_words(household: Household) -> str:
    """「ベトナム語（通訳が必要）」."""
    name = household.language_note or household.get_language_display()
    return _("%(language)s（通訳が必要）") % {"language": name} if household.needs_interpreter else name


def candidates(found: PeopleFound, *, today: date) -> list[Candidate]:
    """The search's answer as choices, with what tells people of one name apart."""
    return [_candidate(match, today) for match in found.matches]


def _candidate(match: PersonMatch, today: date) -> Candidate:
    person = match.person
    facts = (
        person.kana,
        person.get_standing_display(),
        age_words(person, today=today),
        words.day_words_without_weekday(person.born_on) if person.born_on else "",
        person.household.label,
        person.household.district,
    )
    is_sibling = match.likeness == Likeness.SIBLING
    return Candidate(
        # Another person's brother or sister: the household may be the same, the person is not.
        value=str(person.household_id) if is_sibling else f"{person.household_id}:{person.id}",
        title=_("%(name)s さんの家庭") % {"name": person.name} if is_sibling else person.name,
        detail="　".join(fact for fact in facts if fact),
        reasons="・".join(match.reasons),
        is_same=match.likeness == Likeness.SAME,
        is_sibling=is_sibling,
    )


def consultation_item(consultation: Consultation, names: Mapping[str, str]) -> TimelineItem:
    """A consultation in the course of a household."""
    topics = "・".join(names.get(row.topic, row.topic) for row in consultation.topics.all())
    return TimelineItem(
        at=consultation.at,
        when=moment_words(consultation),
        title=f"{consultation.get_method_display()}：{topics}",
        by=f"{consultation.organisation.name} {consultation.recorded_by.name}",
        text=shortened(consultation.asked, 120),
        icon="chat",
        url=reverse("desk:consultation", args=[consultation.id]),
    )


def moment_words(consultation: Consultation) -> str:
    """「令和8年11月20日（金） 10:00」."""
    return f"{day(consultation.at)} {timezone.localtime(consultation.at):%H:%M}"


def consent_rows(consents: Iterable[Consent], names: Mapping[UUID, str]) -> list[list[str]]:
    """What was agreed, to whom, how, and whether it still holds."""
    return [
        [
            consent.get_purpose_display(),
            names.get(consent.organisation_id, "") if consent.organisation_id else _("ネットワーク全体"),
            consent.scope or _("（書かれていない）"),
            f"{consent.get_form_display()}・{moment(consent.given_at)}",
            _("取り消し %(when)s") % {"when": moment(consent.withdrawn_at)}
            if consent.withdrawn_at
            else _("有効"),
        ]
        for consent in consents
    ]
