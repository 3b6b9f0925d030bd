"""Photos made fit for a page: upright, in several widths, without a word of where they were taken."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

# A telephone's photo; more is a scan or an attack.
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
SMALLEST_SIDE = 200
# The widths a page asks for; a smaller photo is not blown up.
WIDTHS = (320, 640, 1280)
_READ = ("JPEG", "PNG", "WEBP")
_WRITTEN: dict[str, tuple[str, dict[str, int | bool]]] = {
    "webp": ("WEBP", {"quality": 70, "method": 4}),
    "jpg": ("JPEG", {"quality": 75, "optimize": True}),
}


class NotAPicture(Exception):
    """No photo that we read: another kind of file, broken, or cut off."""


class TooLarge(Exception):
    """More bytes or more pixels than a photo has."""


class TooSmall(Exception):
    """It would only be a blur."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One size in one format."""

    width: int
    height: int
    ending: str
    content: bytes


def reencoded(content: bytes) -> Iterator[Picture]:
    """The photo in every width and format. What the camera wrote beside the picture is left behind.

    Raises:
        NotAPicture, TooLarge, TooSmall: nothing is made then.
    """
    whole = _read(content)
    for width in dict.fromkeys(min(width, whole.width) for width in WIDTHS):
        size = (width, max(1, round(whole.height * width / whole.width)))
        sized = whole.resize(size, Image.Resampling.LANCZOS)
        for ending, (format_, options) in _WRITTEN.items():
            written = io.BytesIO()
            sized.save(written, format_, **options)
            yield Picture(*size, ending, written.getvalue())


def _read(content: bytes) -> Image.Image:
    if len(content) > MOST_BYTES:
        raise TooLarge
    try:
        with Image.open(io.BytesIO(content), formats=_READ) as found:
            # Asked before anything is unpacked: a few bytes can claim to be a wall of pixels.
            if found.width * found.height > MOST_PIXELS:
                raise TooLarge
            if min(found.size) < SMALLEST_SIDE:
                raise TooSmall
            upright = ImageOps.exif_transpose(found)
            return _bare(upright)
    except Image.DecompressionBombError:
        raise TooLarge from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise NotAPicture from None


def _bare(found: Image.Image) -> Image.Image:
    """Its pixels on white, and nothing else: no place, no time, no camera, no colour profile."""
    seen = found.convert("RGBA")
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground
