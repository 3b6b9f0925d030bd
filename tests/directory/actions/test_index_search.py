"""What is written into the index is what search reads out of it."""

import pytest
from django.db import connection

from tests.conftest import TODAY_10AM
from tests.database import owner_connection
from tests.directory.search.conftest import listed, names
from tsunagu.directory.actions.index_search import index_service, reindex_town
from tsunagu.directory.models import SearchEntry
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.directory.queries.search.town_words import forget_words

pytestmark = pytest.mark.usefixtures("in_joetsu")


@pytest.mark.parametrize("name", ["O'Neill's Club", "a\\b' 'c", "くつ下\\", "'", "\u3000会　'ひろば'"])
def test_letters_that_the_database_reads_as_its_own_are_letters(name: str) -> None:
    forget_words()
    service = listed(name, summary="it's \\ here")

    found = search(SearchQuery(text="here"), TODAY_10AM)

    assert SearchEntry.objects.get(service=service).name == name
    assert names(found) == [name]


def test_a_listing_that_is_indexed_again_has_one_entry_that_says_what_it_says_now() -> None:
    service = listed("ひろば", summary="読み聞かせ")
    first = SearchEntry.objects.get()
    service.summary = "人形劇"
    service.save()

    index_service(service)

    again = SearchEntry.objects.get()
    assert again.id == first.id
    assert again.texts == first.texts.replace("読み聞かせ", "人形劇")


def test_a_rebuilt_index_has_the_best_kept_listings_first() -> None:
    # Where rows of other tests left room, new ones stand where there is room.
    with owner_connection() as owner:
        owner.execute("TRUNCATE directory_searchentry")
    listed("休み", status="temporarily_closed")
    listed("閉じた", status="defunct")
    listed("開いている")

    done = reindex_town()

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM directory_searchentry ORDER BY ctid")
        found = [name for (name,) in cursor.fetchall()]
    assert done == 3
    assert found == ["開いている", "休み", "閉じた"]
