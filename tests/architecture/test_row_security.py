"""Every table of the product is secured by rows, or says here why it is not."""

import pytest
from django.apps import apps
from django.db import connection

from tsunagu.kernel.database.row_security import secured_models

# Tables without a town, each with its reason.
WITHOUT_A_TOWN = {
    "kernel.User": "an account signs in before any town is known; rights come from postings",
}


def test_every_model_is_secured_or_excused() -> None:
    secured = {model._meta.label for model, _ in secured_models()}
    bare = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("tsunagu.") and model._meta.managed and not model._meta.proxy
    } - secured

    assert {label for label in bare if label not in WITHOUT_A_TOWN and not label.endswith("Rule")} == set()


@pytest.mark.django_db
def test_every_secured_table_is_forced() -> None:
    expected = {model._meta.db_table for model, _ in secured_models()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"
            " WHERE relrowsecurity AND relforcerowsecurity AND relkind IN ('r', 'p')"
        )
        forced = {name for (name,) in cursor.fetchall()}

    assert expected - forced == set()
