"""The first account of a town."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.factories.directory import make_organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.models import Posting

DESK = "子育て総合支援窓口"


@pytest.fixture
def desk(joetsu: Municipality) -> str:
    with as_system(joetsu.id):
        make_organisation(DESK)
    return DESK


def create(monkeypatch: pytest.MonkeyPatch, *, password: str = "", **changes: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    said = io.StringIO()
    known = {"town": "joetsu", "email": "midori@example.jp", "name": "佐藤 みどり", "organisation": DESK}
    options = {**known, **changes}
    call_command("create_account", password_stdin=True, stdout=said, **options)
    return said.getvalue()


def test_the_first_administrator_of_a_town(
    joetsu: Municipality, desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = create(monkeypatch, password="ひだまりの窓口 2026")

    with as_system(joetsu.id):
        posting = Posting.objects.get()
    assert (posting.role, User.objects.get().check_password("ひだまりの窓口 2026")) == (
        "town_administrator",
        True,
    )
    assert said.splitlines()[0] == "佐藤 みどり さんが システム管理者 として入れます。"


def test_without_a_password_its_owner_is_told_where_to_choose_one(
    desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = create(monkeypatch)

    assert (User.objects.get().has_usable_password(), "パスワードをお忘れですか" in said) == (False, True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"town": "atlantis"}, r"atlantis という町はありません（joetsu）。"),
        ({"organisation": "どこにもない会"}, "「どこにもない会」という組織が、名簿に一つだけ"),
        ({"email": "midori"}, "有効なメールアドレスを入力してください。"),
        ({"password": "短い"}, "このパスワードは短すぎます"),
    ],
    ids=["town", "organisation", "address", "password"],
)
def test_what_cannot_be_is_said_and_leaves_no_account(
    desk: str, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        create(monkeypatch, **changes)

    assert User.objects.count() == 0


def test_the_same_posting_twice_is_refused(desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    create(monkeypatch)

    with pytest.raises(CommandError, match="すでに所属しています"):
        create(monkeypatch)
