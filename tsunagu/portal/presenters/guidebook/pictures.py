"""Photographs for the press, which takes every picture as a drawing (SVG): one around the file as it is."""

from base64 import b64encode
from typing import Any, NamedTuple

_KINDS = {"jpg": "jpeg", "jpeg": "jpeg", "webp": "webp", "png": "png"}
_MM_PER_INCH = 25.4
# Dots on an inch of paper; with fewer a picture is a blur, so it is printed smaller.
_COARSEST = 110


class Room(NamedTuple):
    """How much of the page a picture may take, in millimetres."""

    width: float
    height: float


def picture_of(
    content: bytes, *, name: str, width: int, height: int, words: str, room: Room
) -> dict[str, Any]:
    """What the templates' `picture` reads. `name` ends with the kind of file, `words` tell what it shows."""
    kind = _KINDS[name.rpartition(".")[2].lower()]
    inside = f"data:image/{kind};base64,{b64encode(content).decode()}"
    return {
        "drawing": (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<image width="{width}" height="{height}" href="{inside}"/></svg>'
        ),
        "width": _millimetres(width, height, room),
        "words": words,
    }


def _millimetres(width: int, height: int, room: Room) -> float:
    return round(min(room.width, room.height * width / height, width / _COARSEST * _MM_PER_INCH), 1)
