"""A box of a filter, as a browser sends it or as our own addresses write it."""

from django.http import QueryDict

# "1" stands in our addresses; "on" is what a browser says for a box without a value.
_TICKED = ("1", "on")


def is_ticked(typed: QueryDict, name: str) -> bool:
    return typed.get(name) in _TICKED
