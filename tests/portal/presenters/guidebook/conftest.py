"""A book printed as the job and the command print it."""

from collections.abc import Callable

import pytest

from tests.conftest import TODAY_10AM
from tests.portal.presenters.guidebook.reading import PrintedBook
from tsunagu.directory.queries.guidebooks import Coverage
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal.presenters.guidebook.book import book_of
from tsunagu.portal.presenters.guidebook.typesetting import typeset
from tsunagu.portal.queries.guidebook import material_for

Print = Callable[..., PrintedBook]


@pytest.fixture
def print_book(in_joetsu: Municipality) -> Print:
    def made(**coverage: object) -> PrintedBook:
        material = material_for(Coverage(**coverage))
        return PrintedBook(typeset(book_of(material, town=in_joetsu, at=TODAY_10AM), at=TODAY_10AM).content)

    return made
