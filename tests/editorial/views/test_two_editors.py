"""Two editors have the same page open: the second is told in Japanese, and overwrites nothing."""

import json
import re
from dataclasses import dataclass
from typing import Any, Self

import pytest
from django.http import QueryDict
from django.test import Client
from wagtail.admin.models import EditingSession
from wagtail.test.utils.form_data import querydict_from_html

from tests.factories.directory import make_desk
from tests.factories.editorial import make_page, make_reviewer, make_writer, shelf
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import Column
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

SCREENS = "/joetsu/work/pages"


@pytest.fixture
def page(in_joetsu: Municipality) -> Column:
    return make_page(Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子")


@dataclass
class Window:
    """A browser window with the page's screen open in it."""

    client: Client
    page: Column
    form: QueryDict
    html: str

    @classmethod
    def opened(cls, user: User, page: Column) -> Self:
        client = Client()
        client.force_login(user)
        html = client.get(f"{SCREENS}/pages/{page.pk}/edit/").content.decode()
        return cls(client, page, querydict_from_html(html, form_id="page-edit-form"), html)

    def saves(self, title: str, **headers: str) -> Any:
        data = self.form.copy()
        # The parts of a body are counted by the editor's script.
        data["title"], data["body-count"], data["easy_body-count"] = title, "0", "0"
        return self.client.post(f"{SCREENS}/pages/{self.page.pk}/edit/", data, headers=headers)

    def saves_by_itself(self, title: str) -> Any:
        """As the editor's script does while somebody types."""
        return self.saves(title, accept="application/json")

    def asks_who_else_is_here(self) -> dict[str, Any]:
        """As the editor's script does every ten seconds."""
        address = re.search(r'data-w-swap-src-value="([^"]+)"', self.html)
        revision = re.search(r'name="revision_id" value="(\d+)"', self.html)
        created = re.search(r'name="revision_created_at" value="([^"]+)"', self.html)
        assert address is not None
        assert revision is not None
        assert created is not None
        data = {"revision_id": revision[1], "revision_created_at": created[1], "is_editing": "1"}
        return json.loads(self.client.post(address[1], data).content)


def drafts(page: Column) -> list[str]:
    return list(page.revisions.order_by("id").values_list("content__title", flat=True))


def test_two_who_look_at_one_page_are_told_of_one_another(page: Column) -> None:
    desk = make_desk().id
    first = Window.opened(make_writer(desk), page)
    second = Window.opened(make_reviewer(desk), page)
    first.asks_who_else_is_here()

    told = second.asks_who_else_is_here()

    assert [(each["user"], each["is_editing"]) for each in told["other_sessions"]] == [("佐藤 みどり", True)]
    assert "佐藤 みどりさんが編集しています" in told["html"] or "保存していない変更" in told["html"]


def test_the_second_is_told_in_japanese_that_a_newer_version_is_there(page: Column) -> None:
    desk = make_desk().id
    first, second = Window.opened(make_writer(desk), page), Window.opened(make_reviewer(desk), page)
    first.saves("歯のはなし（一人目）")

    told = second.asks_who_else_is_here()

    assert [each["revision_id"] for each in told["other_sessions"]] == [page.revisions.latest("id").id]
    for words in (
        "佐藤 みどりさんが新しい版を保存しました",
        "続けると、佐藤 みどりさんの変更に上書きします。",
    ):
        assert words in told["html"]


def test_what_is_saved_by_itself_never_overwrites_a_newer_version(page: Column) -> None:
    desk = make_desk().id
    first, second = Window.opened(make_writer(desk), page), Window.opened(make_reviewer(desk), page)
    first.saves("歯のはなし（一人目）")

    answer = second.saves_by_itself("歯のはなし（二人目）")

    assert (answer.status_code, answer.json()["error_message"]) == (
        400,
        "保存すると、新しい版に上書きします。",
    )
    assert drafts(page) == ["歯のはなし", "歯のはなし（一人目）"]


def test_whoever_goes_on_all_the_same_leaves_the_first_version_in_the_history(page: Column) -> None:
    desk = make_desk().id
    first, second = Window.opened(make_writer(desk), page), Window.opened(make_reviewer(desk), page)
    first.saves("歯のはなし（一人目）")

    second.saves("歯のはなし（二人目）")

    assert drafts(page) == ["歯のはなし", "歯のはなし（一人目）", "歯のはなし（二人目）"]


def test_another_towns_editors_are_not_told_of_and_cannot_ask(page: Column, nagaoka: Municipality) -> None:
    Window.opened(make_writer(make_desk().id), page)
    session = EditingSession.objects.get()
    with as_system(nagaoka.id):
        stranger = make_reviewer(make_desk().id)
        shelf(SectionKind.COLUMNS)
    client = Client()
    client.force_login(stranger)

    answer = client.post(
        f"/nagaoka/work/pages/editing-sessions/ping/wagtailcore/page/{page.pk}/{session.id}/"
    )

    assert answer.status_code == 404
    with as_system(nagaoka.id):
        assert not EditingSession.objects.exists()
