"""The first load of a page over the wire, everything counted."""

import functools
import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.portal.conftest import LivedIn, Town
from tests.portal.pages import LANGUAGES, addresses
from tests.portal.views.test_search import add_services

LIMIT = 40 * 1024
ASKED_FOR = re.compile(r'(?:src|href)="/static/([^"#]*)')
DRAWN_BY_STYLES = re.compile(r'url\("?([^")]+)"?\)')


def weight_of(client: Client, address: str) -> int:
    """The page and every file that it asks for, each as it is sent."""
    answer = client.get(address, HTTP_ACCEPT_ENCODING="gzip, br")
    body = answer.content
    html = gzip.decompress(body).decode() if answer.get("Content-Encoding") == "gzip" else body.decode()
    files = {_file(name) for name in ASKED_FOR.findall(html)}
    for sheet in [one for one in files if one.suffix == ".css"]:
        pictures = DRAWN_BY_STYLES.findall(sheet.read_text())
        files |= {sheet.parent / name for name in pictures if not name.startswith(("data:", "#"))}
    return len(body) + sum(sent_weight(one) for one in files)


@functools.cache
def sent_weight(file: Path) -> int:
    return len(brotli.compress(file.read_bytes()))


def _file(name: str) -> Path:
    # Where a demo has gathered the files, pages ask for them by their hashed names.
    gathered = Path(settings.STATIC_ROOT) / name
    found = gathered if gathered.exists() else finders.find(name)
    assert found, f"{name} is asked for and does not exist"
    return Path(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_weighs_more_than_forty_kilobytes(client: Client, lived_in: LivedIn, language: str) -> None:
    weights = {path: weight_of(client, f"/joetsu/{language}{path}") for path in addresses(lived_in)}

    assert {path: weight for path, weight in weights.items() if weight > LIMIT} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_page_of_results_weighs_no_more_either(client: Client, town: Town, language: str) -> None:
    add_services(20, town.npo, summary="雨の日も、泥だらけになって遊べます。" * 3, needs=("leave_child",))

    assert weight_of(client, f"/joetsu/{language}search/?q=どろんこ") < LIMIT
