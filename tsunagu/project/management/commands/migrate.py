"""`tsunagu migrate`: Django's own, without drawing the whole house anew at every step.

Django draws every model again that hangs, however far, on a changed one. On a new database that was nine
tenths of the time; two things make it short:
- libraries with long histories come first. Wagtail's two hundred steps change what hangs on the account, and
  so does nearly everything of ours; before our tables are there, there is little to draw.
- a constraint, an index or a trigger changes no field, so nothing that hangs on its model is drawn;
- a new model is drawn by itself: what it hangs on is there already, and nothing hangs on it yet.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import pgtrigger.migrations
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

LONG_HISTORIES = ("wagtailcore", "wagtailimages", "wagtaildocs", "wagtailusers", "wagtailadmin", "taggit")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with options_in_place():
            if not options["app_label"] and not options["plan"] and not options["check_unapplied"]:
                _libraries_first(options["database"])
            super().handle(*args, **options)


def _libraries_first(database: str) -> None:
    """On a new database only: what has been applied once is not looked at again."""
    applied = {app for app, _ in MigrationRecorder(connections[database]).applied_migrations()}
    if applied.isdisjoint(LONG_HISTORIES):
        executor = MigrationExecutor(connections[database])
        executor.migrate([leaf for app in LONG_HISTORIES for leaf in executor.loader.graph.leaf_nodes(app)])


@contextlib.contextmanager
def options_in_place() -> Iterator[None]:
    """Let these operations change what is drawn instead of drawing it anew."""
    usual, usual_trigger = ProjectState._append_option, pgtrigger.migrations.AddTrigger.state_forwards
    usual_model = ProjectState.add_model
    ProjectState._append_option = _append_option
    ProjectState.add_model = _add_model
    pgtrigger.migrations.AddTrigger.state_forwards = _add_trigger
    try:
        yield
    finally:
        ProjectState._append_option = usual
        ProjectState.add_model = usual_model
        pgtrigger.migrations.AddTrigger.state_forwards = usual_trigger


def _append_option(state: ProjectState, app_label: str, model_name: str, option: str, added: Any) -> None:
    options = state.models[app_label, model_name].options
    options[option] = [*options.get(option, []), added]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, list(options[option]))


def _add_model(state: ProjectState, model: ModelState) -> None:
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model])


def _add_trigger(operation: Any, app_label: str, state: ProjectState) -> None:
    _append_option(state, app_label, operation.model_name_lower, "triggers", operation.trigger)
