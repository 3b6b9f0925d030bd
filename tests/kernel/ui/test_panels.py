"""Slots on a page, filled by those who have something to say and may be heard."""

from collections.abc import Iterator

import pytest

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import MEMBER_WORKER
from tsunagu.kernel.ui import panels

SLOT = "test.slot"


@pytest.fixture(autouse=True)
def _slot_is_emptied() -> Iterator[None]:
    yield
    panels._panels.pop(SLOT, None)


def holder() -> Holder:
    return Holder(User(name="伊藤"), (Posting(role=MEMBER_WORKER.key, municipality_id=new_id()),))


def test_providers_speak_in_the_order_of_their_positions() -> None:
    panels.register(SLOT, lambda holder, who: f"{who}の二", position=20)
    panels.register(SLOT, lambda holder, who: f"{who}の一", position=10)

    assert panels.fill(SLOT, holder=holder(), who="佐藤") == ["佐藤の一", "佐藤の二"]


def test_who_has_nothing_to_say_is_left_out() -> None:
    panels.register(SLOT, lambda holder: None)

    assert panels.fill(SLOT, holder=holder()) == []


def test_a_panel_is_for_those_who_hold_its_permission() -> None:
    panels.register(SLOT, lambda holder: "つなぐ", permission=Permission.REFERRAL_SEND)
    panels.register(SLOT, lambda holder: "家庭", permission=Permission.HOUSEHOLD_VIEW)

    assert panels.fill(SLOT, holder=holder()) == ["つなぐ"]
