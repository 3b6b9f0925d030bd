"""Every address × everybody × somebody else's record: nobody reads what is not theirs, whatever is added."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from tests.conftest import IN_MEMORY, make_joetsu, make_nagaoka
from tests.database import shared_by_a_module
from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tests.security.routes import Route, every_route
from tests.security.town_life import OF_A_FAMILY, PLAIN_VALUES, TownLife, live
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import ROLES

ROUTES = every_route()
OURS = [route for route in ROUTES if not route.access.is_own_doorkeeper]
WITH_RECORDS = [route for route in OURS if set(route.parameters) - set(PLAIN_VALUES)]

# The whole list of what is open to everybody. A page opens by being written here as well as being marked.
PUBLIC = {
    "community:letter-link",
    "demo-door",
    "desk:link", "desk:link-answer", "desk:link-code",
    "hsds:docs", "hsds:openapi", "hsds:organization", "hsds:organizations", "hsds:places", "hsds:profile",
    "hsds:profile-patch", "hsds:root", "hsds:service", "hsds:service-at-location",
    "hsds:service-at-locations", "hsds:service-json-ld", "hsds:services", "hsds:taxonomies",
    "hsds:taxonomy", "hsds:taxonomy-term", "hsds:taxonomy-terms",
    "network:link", "network:link-answer",
    "portal:accessibility", "portal:age", "portal:ages", "portal:ask", "portal:ask-form",
    "portal:ask-status", "portal:ask-thanks", "portal:board", "portal:calendar", "portal:calendar-ical",
    "portal:calendar-sheet", "portal:chosen", "portal:contact", "portal:emergency", "portal:event",
    "portal:event-ical", "portal:events-feed", "portal:guidebook", "portal:guidebooks", "portal:home",
    "portal:join", "portal:join-mine", "portal:join-thanks", "portal:map", "portal:need", "portal:needs",
    "portal:neighbours",
    "portal:notice", "portal:notices", "portal:notices-asked", "portal:notices-confirm",
    "portal:notices-device", "portal:notices-feed", "portal:notices-own", "portal:notices-quiet",
    "portal:notices-stop", "portal:notices-subscribe", "portal:now", "portal:open-data",
    "portal:open-data-file", "portal:organisation", "portal:organisations", "portal:page", "portal:pages",
    "portal:pages-feed", "portal:paper", "portal:path", "portal:phones", "portal:photo", "portal:picture",
    "portal:place", "portal:places", "portal:post-mine", "portal:post-report", "portal:post-report-thanks",
    "portal:post-rules", "portal:post-thanks", "portal:privacy", "portal:reply", "portal:search",
    "portal:search-missed", "portal:search-quiet", "portal:service", "portal:topic", "portal:topic-new",
    "portal:visit-organisation", "portal:visit-service", "portal:visits", "portal:visits-feed",
    "portal:wrong", "portal:wrong-event", "portal:wrong-mine", "portal:wrong-organisation",
    "portal:wrong-page", "portal:wrong-thanks",
}  # fmt: skip
PUBLIC_WITHOUT_A_TOWN = {"towns", "healthz", "readyz", "town-with-slash"}
# Pages of the accounts library that show something before signing in.
OPEN_DOORS = {
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive",
    "account_confirm_email", "account_email_verification_sent", "mfa_login_webauthn",
}  # fmt: skip
REFUSALS = {403, 404, 405, 410}
STRANGER = "a visitor"
NEIGHBOUR = "a neighbour town's worker"
EVERYBODY = [STRANGER, NEIGHBOUR, *ROLES]


@dataclass(frozen=True, slots=True)
class Towns:
    """上越 has an office that knows no family; the families are another desk's, and 長岡's."""

    joetsu: Municipality
    ours: TownLife
    neighbours: TownLife


@pytest.fixture(scope="module", autouse=True)
def _photos_stay_in_memory() -> Iterator[None]:
    """One memory for the whole module: the towns' photos are made once."""
    with override_settings(STORAGES={**settings.STORAGES, "media": IN_MEMORY}):
        yield


@pytest.fixture(scope="module")
def _towns_of_the_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, _photos_stay_in_memory: None
) -> Iterator[Towns]:
    with shared_by_a_module(django_db_blocker):
        joetsu, nagaoka = make_joetsu(), make_nagaoka()
        yield Towns(joetsu, live(joetsu, "上越の秘めごと"), live(nagaoka, "長岡の秘めごと"))


@pytest.fixture
def towns(_towns_of_the_module: Towns, db: None) -> Towns:
    """Both towns as they were made; what a test changes is taken back after it."""
    return _towns_of_the_module


def browser_of(who: str, towns: Towns) -> Client:
    """A colleague of an office in 上越 that nobody shared anything with, or somebody from outside."""
    client = Client(raise_request_exception=False)
    if who == STRANGER:
        return client
    town = towns.neighbours.desk.municipality if who == NEIGHBOUR else towns.joetsu
    role = ROLES["consultation_worker" if who == NEIGHBOUR else who]
    with as_system(town.id):
        user = make_user()
        make_posting(user, make_organisation("となりの窓口", is_desk=True).id, role)
    client.force_login(user)
    return client


