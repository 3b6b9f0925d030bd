"""Somebody of a role, signed in."""

from django.test import Client

from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.directory.models import Organisation
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import Role


def sign_in(client: Client, town: Municipality, role: Role) -> Organisation:
    """The browser becomes that of a new colleague, whose workplace is returned."""
    with as_system(town.id):
        user, workplace = make_user(), make_organisation("見本の窓口")
        make_posting(user, workplace.id, role)
    client.force_login(user)
    return workplace
