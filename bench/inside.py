"""The measuring process as one of the demo's own: its database, its application role, its people."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.demo_town import DemoTown
from tsunagu.kernel.database import embedded
from tsunagu.kernel.database.address import APPLICATION_ROLE
from tsunagu.project import installation

if TYPE_CHECKING:
    from tsunagu.directory.models import Organisation
    from tsunagu.kernel.accounts.models import User
    from tsunagu.kernel.municipality.acting import Acting
    from tsunagu.kernel.municipality.models import Municipality


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the demo at work."""

    town: "Municipality"
    user: "User"
    organisation: "Organisation"

    def acting(self) -> "contextlib.AbstractContextManager[Acting]":
        """The context of a page that this colleague asked for now."""
        from django.utils import timezone

        from tsunagu.kernel.municipality.acting import Acting, acting

        organisations = frozenset({self.organisation.id})
        return acting(Acting(self.town.id, self.user.id, organisations, moment=timezone.now()))


@contextlib.contextmanager
def inside(town: DemoTown) -> Iterator[None]:
    """Django in this process, served by the demo's database as the application."""
    cluster = town.cluster
    os.environ.update(town.environment)
    os.environ["DATABASE_URL"] = cluster.url(embedded.OWNER_ROLE)
    os.environ["DATABASE_APP_URL"] = cluster.url(APPLICATION_ROLE)
    with contextlib.ExitStack() as nothing_to_keep:
        installation.prepare(None, keep_up=nothing_to_keep)
    import django  # late: its settings are read from the environment

    django.setup()
    from django.db import connection

    try:
        yield
    finally:
        connection.close()


def colleague(role: str) -> Colleague:
    """The first of 上越市's people in that role."""
    from tsunagu.directory.models import Organisation
    from tsunagu.kernel.municipality.acting import as_system
    from tsunagu.kernel.municipality.queries import town_by_slug
    from tsunagu.kernel.permissions.models import Posting

    town = town_by_slug("joetsu")
    assert town is not None
    with as_system(town.id):
        posting = Posting.objects.filter(role=role, ends_at=None).select_related("user").order_by("id")[0]
        return Colleague(town, posting.user, Organisation.objects.get(id=posting.organisation_id))
