"""The one hole that an installation may make in the content policy: the server of its map pictures."""

import pytest
from pytest_django.fixtures import Settings

from tsunagu.kernel.ui.map_source import MapSource, map_source
from tsunagu.kernel.ui.tile_source import BadTileSource, tile_origins


def test_by_default_there_is_no_hole() -> None:
    assert tile_origins("") == []
    assert map_source() is None


@pytest.mark.parametrize(
    ("pattern", "origin"),
    [
        ("https://tiles.example.jp/pale/{z}/{x}/{y}.png", "https://tiles.example.jp"),
        ("https://{s}.tiles.example.jp/{z}/{x}/{y}.png", "https://*.tiles.example.jp"),
        ("https://tiles.example.jp:8443/{z}/{x}/{y}.png?key=1", "https://tiles.example.jp:8443"),
    ],
)
def test_the_policy_names_the_server_alone(pattern: str, origin: str) -> None:
    assert tile_origins(pattern) == [origin]


@pytest.mark.parametrize(
    "pattern",
    [
        "http://tiles.example.jp/{z}/{x}/{y}.png",
        "https://tiles.example.jp/",
        "/tiles/{z}/{x}/{y}.png",
        "https://a.example.jp; script-src */{z}/{x}/{y}.png",
        "https://{host}/{z}/{x}/{y}.png",
    ],
)
def test_what_would_open_more_is_refused(pattern: str) -> None:
    with pytest.raises(BadTileSource):
        tile_origins(pattern)


def test_whom_to_thank_is_words_and_an_address(settings: Settings) -> None:
    settings.MAP_TILES = "https://tiles.example.jp/{z}/{x}/{y}.png"
    settings.MAP_ATTRIBUTION = "見本の地図 https://tiles.example.jp/about"

    assert map_source() == MapSource(settings.MAP_TILES, "見本の地図", "https://tiles.example.jp/about")
