"""Migrating in less time draws the same house."""

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tsunagu.project.management.commands.migrate import options_in_place


def drawn() -> ProjectState:
    """Every migration on a state whose models are drawn, as on a new database."""
    loader = MigrationLoader(None)
    state = ProjectState(real_apps=loader.unmigrated_apps)
    first = loader.graph.forwards_plan(("kernel", "0002_shared_cache"))
    for name in first:
        state = loader.graph.nodes[name].mutate_state(state)
    _ = state.apps
    for name in loader.graph.forwards_plan(("directory", "0001_initial")):
        if name not in first:
            state = loader.graph.nodes[name].mutate_state(state, preserve=False)
    return state


def test_options_written_in_place_are_the_options_drawn_anew() -> None:
    usual = drawn()
    with options_in_place():
        quick = drawn()

    assert {key: each.options for key, each in quick.models.items()} == {
        key: each.options for key, each in usual.models.items()
    }
    for model in usual.apps.get_models():
        same = quick.apps.get_model(model._meta.app_label, model._meta.model_name)
        assert same._meta.constraints == model._meta.constraints
        assert [one.name for one in same._meta.indexes] == [one.name for one in model._meta.indexes]


def test_afterwards_django_draws_as_it_always_did() -> None:
    before = ProjectState._append_option

    with options_in_place():
        inside = ProjectState._append_option

    assert inside is not before
    assert ProjectState._append_option is before
