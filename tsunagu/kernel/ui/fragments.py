"""Pieces of pages kept by this process, keyed by the version of what they show. Losing them loses nothing."""

import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any, Final


class Fragments:
    """Values by key, each for some seconds; the longest kept leave first.

    Kept as they are, not as copies: nobody changes what comes out of here.
    """

    def __init__(self, *, most: int) -> None:
        self.most: Final = most
        self._kept: OrderedDict[str, tuple[float, Any]] = OrderedDict()
        self._changing = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str) -> Any:
        until, value = self._kept.get(key, (0.0, None))
        return value if time.monotonic() < until else None

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        return {key: value for key in keys if (value := self.get(key)) is not None}

    def set(self, key: str, value: Any, seconds: float) -> None:
        now = time.monotonic()
        with self._changing:
            self._kept.pop(key, None)
            self._kept[key] = now + seconds, value
            while len(self._kept) > self.most or next(iter(self._kept.values()))[0] <= now:
                self._kept.popitem(last=False)

    def set_many(self, values: Mapping[str, Any], seconds: float) -> None:
        for key, value in values.items():
            self.set(key, value, seconds)

    def clear(self) -> None:
        with self._changing:
            self._kept.clear()


fragments = Fragments(most=5000)
