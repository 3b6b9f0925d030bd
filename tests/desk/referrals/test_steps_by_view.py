"""Every button × every state × everybody: what the table does not allow changes nothing."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.referrals import STATES, Cast, make_task_in
from tsunagu.desk.models import ReferralTask
from tsunagu.desk.models.referral_choices import WORKING, BusinessStatus, TaskStatus
from tsunagu.desk.models.transition import ARROWS, BUSINESS_ARROWS

SOON = TODAY_10AM + timedelta(days=5)
DAY = f"{SOON:%Y-%m-%d}"
JST = ZoneInfo("Asia/Tokyo")

# Button → where it leads, and a form that is filled in rightly.
BUTTONS: dict[str, tuple[str, dict[str, Any]]] = {
    "accept": ("accepted", {"contact_on": DAY}),
    "decline": ("rejected", {"declined_by": "provider", "reason": "full", "none_known": "on"}),
    "start": ("in_progress", {"next_on": DAY}),
    "resume": ("in_progress", {"next_on": DAY}),
    "hold": ("on_hold", {"reason": "waiting_family", "review_on": DAY}),
    "complete": ("completed", {"outcome": "service_started", "story_retold": "no"}),
    "fail": ("failed", {"reason": "family_unreachable", "story_retold": "yes"}),
    "cancel": ("cancelled", {"reason": "circumstances_changed"}),
    "confirm-stop": ("cancelled", {}),
    "mistake": ("entered_in_error", {}),
    "schedule": ("=scheduled", {"meets_at": f"{SOON:%Y-%m-%d}T10:00"}),
    "met": ("=event_completed", {"next_on": DAY}),
    "no-show": ("=unattended", {"next_on": DAY}),
    "call-off": ("=appointment_cancelled", {"next_on": DAY}),
    "ask-to-stop": ("=cancellation_requested", {"reason": "solved_otherwise"}),
}
# Two buttons that lead where another leads too, each from its own states.
ONLY_FROM = {
    "start": {"accepted"},
    "resume": {"on_hold"},
    "cancel": {"requested"},
    "confirm-stop": set(WORKING),
}


def may(button: str, status: str, business: str, actor: str) -> bool:
    """The oracle: the arrows of the table."""
    end = BUTTONS[button][0]
    if button in ONLY_FROM and status not in ONLY_FROM[button]:
        return False
    if end.startswith("="):
        return status in WORKING and any(
            (arrow.start, arrow.end) == (business, end[1:]) and actor in arrow.actors
            for arrow in BUSINESS_ARROWS
        )
    return any(
        (arrow.start, arrow.end) == (status, end)
        and actor in arrow.actors
        and (not arrow.only_from or business in arrow.only_from)
        for arrow in ARROWS
    )


def press(client: Client, task: ReferralTask, button: str) -> bool:
    """Press a button; whether anything moved. Nothing of it stays."""
    before = ReferralTask.objects.filter(id=task.id).values().get()
    with transaction.atomic():
        client.post(f"/joetsu/work/desk/referrals/{task.id}/{button}/", BUTTONS[button][1])
        after = ReferralTask.objects.filter(id=task.id).values().get()
        transaction.set_rollback(True)
    return after != before


@pytest.mark.parametrize("actor", ["source", "coordinator", "target"])
@pytest.mark.parametrize(("status", "business"), STATES, ids=lambda state: str(state) or "-")
def test_a_button_works_exactly_where_the_table_says(
    cast: Cast, client: Client, status: TaskStatus, business: BusinessStatus, actor: str
) -> None:
    task = make_task_in(cast, status, business)
    client.force_login({"source": cast.endo, "coordinator": cast.sato, "target": cast.ito}[actor])

    moved = {button for button in BUTTONS if press(client, task, button)}

    assert moved == {button for button in BUTTONS if may(button, status, business, actor)}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("button", sorted(BUTTONS))
def test_a_stranger_is_told_that_there_is_no_such_page(
    cast: Cast, client: Client, button: str, method: str
) -> None:
    task = make_task_in(cast, TaskStatus.ACCEPTED)
    client.force_login(cast.ueda)

    response = getattr(client, method)(f"/joetsu/work/desk/referrals/{task.id}/{button}/")

    assert response.status_code == 404


def test_a_chief_reads_and_moves_nothing(cast: Cast, client: Client) -> None:
    task = make_task_in(cast, TaskStatus.REQUESTED)
    client.force_login(cast.chief)

    assert client.get(f"/joetsu/work/desk/referrals/{task.id}/").status_code == 200
    assert {button for button in BUTTONS if press(client, task, button)} == set()


def test_the_second_of_two_answers_is_told_kindly(cast: Cast, client: Client) -> None:
    task = make_task_in(cast, TaskStatus.REQUESTED)
    client.force_login(cast.ito)
    client.post(f"/joetsu/work/desk/referrals/{task.id}/accept/", BUTTONS["accept"][1])
    client.force_login(cast.kato)

    response = client.post(
        f"/joetsu/work/desk/referrals/{task.id}/decline/", BUTTONS["decline"][1], follow=True
    )

    task.refresh_from_db()
    assert response.status_code == 200
    assert "いまの状態では、その操作はできません。" in response.content.decode()
    assert (task.status, task.accepted_by) == ("accepted", cast.ito)


def test_a_day_in_the_past_is_refused(cast: Cast, client: Client) -> None:
    task = make_task_in(cast, TaskStatus.REQUESTED)
    client.force_login(cast.ito)
    past = datetime.now(JST) - timedelta(days=2)

    response = client.post(
        f"/joetsu/work/desk/referrals/{task.id}/accept/", {"contact_on": f"{past:%Y-%m-%d}"}
    )

    assert "今日より前の日は選べません。" in response.content.decode()
