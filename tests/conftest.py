"""The ground every test stands on: a migrated database served as the application role, and two towns."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests.database import empty_tables, serve_as_application, serve_as_owner
from tests.migrated import migrated_database
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns

# What leans on constraints, triggers, policies and search: CI runs it on the distribution's server as well.
DATABASE_FOLDERS = (
    "architecture",
    "desk/models",
    "desk/referrals",
    "directory/models",
    "directory/search",
    "families/models",
    "families/actions",
    "insight/models",
    "kernel/audit",
    "kernel/jobs",
    "kernel/municipality",
    "kernel/permissions",
    "search",
)
HERE = Path(__file__).parent
IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
TODAY_10AM = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any((HERE / folder) in item.path.parents for folder in DATABASE_FOLDERS):
            item.add_marker(pytest.mark.database)


# The application role may not TRUNCATE, so the owner cleans up after tests that commit.
TransactionTestCase._fixture_teardown = lambda self: empty_tables()
# A sixth of a second for each password keeps guessers out; in a test nobody guesses.
ScryptPasswordHasher.work_factor = 2**4


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Migrate as the owner, then serve as the application: row-level security holds in every test."""
    with django_db_blocker.unblock():
        serve_as_application()
    yield
    with django_db_blocker.unblock():
        serve_as_owner()


@pytest.fixture(scope="module", autouse=True)
def clock() -> Iterator[None]:
    """Every module begins on the same Friday: what holds today holds in ten years, and at midnight.

    The database's own clock and other processes go on. A folder or module that needs them to agree has a
    `clock` of its own.
    """
    with time_machine.travel(TODAY_10AM.astimezone(UTC)):
        yield


@pytest.fixture(autouse=True)
def _photos_stay_in_memory(settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "media": IN_MEMORY}


@pytest.fixture(autouse=True)
def _towns_are_read_anew() -> Iterator[None]:
    forget_towns()
    yield
    forget_towns()


@pytest.fixture
def today_10am() -> datetime:
    return TODAY_10AM


@pytest.fixture
def joetsu(db: None) -> Municipality:
    return make_joetsu()


@pytest.fixture
def nagaoka(db: None) -> Municipality:
    return make_nagaoka()


def make_joetsu() -> Municipality:
    return Municipality.objects.create(
        slug="joetsu",
        name="上越市",
        name_kana="ジョウエツシ",
        name_en="Joetsu",
        prefecture="新潟県",
        code="152226",
        is_demo=True,
    )


def make_nagaoka() -> Municipality:
    return Municipality.objects.create(
        slug="nagaoka",
        name="長岡市",
        name_kana="ナガオカシ",
        name_en="Nagaoka",
        prefecture="新潟県",
        code="152021",
        is_demo=True,
    )


@pytest.fixture
def in_joetsu(joetsu: Municipality) -> Iterator[Municipality]:
    """Act as 上越市's own machinery: what factories need to make rows."""
    with as_system(joetsu.id, at=TODAY_10AM):
        yield joetsu


@pytest.fixture
def cursor(db: None) -> Iterator[object]:
    with connection.cursor() as opened:
        yield opened
