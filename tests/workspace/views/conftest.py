"""Whoever keeps the register, in a browser."""

import pytest
from django.test import Client

from tests.workspace.views.signing_in import sign_in
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import DESK_MANAGER


@pytest.fixture
def editor(client: Client, joetsu: Municipality) -> Client:
    sign_in(client, joetsu, DESK_MANAGER)
    return client
