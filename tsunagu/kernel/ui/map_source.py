"""Map pictures of another server as a page names them: none, unless the installation says whose."""

import re
from dataclasses import dataclass

from django.conf import settings

_TEXT_AND_ADDRESS = re.compile(r"(?P<text>.*?)\s*(?P<url>https://\S+)?")


@dataclass(frozen=True, slots=True)
class MapSource:
    """The pattern of the tiles, and whom to thank for them."""

    tiles: str
    credit: str
    credit_url: str


def map_source() -> MapSource | None:
    """The source of the installation; nothing by default."""
    if not settings.MAP_TILES:
        return None
    written = _TEXT_AND_ADDRESS.fullmatch(settings.MAP_ATTRIBUTION.strip())
    text, url = (written["text"], written["url"] or "") if written else (settings.MAP_ATTRIBUTION, "")
    return MapSource(settings.MAP_TILES, text or url, url)