def attempts(client: Client, path: str) -> Iterator[tuple[str, int, str, str]]:
    for method in ("get", "post"):
        response = getattr(client, method)(path)
        text = b"".join(response) if response.streaming else response.content
        yield (
            method,
            response.status_code,
            response.headers.get("Location", ""),
            text.decode(errors="replace"),
        )


def is_refused(who: str, route: Route, status: int, location: str) -> bool:
    """A stranger to a private page is asked to sign in; everybody else meets a closed door."""
    if who == STRANGER and not route.access.is_public:
        return status == 302 and location.startswith("/joetsu/work/account/login/?next=")
    return status in REFUSALS


def test_every_public_page_is_on_the_list() -> None:
    assert {route.name for route in OURS if route.access.is_public} == PUBLIC


def test_every_page_without_a_town_is_on_the_list() -> None:
    routes = every_route("tsunagu.project.urls_townless")

    assert {route.name: route.access.is_public for route in routes} == dict.fromkeys(
        PUBLIC_WITHOUT_A_TOWN, True
    )


def test_every_page_has_a_name() -> None:
    assert [route.name for route in ROUTES if "." in route.name] == []


def test_every_record_in_an_address_has_a_sample(towns: Towns) -> None:
    named = {parameter for route in OURS for parameter in route.parameters}

    assert named - set(towns.ours.ids) == set()


def test_the_samples_open_for_whom_they_belong_to(towns: Towns) -> None:
    client = Client(raise_request_exception=False)
    with as_system(towns.joetsu.id):
        user = make_user()
        for role in ROLES.values():
            make_posting(user, towns.ours.desk.id, role)
    client.force_login(user)
    ours = {parameter for parameter in towns.ours.ids if parameter.endswith("_id")}
    shown = {
        parameter
        for route in WITH_RECORDS
        if client.get(route.path("joetsu", towns.ours.ids)).status_code == 200
        for parameter in route.parameters
    }

    # What nobody can open proves nothing by being refused to others. Four are only ever posted to.
    assert ours - shown == {"address_id", "consent_id", "proposal_id", "row_id"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_records_of_another_town_are_closed_to(who: str, towns: Towns) -> None:
    client = browser_of(who, towns)

    opened = [
        f"{method} {route.name} {status} {location}"
        for route in WITH_RECORDS
        for method, status, location, text in attempts(client, route.path("joetsu", towns.neighbours.ids))
        if not is_refused(who, route, status, location) or towns.neighbours.secret in text
    ]

    assert opened == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_families_of_another_desk_are_closed_to(who: str, towns: Towns) -> None:
    client = browser_of(who, towns)

    opened = [
        f"{method} {route.name} {status} {location}"
        for route in WITH_RECORDS
        if OF_A_FAMILY & set(route.parameters) and "token" not in route.parameters
        for method, status, location, text in attempts(client, route.path("joetsu", towns.ours.ids))
        if not is_refused(who, route, status, location) or towns.ours.secret in text
    ]

    assert opened == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_role_opens_what_it_says_and_nothing_else_to(who: str, towns: Towns) -> None:
    client = browser_of(who, towns)
    may = ROLES[who].permissions if who in ROLES else frozenset()

    wrong = [
        f"{method} {route.name} {status}"
        for route in OURS
        if not route.access.is_public
        and (who not in ROLES or (route.access.permission or "") not in {"", *may})
        for method, status, location, _ in attempts(client, route.path("joetsu", towns.ours.ids))
        if not (is_refused(who, route, status, location) and status != 404)
    ]

    assert wrong == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_fails_or_tells_another_desks_secret_to(who: str, towns: Towns) -> None:
    client = browser_of(who, towns)
    # First contacts and letters belong to the town: who may take or read them reads their words.
    told_by_right = {
        "desk:today",
        "desk:intake",
        "desk:intake-take",
        "desk:intake-answer",
        "workspace:outbox",
    }

    wrong = [
        f"{method} {route.name} {status}"
        for route in OURS
        if not set(route.parameters) - set(PLAIN_VALUES)
        for method, status, _, text in attempts(client, route.path("joetsu", towns.ours.ids))
        if status >= 500
        or towns.neighbours.secret in text
        or (towns.ours.secret in text and route.name not in told_by_right)
    ]

    assert wrong == []


def test_the_accounts_pages_show_a_stranger_only_their_doors(towns: Towns) -> None:
    client = browser_of(STRANGER, towns)

    shown = {
        route.name
        for route in ROUTES
        if route.access.is_own_doorkeeper and not route.parameters
        if client.get(route.path("joetsu", {})).status_code == 200
    }

    assert shown - OPEN_DOORS == set()
