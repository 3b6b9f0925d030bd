"""Every demo town with its resources and its synonyms, as the seed command makes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pytest_django import DjangoDbBlocker

import tsunagu.directory.actions.index_search  # noqa: F401  # listens for changed listings
from tests.conftest import TODAY_10AM
from tests.database import shared_by_a_module
from tsunagu.directory.actions.edit_synonyms import load_synonyms
from tsunagu.directory.actions.load_town import load_town
from tsunagu.directory.queries.search.town_words import forget_words
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import all_towns, forget_towns

DATA = Path(__file__).parents[2] / "tsunagu" / "directory" / "data"


@pytest.fixture(autouse=True)
def _words_are_read_anew() -> Iterator[None]:
    forget_words()
    yield
    forget_words()


@pytest.fixture(scope="module")
def _towns_of_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shared_by_a_module(django_db_blocker):
        load_demo_towns()
        yield


@pytest.fixture
def demo_towns(_towns_of_the_module: None, db: None) -> None:
    """Every demo town, as if made for this test alone."""


def load_demo_towns() -> None:
    """Read every town's file, and give each town the shipped synonyms."""
    taxonomy, synonyms = _read("taxonomy.yaml"), _read("synonyms.yaml")
    for path in sorted((DATA / "towns").glob("*.yaml")):
        town = yaml.safe_load(path.read_text(encoding="utf-8"))
        load_town(town, taxonomy=taxonomy, is_demo=True, at=TODAY_10AM)
    forget_towns()
    for town in all_towns():
        with as_system(town.id, at=TODAY_10AM):
            load_synonyms(synonyms, at=TODAY_10AM)


def _read(name: str) -> dict:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
