"""Many new rows go in as if each had been added alone: defaults, constraints, policies, triggers."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from tests.factories.directory import make_organisation
from tsunagu.directory.actions.bulk import NewRows, Row, filed_behind, new_row
from tsunagu.directory.models import District, Organisation
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

pytestmark = pytest.mark.usefixtures("in_joetsu")


def filed(model: type[Model], *rows: Row) -> None:
    with transaction.atomic(), filed_behind() as file:
        file([NewRows(model, rows)])


def test_a_row_is_what_the_model_would_have_made() -> None:
    body = make_organisation("ひだまりの会", facts={"会員": [1, None]}, alternate_names=["ひだまり", 'a"\\b'])
    wanted = Organisation.objects.values().get()
    Organisation.objects.all().delete()

    filed(Organisation, new_row(Organisation, **wanted))

    assert Organisation.objects.values().get() == wanted
    assert Organisation.objects.get() == body


def test_what_is_not_said_is_the_models_default(in_joetsu: Municipality) -> None:
    filed(District, new_row(District, name="直江津"), new_row(District, name="高田", position=2))

    first, second = District.objects.order_by("position")
    assert (first.municipality_id, first.name_kana, first.alternate_names, first.facts) == (
        in_joetsu.id,
        "",
        [],
        {},
    )
    assert (second.name, second.id != first.id) == ("高田", True)


def test_a_column_that_the_table_does_not_have_is_an_error() -> None:
    with pytest.raises(TypeError):
        new_row(District, name="直江津", nmae_kana="ナオエツ")


def test_history_is_written_of_each_row() -> None:
    history = Organisation._meta.get_field("events").related_model

    filed(Organisation, *(new_row(Organisation, name=name, name_kana="カイ") for name in ("一", "二")))

    assert history.objects.values_list("name", "pgh_label").count() == 2


def test_a_row_that_breaks_a_constraint_takes_the_others_with_it() -> None:
    with pytest.raises(IntegrityError):
        filed(District, new_row(District, name="直江津"), new_row(District, name=""))

    assert District.objects.count() == 0


def test_a_row_of_the_neighbour_town_is_not_let_in(nagaoka: Municipality) -> None:
    with pytest.raises(DatabaseError):
        filed(District, new_row(District, name="直江津", municipality_id=nagaoka.id))

    with as_system(nagaoka.id):
        assert District.objects.count() == 0


def test_what_is_asked_next_finds_what_was_filed() -> None:
    with transaction.atomic(), filed_behind() as file:
        file([NewRows(District, [new_row(District, name="直江津")])])
        first = District.objects.count()
        file([NewRows(District, [new_row(District, name="高田")]), "SELECT 1"])
        second = District.objects.count()

    assert (first, second) == (1, 2)


def test_what_was_wrong_is_raised_where_the_connection_is_used_next() -> None:
    def look_after_a_bad_row() -> None:
        with transaction.atomic(), filed_behind() as file:
            file([NewRows(District, [new_row(District, name="")])])
            District.objects.count()
            pytest.fail("the statement went before the batch")

    with pytest.raises(IntegrityError):
        look_after_a_bad_row()


def test_nothing_is_left_in_hand_when_the_reading_breaks_off() -> None:
    def break_off() -> None:
        with transaction.atomic(), filed_behind() as file:
            file([NewRows(District, [new_row(District, name="直江津")])])
            raise KeyError

    with pytest.raises(KeyError):
        break_off()

    assert District.objects.count() == 0
