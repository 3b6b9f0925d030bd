"""Each page tells in which languages its text exists."""

import re

import pytest
from django.test import Client

from tests.portal.conftest import Town
from tsunagu.directory.models import Service
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.fragments import fragments
from tsunagu.kernel.ui.kept_pages import kept_pages


def remarks(html: str) -> dict[str, str]:
    """What the menu says beside each language."""
    menu = re.search(r'<nav class="language-switch".*?</nav>', html, re.S)[0]
    found = re.findall(r'lang="([^"]*)"[^>]*>([^<]*)(?:<small>([^<]*)</small>)?</a>', menu)
    return {name: remark for _tag, name, remark in found}


def lines(html: str) -> list[str]:
    """The languages that the line at the end of the page leads to."""
    found = re.search(r'<p class="text-languages.*?</p>', html, re.S)
    return re.findall(r'lang="[^"]*"(?: hreflang="[^"]*")?>([^<]*)<', found[0]) if found else []


@pytest.mark.parametrize("page", ["", "ask/", "ask/form/", "about/privacy/", "needs/"])
def test_a_page_of_ours_speaks_every_language(client: Client, town: Town, page: str) -> None:
    html = client.get(f"/joetsu/vi/{page}").content.decode()

    assert list(remarks(html)) == [
        "日本語",
        "やさしい日本語",
        "English",
        "简体中文",
        "Português",
        "Tiếng Việt",
    ]
    assert (set(remarks(html).values()), lines(html)) == ({""}, [])


def test_results_say_what_stays_japanese_in_the_language_that_loses_it(client: Client, town: Town) -> None:
    html = client.get("/joetsu/search/?q=公園").content.decode()

    assert remarks(html) == {
        "日本語": "", "やさしい日本語": "", "English": "",
        "简体中文": "部分说明为日语", "Português": "parte do texto em japonês",
        "Tiếng Việt": "một phần bằng tiếng Nhật",
    }  # fmt: skip
    assert lines(html) == ["日本語", "やさしい日本語", "English"]


@pytest.mark.parametrize(
    ("easy", "english", "written"),
    [
        ("", "", ["日本語"]),
        ("あずけます。", "", ["日本語", "やさしい日本語"]),
        ("", "Care.", ["日本語", "English"]),
    ],
)
def test_a_service_says_in_which_languages_it_is_described(
    client: Client, town: Town, joetsu: Municipality, easy: str, english: str, written: list[str]
) -> None:
    with as_system(joetsu.id):
        Service.objects.filter(id=town.open_service.id).update(summary_easy=easy, summary_en=english)
    fragments.clear()
    kept_pages.clear()

    html = client.get(f"/joetsu/zh/services/{town.open_service.id}/").content.decode()

    assert lines(html) == written
    assert [name for name, remark in remarks(html).items() if not remark] == written
    assert "服务的名称和说明大多为日语" in html
