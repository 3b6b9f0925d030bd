"""The people of the demo towns, and how they get their accounts and postings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from tsunagu.directory.actions.organisations import name_contact_person, set_notice_email
from tsunagu.directory.choices import Audience
from tsunagu.directory.models import Organisation
from tsunagu.directory.queries.organisations import organisations_that_take_referrals
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.project.demo.stories import read

# Long enough that every story of the year was lived by somebody who already worked there.
SINCE = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Persona:
    """One invented person: who, where, in which role, and what to try when signing in as them."""

    key: str
    town: str
    name: str
    kana: str
    title: str
    works_at: Mapping[str, str]
    hint: str

    @property
    def email(self) -> str:
        return f"{self.key}@{self.town}.example.jp"

    @property
    def organisation(self) -> str:
        """The key of the first organisation that they work for."""
        return next(iter(self.works_at))


@cache
def cast() -> dict[str, Persona]:
    """Everybody, by key; a key is used once in all towns."""
    people: dict[str, Persona] = {}
    for slug, town in read("cast.yaml")["towns"].items():
        for row in town["people"]:
            if row["key"] in people:
                raise ValueError(row["key"])
            people[row["key"]] = Persona(town=slug, **row)
    return people


def hint_of(email: str) -> str:
    """What to try as the one with this address; nothing for who is not of the cast."""
    return next((persona.hint for persona in cast().values() if persona.email == email), "")


def cast_of(slug: str) -> list[Persona]:
    """The people of one town, in the order of the file."""
    return [persona for persona in cast().values() if persona.town == slug]


def desk_of(slug: str) -> str:
    """The key of the organisation that is the town's 総合支援窓口."""
    return read("cast.yaml")["towns"][slug]["desk"]


def appoint(slug: str, *, at: datetime) -> dict[str, User]:
    """Give the town's people their accounts and postings. Act as the town's system first."""
    organisations: dict[str, Organisation] = {
        organisation.key: organisation for organisation in Organisation.objects.exclude(key="")
    }
    users = {}
    for persona in cast_of(slug):
        users[persona.key] = _account(persona)
        for key, role in persona.works_at.items():
            Posting.objects.get_or_create(
                user=users[persona.key],
                organisation_id=organisations[key].id,
                role=ROLES[role].key,
                ends_at=None,
                defaults={"title": persona.title, "starts_at": at - SINCE},
            )
            _show_the_face(persona, organisations[key], by=users[persona.key], at=at)
    _leave_an_address(slug, at=at, by=next(iter(users.values())))
    return users


def _account(persona: Persona) -> User:
    # No password: the demo's door is the only one, and it does not exist outside a demo.
    found = User.objects.filter(email=persona.email).first()
    return found or User.objects.create_user(
        email=persona.email, password=None, name=persona.name, name_kana=persona.kana, is_invented=True
    )


def _show_the_face(persona: Persona, organisation: Organisation, *, by: User, at: datetime) -> None:
    """Colleagues of the network see who is in charge there (顔の見える関係)."""
    name_contact_person(
        organisation=organisation,
        role=persona.title,
        audience=Audience.SUPPORTERS,
        detail={"name": persona.name, "name_kana": persona.kana, "direct_email": persona.email},
        by=by,
        at=at,
    )


def _leave_an_address(slug: str, *, by: User, at: datetime) -> None:
    """Who takes hand-overs without an account hears of them at an address that leads nowhere."""
    staffed: set[UUID] = set(Posting.objects.values_list("organisation_id", flat=True))
    for organisation in organisations_that_take_referrals():
        if organisation.id not in staffed and organisation.key:
            set_notice_email(
                organisation=organisation, email=f"{organisation.key}@{slug}.example.jp", by=by, at=at
            )
