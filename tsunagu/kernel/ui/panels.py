"""Places on a page that other parts of the house may fill.

A page names a slot and hands over its subject; whoever has something to say there registers a provider in its
own `panels.py`. So a page shows what it does not know, and imports keep pointing down.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission

Provider = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """What fills a slot, and who may see it."""

    provide: Provider
    permission: Permission | None
    position: int


_panels: dict[str, list[Panel]] = defaultdict(list)


def register(
    slot: str, provide: Provider, *, permission: Permission | None = None, position: int = 100
) -> None:
    """Let `provide(holder=…, **subject)` fill `slot` for those with the permission; smaller comes first."""
    _panels[slot].append(Panel(provide, permission, position))


def fill(slot: str, *, holder: Holder, **subject: Any) -> list[Any]:
    """What the providers of a slot say about the subject, without those who have nothing to say (None)."""
    _discover()
    said = [
        panel.provide(holder=holder, **subject)
        for panel in sorted(_panels[slot], key=lambda panel: panel.position)
        if panel.permission is None or holder.may(panel.permission)
    ]
    return [each for each in said if each is not None]


@cache
def _discover() -> None:
    """Read every app's `panels.py` once, at the first page that has slots."""
    autodiscover_modules("panels")
