"""Who the invented families are."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from tsunagu.families.choices import Sex, Standing
from tsunagu.project.demo.stories import Story, read

Name = tuple[str, str]
DAYS_OF_MONTH = 30
OLDEST_MONTHS = 96


@dataclass(frozen=True, slots=True)
class InventedPerson:
    given: Name
    standing: Standing
    sex: str = ""
    born_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class InventedFamily:
    """One family; the first of its people is the one who asks."""

    number: int
    surname: Name
    people: tuple[InventedPerson, ...]
    phone: str
    language: str = "ja"
    is_hidden: bool = False
    has_twins: bool = False
    # What the family asked for when it was asked how it may be reached.
    contact_prohibited: str = ""
    no_phone: bool = False
    district: int | None = None


CONTACT_WISHES = ("", "", "", "", "", "", "", "", "夜7時以降は電話しない", "夫の勤め先にはかけない")
ASKS_FIRST = {
    "father": Standing.FATHER,
    "grandparent": Standing.GRANDMOTHER,
}


class FamilyRegister:
    """Makes families one after another; no two mothers share a name until every pair was used."""

    def __init__(self, rng: random.Random, *, first_number: int = 0) -> None:
        self._rng = rng
        self._numbers = count(first_number)
        self._pairs = self._shuffled_pairs()

    def family(self, story: Story, *, on: date) -> InventedFamily:
        """A family for which the story is true on that day."""
        number = next(self._numbers)
        surname, mother = next(self._pairs)
        rng = self._rng
        return InventedFamily(
            number=number,
            surname=surname,
            people=self._people(story, mother, on=on),
            phone=f"090-0000-{number % 10_000:04}",
            language=story.language,
            is_hidden=story.hidden,
            has_twins=story.twins,
            contact_prohibited=rng.choice(CONTACT_WISHES),
            no_phone=rng.random() < 0.04,
            district=None if story.hidden else rng.randrange(14),
        )

    def _people(self, story: Story, mother: Name, *, on: date) -> tuple[InventedPerson, ...]:
        rng, names = self._rng, read("families.yaml")
        youngest = rng.randint(*story.months)
        due_on = on + timedelta(days=-youngest * DAYS_OF_MONTH) if youngest < 0 else None
        parents = [
            InventedPerson(mother, Standing.MOTHER, Sex.FEMALE, due_on=due_on),
            InventedPerson(_name(rng, names["fathers"]), Standing.FATHER, Sex.MALE),
        ]
        if story.key in ("single_parent", "hidden_address"):
            del parents[1]
        if story.asker == "grandparent":
            parents.insert(0, InventedPerson(_name(rng, names["grandparents"]), Standing.GRANDMOTHER))
        first = ASKS_FIRST.get(story.asker, Standing.MOTHER)
        parents.sort(key=lambda person: person.standing != first)
        return (*parents, *self._children(story, youngest, on=on))

    def _children(self, story: Story, youngest: int, *, on: date) -> list[InventedPerson]:
        rng, names = self._rng, read("families.yaml")["children"]
        ages = [] if youngest < 0 else [youngest] * (2 if story.twins else 1)
        if rng.random() < 0.35:
            ages.append(min(OLDEST_MONTHS, max(youngest, 0) + rng.randint(18, 48)))
        sexes = [rng.choice((Sex.FEMALE, Sex.MALE)) for _ in ages]
        day_of_birth = rng.randrange(DAYS_OF_MONTH)
        given = rng.sample(names, len(ages))
        return [
            InventedPerson(
                (name[0], name[1]),
                Standing.CHILD,
                sex,
                born_on=on - timedelta(days=months * DAYS_OF_MONTH + day_of_birth),
            )
            for name, sex, months in zip(given, sexes, ages, strict=True)
        ]

    def _shuffled_pairs(self) -> Iterator[tuple[Name, Name]]:
        names = read("families.yaml")
        pairs = [
            (tuple(surname), tuple(given)) for surname in names["surnames"] for given in names["mothers"]
        ]
        while True:
            self._rng.shuffle(pairs)
            yield from pairs


def _name(rng: random.Random, names: list[list[str]]) -> Name:
    written, reading = rng.choice(names)
    return written, reading
