"""A town whose listings are in the index."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_service
from tsunagu.directory.actions.index_search import index_service
from tsunagu.directory.models import Service
from tsunagu.directory.queries.search import SearchQuery, SearchResult, search
from tsunagu.directory.queries.search.town_words import forget_words


@pytest.fixture(autouse=True)
def _words_are_read_anew() -> Iterator[None]:
    forget_words()
    yield
    forget_words()


def listed(name: str, name_kana: str = "ヨミ", **fields: Any) -> Service:
    """A listing that search knows."""
    service = make_service(name=name, name_kana=name_kana, **fields)
    index_service(service)
    return service


@pytest.fixture
def find() -> Callable[..., SearchResult]:
    def _find(text: str = "", *, at: datetime = TODAY_10AM, **filters: Any) -> SearchResult:
        return search(SearchQuery(text=text, page_size=100, **filters), at)

    return _find


def names(result: SearchResult) -> list[str]:
    """What was found, in order."""
    return [hit.name for hit in result.hits]
