"""Migrating in less time draws the same house."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import Model

from tsunagu.project.management.commands.migrate import options_in_place

# Where both ways are followed from: everything after it of the kernel and the directory. Django's own way
# over the whole graph takes minutes, which is why there is another.
START, SOME_LATER = ("kernel", "0002_shared_cache"), ("directory", "0001_initial")


def drawn_until(*targets: tuple[str, str]) -> ProjectState:
    """Every migration up to these on a state whose models are drawn, as on a new database."""
    loader = MigrationLoader(None)
    state = ProjectState(real_apps=loader.unmigrated_apps)
    first = loader.graph.forwards_plan(START)
    for name in first:
        state = loader.graph.nodes[name].mutate_state(state)
    _ = state.apps
    done = set(first)
    for target in targets:
        for name in loader.graph.forwards_plan(target):
            if name not in done:
                done.add(name)
                state = loader.graph.nodes[name].mutate_state(state, preserve=False)
    return state


def relations(apps: Apps) -> Iterator[tuple[str, type[Model]]]:
    """Every field that leads to another model, and what it leads to."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation and field.related_model is not None:
                yield f"{model._meta.label}.{field.name}", field.related_model


def columns_of_key(model: type[Model]) -> tuple[str, str | None]:
    return model._meta.pk.column, model._meta.pk.db_type(connection)


def columns(model: type[Model]) -> list[tuple[str, str | None, bool]]:
    """What a table is made of: name and type of each column, and whether it may be empty."""
    return [(field.column, field.db_type(connection), field.null) for field in model._meta.local_fields]


def test_options_written_in_place_are_the_options_drawn_anew() -> None:
    usual = drawn_until(SOME_LATER)
    with options_in_place():
        quick = drawn_until(SOME_LATER)

    assert {key: each.options for key, each in quick.models.items()} == {
        key: each.options for key, each in usual.models.items()
    }
    for model in usual.apps.get_models():
        same = quick.apps.get_model(model._meta.app_label, model._meta.model_name)
        assert same._meta.constraints == model._meta.constraints
        assert [one.name for one in same._meta.indexes] == [one.name for one in model._meta.indexes]
        assert columns(same) == columns(model)
    assert {(name, model._meta.label) for name, model in relations(quick.apps)} == {
        (name, model._meta.label) for name, model in relations(usual.apps)
    }


@pytest.fixture(scope="module")
def whole_house() -> ProjectState:
    with options_in_place():
        return drawn_until(*MigrationLoader(None).graph.leaf_nodes())


def test_what_a_key_leads_to_has_the_table_and_the_key_of_today(whole_house: ProjectState) -> None:
    """Django leaves a model as it was drawn when what it leads to changes far away; so do we. What a foreign
    key is made of must be right all the same."""
    apps = whole_house.apps
    for name, model in relations(apps):
        today = apps.get_model(model._meta.app_label, model._meta.model_name)
        assert model._meta.db_table == today._meta.db_table, name
        assert columns_of_key(model) == columns_of_key(today), name


def test_the_whole_house_drawn_is_the_whole_house_written(whole_house: ProjectState) -> None:
    for (app_label, model_name), written in whole_house.models.items():
        drawn = whole_house.apps.get_model(app_label, model_name)
        assert [one.name for one in drawn._meta.local_fields] == [
            name for name, field in written.fields.items() if not field.many_to_many
        ]


def test_afterwards_django_draws_as_it_always_did() -> None:
    before = ProjectState._append_option, ProjectState.add_model

    with options_in_place():
        inside = ProjectState._append_option, ProjectState.add_model

    assert all(one is not other for one, other in zip(inside, before, strict=True))
    assert (ProjectState._append_option, ProjectState.add_model) == before
