"""A record that is not yours and a record that does not exist answer alike."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

Record = TypeVar("Record")


def or_404(find: Callable[..., Record], *args: Any) -> Record:
    """What `find` finds, or the page that says there is nothing here."""
    try:
        return find(*args)
    except ObjectDoesNotExist:
        raise Http404 from None
