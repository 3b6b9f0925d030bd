"""Where map pictures may come from, when an installation says so: the one hole in the content policy."""

from urllib.parse import urlsplit


class BadTileSource(ValueError):
    """The address is no pattern of tiles on another server."""


def tile_origins(pattern: str) -> list[str]:
    """The server of a pattern such as https://{s}.example.jp/{z}/{x}/{y}.png, as a policy names it.

    Raises:
        BadTileSource: not https, or without {z}, {x} and {y}.
    """
    if not pattern:
        return []
    parts = urlsplit(pattern)
    has_places = all(place in pattern for place in ("{z}", "{x}", "{y}"))
    host = parts.netloc.replace("{s}", "*")
    if parts.scheme != "https" or not has_places or not host or set(host) & set("{} ;,'\""):
        raise BadTileSource("TSUNAGU_MAP_TILES: https://…/{z}/{x}/{y}.png")
    return [f"https://{host}"]
