"""A demo town at hand: its people, organisations and words by the keys of the data files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tsunagu.desk.models import ConsultationPlace
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import District, Organisation, Service, TaxonomyTerm
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import Acting
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.project.demo.cast import Persona, cast, cast_of, desk_of


@dataclass(slots=True)
class Town:
    """What the players look up all the time, read once."""

    municipality: Municipality
    # The demo's today: what would happen after it does not happen.
    now: datetime
    organisations: dict[str, Organisation]
    services: dict[str, UUID]
    needs: dict[str, TaxonomyTerm]
    districts: list[str]
    users: dict[str, User]
    # The desk's own counter first, then the places it goes out to.
    places: list[ConsultationPlace] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return self.municipality.slug

    @property
    def desk(self) -> Organisation:
        return self.organisations[desk_of(self.slug)]

    def system(self, at: datetime) -> Acting:
        """The town's own machinery at a moment."""
        return Acting(town=self.municipality.id, system=True, moment=at)

    def as_person(self, key: str, at: datetime) -> Acting:
        """What a page of this person's would act as."""
        return Acting(
            town=self.municipality.id,
            user=self.users[key].id,
            organisations=frozenset(self.organisations[each].id for each in cast()[key].works_at),
            moment=at,
        )

    def as_link(self, task_id: UUID, at: datetime) -> Acting:
        """What the letter's link of a task acts as."""
        return Acting(town=self.municipality.id, link=task_id, moment=at)

    def who_may(self, permission: Permission, organisation: str) -> Persona | None:
        """The first of the cast who may do this for the organisation; nobody where all answer by letter."""
        return next(
            (persona for persona in cast_of(self.slug) if permission in _permissions(persona, organisation)),
            None,
        )

    def shown(self, keys: Iterable[str]) -> list[UUID]:
        """The listings that this town has among those named."""
        return [self.services[key] for key in keys if key in self.services]

    def topics(self, keys: Iterable[str]) -> list[str]:
        """The words of the taxonomy; a story may not name others."""
        return [self.needs[key].key for key in keys]

    def not_after_now(self, at: datetime, minutes: int) -> datetime:
        """Some minutes later, but never later than the demo's present."""
        return min(at + timedelta(minutes=minutes), self.now)


def read_town(municipality: Municipality, *, users: dict[str, User], now: datetime) -> Town:
    """Read it as the town's system."""
    return Town(
        municipality=municipality,
        now=now,
        organisations={each.key: each for each in Organisation.objects.exclude(key="")},
        services=dict(Service.objects.exclude(key="").values_list("key", "id")),
        needs={each.key: each for each in TaxonomyTerm.objects.filter(scheme=Scheme.NEED)},
        districts=list(District.objects.order_by("position").values_list("name", flat=True)),
        users=users,
    )


def _permissions(persona: Persona, organisation: str) -> frozenset[Permission]:
    role = persona.works_at.get(organisation)
    return ROLES[role].permissions if role else frozenset()
