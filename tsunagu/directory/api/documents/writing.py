"""The habits that all documents share."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri

Document = dict[str, Any]


def said(**fields: Any) -> Document:
    """Only what says something. False and 0 say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], (), {})}


def under(row: Mapping[str, Any], prefix: str) -> Document:
    """The columns of a joined row, by their own names."""
    return {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}


def as_uri(address: str) -> str:
    """An address as RFC 3986 wants it: Japanese letters escaped, a Japanese host in its ASCII form."""
    parts = urlsplit(address)
    if not parts.netloc.isascii():
        parts = parts._replace(netloc=parts.netloc.encode("idna").decode())
    return iri_to_uri(urlunsplit(parts))


def joined(names: Any) -> str:
    """Several other names in HSDS's one field."""
    return "、".join(names or ())
