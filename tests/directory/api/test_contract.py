"""Our published description against the application: whatever is asked, the answer is one that it tells of.

Schemathesis makes questions of the description: what fits it, what stands on its edges, what does not fit.
"""

from collections.abc import Callable

import pytest
import schemathesis
from django.db import connection
from django.http import HttpResponse
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.directory.api.conftest import Town
from tsunagu.directory.api.openapi import openapi_document
from tsunagu.directory.api.parameters import LISTS
from tsunagu.project.wsgi import application

DESCRIPTION = openapi_document(root="http://localhost/joetsu/hsds", town="上越市")
# The same questions in every run: they do not come from the words of whatever code is loaded.
NO_WORDS_OF_OURS = SchemathesisConfig.from_dict({"analysis": {"constants": {"enabled": False}}})
schema = schemathesis.openapi.from_dict(DESCRIPTION, config=NO_WORDS_OF_OURS)
schema.app = application

# What OpenAPI cannot say: which parameters need one another, or contradict one another.
TOGETHER = {"end_time", "maximum_age", "latitude", "longitude", "postcode", "proximity", "per_page"}
# Readers are met halfway: `1` is true, an empty field says nothing, what is unknown is ignored.
JUDGED_HERE = [negative_data_rejection, positive_data_acceptance]
# The library reads no packed answers when it calls the application itself.
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two requests a server lets go of its connection; here the town stands in it, uncommitted."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


def test_what_is_asked_here_is_what_the_town_serves(town: Town, ask: Callable[..., HttpResponse]) -> None:
    assert ask("openapi.json", headers={"host": "localhost"}).json() == DESCRIPTION


@schema.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_answer_is_one_that_the_description_tells_of(case: schemathesis.Case, town: Town) -> None:
    answer = case.call_and_validate(headers=PLAIN, excluded_checks=JUDGED_HERE)

    if answer.status_code == 400 and case.meta.generation.mode.is_positive:
        error = answer.json()["error"]
        assert error["parameter"] in TOGETHER, error


@pytest.mark.parametrize("name", LISTS)
def test_a_record_that_is_there_is_told_as_described(
    name: str, town: Town, ask: Callable[..., HttpResponse]
) -> None:
    ids = [each["id"] for each in ask(name).json()["contents"]]

    for record_id in ids[:3]:
        case = schema[f"/{name}/{{id}}"]["GET"].Case(path_parameters={"id": record_id})
        answer = case.call_and_validate(headers=PLAIN)
        assert answer.json()["id"] == record_id
    assert ids
