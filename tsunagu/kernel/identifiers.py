"""Public identifiers: opaque, sortable by the moment they were made, never a row number."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUIDv7: safe to show, and index pages stay full because new rows are neighbours."""
    return uuid7()
