"""Whether this process could answer a family now."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def what_is_missing() -> list[str]:
    """What keeps this process from serving; empty when nothing does."""
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ["database"]
    return [f"migration {migration.app_label}.{migration.name}" for migration, _ in plan]
