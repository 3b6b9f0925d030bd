"""Where the journeys are told: one running town, one real browser, a window for each person."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.people import People
from tests.journeys.running_town import RunningTown, running_town

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HERE = Path(__file__).parent
LONGEST = ("test_every_public_page", "test_hidden_address")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey; the longest come first, so that two workers end together."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None and os.environ.get("CI") != "true":
                item.add_marker(
                    pytest.mark.skip(reason="Chromium がありません: 画面のテストは実行されていません")
                )


@pytest.fixture(scope="module")
def clock() -> None:
    """The town is another process: its time is everybody's."""


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTown]:
    with running_town(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium がありません。CI では画面のテストを省けません。")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def people(town: RunningTown, browser: Browser) -> Iterator[People]:
    """Whoever a story names, each in a browser window of their own."""
    cast = People(browser=browser, address=town.address)
    yield cast
    cast.leave()
