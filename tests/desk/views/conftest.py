"""A desk with a worker at work, at ten o'clock of a known day."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from tests.factories.desk import make_place, make_worker
from tests.factories.directory import make_organisation, make_term
from tests.factories.kernel import make_posting, make_user
from tsunagu.desk.models import ConsultationPlace
from tsunagu.directory.choices import Scheme
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import Role


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk and the colleague whose browser `client` is."""

    place: ConsultationPlace
    worker: User
    client: Client


@pytest.fixture
def desk(in_joetsu: Municipality, client: Client) -> Desk:
    make_term(Scheme.NEED, "leave_child", "預けたい", position=1, words=["預ける"])
    make_term(Scheme.NEED, "talk", "相談したい", position=2)
    place = make_place()
    worker = make_worker(place)
    client.force_login(worker)
    return Desk(place, worker, client)


@pytest.fixture
def sign_in(desk: Desk) -> Callable[[Role], Client]:
    """Another colleague's browser; of the same desk, or of another organisation."""

    def sign(role: Role, *, elsewhere: bool = False) -> Client:
        organisation_id = make_organisation().id if elsewhere else desk.place.organisation_id
        user = make_user("鈴木 一")
        make_posting(user, organisation_id, role)
        other = Client()
        other.force_login(user)
        return other

    return sign
