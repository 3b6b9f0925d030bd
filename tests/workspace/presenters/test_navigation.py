"""The staff's menu: what the role opens, in groups when it is much."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory

from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.roles import DESK_MANAGER, MEMBER_WORKER, Role
from tsunagu.workspace.presenters.navigation import navigation

OF_A_MEMBER = [
    "つなぎ", "社会資源", "わたしたちの情報", "行事", "コラムを送る", "サークルへの問い合わせ",
]  # fmt: skip


def menu(role: Role, path: str = "/work/") -> list[dict[str, Any]]:
    request = RequestFactory().get(path)
    request.holder = Holder(user=None, postings=(SimpleNamespace(role=role.key),))
    return list(navigation(request)["navigation"])


def test_few_entries_stand_without_headings() -> None:
    assert [item["label"] for item in menu(MEMBER_WORKER)] == OF_A_MEMBER


def test_many_entries_stand_in_groups_and_no_group_is_empty() -> None:
    items = menu(DESK_MANAGER)

    headings = [item["group"] for item in items if "group" in item]
    empty = [one for one, after in pairwise(items) if "group" in one and "group" in after]

    assert headings == ["相談とつなぎ", "名簿", "町から知らせる", "住民の声", "町の記録"]
    assert (empty, "group" in items[-1]) == ([], False)


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/work/desk/", "今日"),
        ("/work/desk/referrals/", "つなぎ"),
        ("/work/desk/households/", "家庭"),
        ("/work/", None),
    ],
)
def test_the_deepest_entry_above_the_page_is_the_current_one(path: str, label: str | None) -> None:
    current = [item["label"] for item in menu(DESK_MANAGER, path) if item.get("current")]

    assert current == ([label] if label else [])
