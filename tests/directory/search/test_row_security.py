"""Another town's listings and supporters' stay where they are, in the table and through the function."""

import psycopg
import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from tests.conftest import TODAY_10AM
from tests.directory.search.conftest import listed, names
from tests.factories.kernel import acting_as, make_user
from tsunagu.directory.models import SearchEntry, SynonymGroup
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.directory.queries.search.keys import town_mark
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality


def _public(town: Municipality) -> Acting:
    return Acting(town=town.id, moment=TODAY_10AM)


def _through_the_function(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM directory_search(%s, '{}', 1000, 1000, 1000) WHERE service_id IS NOT NULL",
            [query],
        )
        return [name for (name,) in cursor.fetchall()]


def test_a_listing_of_the_neighbour_town_is_never_found(joetsu: Municipality, nagaoka: Municipality):
    with as_system(nagaoka.id, at=TODAY_10AM):
        listed("長岡の一時預かり")
    with as_system(joetsu.id, at=TODAY_10AM):
        listed("上越の一時預かり")

    with acting(_public(joetsu)):
        found = search(SearchQuery(text="一時預かり"), TODAY_10AM)
        in_table = list(SearchEntry.objects.values_list("name", flat=True))

    assert names(found) == ["上越の一時預かり"]
    assert in_table == ["上越の一時預かり"]


def test_the_function_answers_for_the_acting_town_whatever_lexemes_it_is_given(
    joetsu: Municipality, nagaoka: Municipality
):
    with as_system(nagaoka.id, at=TODAY_10AM):
        listed("長岡の一時預かり")
    forged = f"'{town_mark(nagaoka.id)}fall'"

    with acting(_public(nagaoka)):
        at_home = _through_the_function(forged)
    with acting(_public(joetsu)):
        from_next_door = _through_the_function(forged)

    assert at_home == ["長岡の一時預かり"]
    assert from_next_door == []


def test_without_a_context_the_function_gives_no_row(joetsu: Municipality):
    with as_system(joetsu.id, at=TODAY_10AM):
        listed("上越の一時預かり")

    with transaction.atomic():
        found = _through_the_function(f"'{town_mark(joetsu.id)}fall'")

    assert found == []


def test_supporters_listings_are_found_by_supporters_only(joetsu: Municipality):
    user = make_user()
    with as_system(joetsu.id, at=TODAY_10AM):
        listed("ケース会議の手引き", audience="supporters")
        signed_in = acting_as(user)
    everything = f"'{town_mark(joetsu.id)}fall'"

    with acting(signed_in):
        for_supporters = names(search(SearchQuery(text="ケース会議"), TODAY_10AM))
    with acting(_public(joetsu)):
        for_families = names(search(SearchQuery(text="ケース会議"), TODAY_10AM))
        through_the_function = _through_the_function(everything)
        in_table = list(SearchEntry.objects.values_list("name", flat=True))

    assert for_supporters == ["ケース会議の手引き"]
    assert for_families == []
    assert through_the_function == []
    assert in_table == []


def test_a_family_cannot_change_the_index(joetsu: Municipality):
    with as_system(joetsu.id, at=TODAY_10AM):
        listed("一時預かり")

    with acting(_public(joetsu)):
        changed = SearchEntry.objects.update(name="別の名前")
        removed, _ = SearchEntry.objects.all().delete()

    assert (changed, removed) == (0, 0)


def test_a_family_cannot_add_synonyms(joetsu: Municipality):
    with (
        pytest.raises((ProgrammingError, InternalError, psycopg.errors.InsufficientPrivilege)),
        acting(_public(joetsu)),
    ):
        SynonymGroup.objects.create(terms=["あ", "い"], updated_at=TODAY_10AM)


def test_the_function_belongs_to_the_owner_sees_one_state_and_its_search_path_is_fixed(db: None):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prosecdef, provolatile = 's', proconfig,"
            " proowner = (SELECT tableowner::regrole FROM pg_tables"
            " WHERE tablename = 'directory_searchentry'), has_function_privilege('public', oid, 'EXECUTE')"
            " FROM pg_proc WHERE proname = 'directory_search'"
        )
        found = cursor.fetchall()

    assert found == [
        (
            True,
            True,
            ["search_path=pg_catalog, public, pg_temp", "enable_seqscan=off", "enable_indexscan=off"],
            True,
            False,
        )
    ]
