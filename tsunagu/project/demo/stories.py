"""What families ask, and the first day of each town, as read from the data files."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of question, with what was answered and who could help further."""

    key: str
    often: int
    topics: tuple[str, ...]
    asker: str
    months: tuple[int, int]
    minutes: tuple[int, int]
    asked: str
    answered: str
    show: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    ask: str = ""
    unmet: str = ""
    language: str = "ja"
    twins: bool = False
    hidden: bool = False
    anonymous: bool = False
    urgent: bool = False

    @property
    def more_topics(self) -> int:
        """How many questions the story can add to its first."""
        return len(self.topics) - 1


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over of the first day."""

    story: str
    to: str
    suggests: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """The first day of one town."""

    intake: dict[str, str]
    stories: tuple[str, ...]
    waits: HandOver
    taken: HandOver
    declined: HandOver


@cache
def read(name: str) -> Any:
    """One of the data files beside this module."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


@cache
def stories() -> dict[str, Story]:
    """Every story by its key, in the file's order."""
    return {row["key"]: _story(row) for row in read("stories.yaml")}


@cache
def scenes() -> dict[str, Scene]:
    """The first day of every town, by the town's slug."""
    return {slug: _scene(row) for slug, row in read("scenes.yaml").items()}


def _story(row: dict[str, Any]) -> Story:
    return Story(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})


def _scene(row: dict[str, Any]) -> Scene:
    return Scene(
        intake=row["intake"],
        stories=tuple(row["stories"]),
        waits=HandOver(**row["waits"]),
        taken=HandOver(**row["taken"]),
        declined=HandOver(**row["declined"]),
    )
