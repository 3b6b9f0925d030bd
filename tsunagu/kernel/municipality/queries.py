"""Which towns there are. A handful of rows, read on every request, so each process keeps them a moment."""

import time
from dataclasses import dataclass
from uuid import UUID

from tsunagu.kernel.municipality.models import Municipality

# A new or renamed town shows after this many seconds; nothing secret hangs on it.
KEPT_SECONDS = 5.0


@dataclass(slots=True)
class _Kept:
    towns: dict[str, Municipality]
    until: float


_kept = _Kept({}, 0.0)
# What a job without a page asked for, by id, and until when it is kept.
_read_alone: dict[UUID, tuple[float, Municipality]] = {}


def _towns() -> dict[str, Municipality]:
    now = time.monotonic()
    if now >= _kept.until:
        _kept.towns = {town.slug: town for town in Municipality.objects.order_by("code")}
        _kept.until = now + KEPT_SECONDS
    return _kept.towns


def forget_towns() -> None:
    """Read the towns anew at the next question; called when a town was written by this process."""
    _kept.until = 0.0
    _read_alone.clear()


def town_by_slug(slug: str) -> Municipality | None:
    return _towns().get(slug)


def town_by_id(town_id: UUID) -> Municipality:
    """A town that somebody acts in, so it exists: as the page found it on its way in, or read by itself."""
    now = time.monotonic()
    kept = _kept.towns.values() if now < _kept.until else ()
    found = next((town for town in kept if town.id == town_id), None)
    if found is not None:
        return found
    until, alone = _read_alone.get(town_id, (0.0, None))
    if alone is None or now >= until:
        alone = Municipality.objects.get(id=town_id)
        _read_alone[town_id] = (now + KEPT_SECONDS, alone)
    return alone


def town_by_host(host: str) -> Municipality | None:
    return next((town for town in _towns().values() if town.host and town.host == host), None)


def all_towns() -> list[Municipality]:
    return list(_towns().values())
