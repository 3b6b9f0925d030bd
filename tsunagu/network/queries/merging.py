"""A change against what stands now: what can be put in, and what somebody else changed meanwhile."""

from dataclasses import dataclass
from typing import Any

from tsunagu.network.queries.values import Values


@dataclass(frozen=True, slots=True)
class Merged:
    """What to write, and the fields about which two people say different things."""

    values: Values
    conflicts: tuple[str, ...]


def merged(*, before: Values, changes: Values, now: Values) -> Merged:
    """Put a change into what stands now. Fields that nobody else touched go in; the rest is a conflict.

    An opening rule is compared part by part: a closure announced meanwhile and a new Saturday go together.
    """
    values: Values = {}
    conflicts = []
    for name, wanted in changes.items():
        found, seen = now.get(name), before.get(name)
        if found in (seen, wanted):
            values[name] = wanted
        elif name == "opening" and (rule := _merged_rule(seen, wanted, found)) is not None:
            values[name] = rule
        else:
            conflicts.append(name)
    return Merged(values, tuple(conflicts))


def ground_after(*, before: Values, changes: Values, now: Values) -> Values:
    """What the author of a change has seen once they were shown what others did to the same fields.

    Only that: what nobody showed them stays theirs to overlook, and is kept when they send again.
    """
    ground = dict(before)
    for name in merged(before=before, changes=changes, now=now).conflicts:
        seen, wanted, found = before.get(name), changes[name], now.get(name)
        if (
            name == "opening"
            and isinstance(seen, dict)
            and isinstance(wanted, dict)
            and isinstance(found, dict)
        ):
            ground[name] = {
                **seen,
                **ground_after(before=seen, changes=_differences(seen, wanted), now=found),
            }
        else:
            ground[name] = found
    return ground


def _merged_rule(seen: Any, wanted: Any, found: Any) -> Values | None:
    if not (isinstance(seen, dict) and isinstance(wanted, dict) and isinstance(found, dict)):
        return None
    parts = merged(before=seen, changes=_differences(seen, wanted), now=found)
    return None if parts.conflicts else {**found, **parts.values}


def _differences(seen: Values, wanted: Values) -> Values:
    return {name: value for name, value in wanted.items() if seen.get(name) != value}
