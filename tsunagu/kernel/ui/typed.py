"""Where a form meets the readers of `kernel`: what they cannot read is said beside the field."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import ValidationError

from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.ui.words import refusal_words

Typed = TypeVar("Typed", str, bytes)
Value = TypeVar("Value")


def read_or_refuse(reader: Callable[[Typed], Value], typed: Typed) -> Value:
    """The value of what was typed.

    Raises:
        ValidationError: the reader's reason, in the language of the page.
    """
    try:
        return reader(typed)
    except Misread as reason:
        raise ValidationError(refusal_words(reason)) from reason
