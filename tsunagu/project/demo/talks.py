"""Talks, played: who came is looked up or written down, then what was asked and answered."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tsunagu.desk.actions.record_consultation import (
    NextAction,
    Said,
    finish_next_action,
    record_consultation,
    write_headline,
)
from tsunagu.desk.models import Consultation
from tsunagu.families.actions.addresses import record_address
from tsunagu.families.actions.record_household import ContactRules, PersonFacts, record_household, relate
from tsunagu.families.choices import RelationKind, Standing
from tsunagu.families.models import Household
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.municipality.acting import acting
from tsunagu.project.demo.names import InventedFamily
from tsunagu.project.demo.town import Town
from tsunagu.project.demo.year import Talk

HEADLINES = {
    "twins": "ふたごの世話で、母が一度に眠れるのは2時間ほど。外に出られていない。",
    "double_care": "親の介護と重なり、母がひとりで両方を抱えている。",
    "single_parent": "預け先がなく、仕事を決められない。",
    "hidden_address": "居場所を知られないことが第一。連絡は必ず窓口を通す。",
    "postpartum_low": "母が沈みがちで、家の中のことが止まっている。",
}
# What was promised gets done a little late, like everywhere; the newest promises are still open.
DONE_AFTER_DAYS = 1


@dataclass(slots=True)
class Talks:
    """Plays talks in one town and remembers which family is which household."""

    town: Town
    households: dict[int, Household] = field(default_factory=dict)
    promised: list[tuple[date, Consultation, str]] = field(default_factory=list)

    def play(self, talk: Talk) -> Consultation:
        """One talk, recorded by whoever had it, a few minutes after it ended."""
        recorded_at = self.town.not_after_now(talk.at, talk.minutes + 5)
        with acting(self.town.as_person(talk.worker, recorded_at)):
            by = self.town.users[talk.worker]
            household = self.household(talk, by=by, at=recorded_at) if talk.family else None
            consultation = record_consultation(
                place=self.town.places[talk.place],
                method=talk.method,
                topics=self.town.topics(talk.topics),
                by=by,
                at=recorded_at,
                happened_at=talk.at,
                household=household,
                asked_by=household and household.people.order_by("id").first(),
                asker=talk.asker,
                people_count=talk.people,
                minutes=talk.minutes,
                said=Said(talk.story.asked, talk.story.answered, talk.story.unmet),
                next_action=self._promise(talk, by),
                service_ids=self.town.shown(talk.story.show),
            )
        if talk.next_kind:
            self.promised.append((self._promised_on(talk), consultation, talk.worker))
        return consultation

    def household(self, talk: Talk, *, by: User, at: datetime) -> Household:
        """The household of the talk's family, written down at its first visit."""
        family = talk.family
        assert family is not None  # noqa: S101  # the caller asked
        if family.number not in self.households:
            self.households[family.number] = self._write_down(family, by=by, at=at)
            if headline := HEADLINES.get(talk.story.key):
                write_headline(household=self.households[family.number], text=headline, by=by, at=at)
        return self.households[family.number]

    def keep_promises(self, today: date) -> None:
        """Do what was promised for the days before."""
        due = [each for each in self.promised if each[0] + timedelta(days=DONE_AFTER_DAYS) <= today]
        self.promised = [each for each in self.promised if each not in due]
        for _, consultation, worker in due:
            at = datetime.combine(today, consultation.at.time(), consultation.at.tzinfo)
            with acting(self.town.as_person(worker, at)):
                finish_next_action(consultation=consultation, by=self.town.users[worker], at=at)

    def _write_down(self, family: InventedFamily, *, by: User, at: datetime) -> Household:
        town = self.town
        district = town.districts[family.district % len(town.districts)] if self._has_district(family) else ""
        household = record_household(
            organisation_id=town.desk.id,
            by=by,
            at=at,
            district=district,
            rules=ContactRules(
                language=family.language,
                needs_interpreter=family.language != "ja",
                no_phone=family.no_phone,
                contact_prohibited=family.contact_prohibited,
            ),
            people=[_facts(family, number) for number in range(len(family.people))],
        )
        self._say_who_is_a_twin(household, family, by=by, at=at)
        address = f"{town.municipality.name}{district}こよみ町{family.number + 1}番地"
        record_address(household=household, text=address, by=by, at=at, is_hidden=family.is_hidden)
        return household

    def _has_district(self, family: InventedFamily) -> bool:
        return family.district is not None and bool(self.town.districts)

    def _say_who_is_a_twin(
        self, household: Household, family: InventedFamily, *, by: User, at: datetime
    ) -> None:
        if not family.has_twins:
            return
        one, other = household.people.filter(standing=Standing.CHILD).order_by("-born_on", "id")[:2]
        relate(person=one, kind=RelationKind.TWIN_OF, to=other, household=household, by=by, at=at)

    def _promise(self, talk: Talk, by: User) -> NextAction | None:
        if talk.next_kind is None:
            return None
        return NextAction(talk.next_kind, self._promised_on(talk), by)

    def _promised_on(self, talk: Talk) -> date:
        return add_business_days(talk.at.date() + timedelta(days=talk.next_in_days), 0)


def _facts(family: InventedFamily, number: int) -> PersonFacts:
    person = family.people[number]
    return PersonFacts(
        family_name=family.surname[0],
        family_kana=family.surname[1],
        given_name=person.given[0],
        given_kana=person.given[1],
        standing=person.standing,
        sex=person.sex,
        born_on=person.born_on,
        due_on=person.due_on,
        phone=family.phone if number == 0 else "",
    )
