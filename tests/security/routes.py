"""Every address of the product, read from the resolver: what is added there is tested here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from tsunagu.kernel.permissions.access import Access, access_of

NO_VALUE = "there is no sample for this"


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name, what stands in it, and the view behind it."""

    name: str
    parameters: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def access(self) -> Access:
        return access_of(self.view)

    def path(self, town: str, values: Mapping[str, str]) -> str:
        """The address in a town, filled in."""
        inside = reverse(self.name, kwargs={key: values.get(key, NO_VALUE) for key in self.parameters})
        return f"/{town}{inside}"


def every_route(urlconf: str | None = None) -> list[Route]:
    return list(_walk(get_resolver(urlconf).url_patterns, "", ()))


def _walk(patterns: list[Any], namespace: str, parameters: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        named = (
            *parameters,
            *pattern.pattern.converters,
            *getattr(pattern.pattern, "regex", _NONE).groupindex,
        )
        named = tuple(dict.fromkeys(named))
        if isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name or pattern.lookup_str}", named, pattern.callback)
            continue
        inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
        yield from _walk(pattern.url_patterns, inner, named)


class _NONE:
    groupindex: Mapping[str, int] = {}
