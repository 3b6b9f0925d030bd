"""A member writes, the desk publishes, both say when it does not take place."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk, make_organisation
from tests.factories.events import make_event, make_round, make_waiting_event
from tests.factories.kernel import make_posting, make_user
from tsunagu.directory.actions.events import revise_event
from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event, EventDay, Organisation
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, DESK_MANAGER, MEMBER_WORKER, Role

EVENTS = "/joetsu/work/events/"


@pytest.fixture
def circle(joetsu: Municipality) -> Organisation:
    with as_system(joetsu.id, at=TODAY_10AM):
        return make_organisation("つくし会")


def signed_in(town: Municipality, organisation: Organisation, role: Role) -> Client:
    client = Client()
    with as_system(town.id, at=TODAY_10AM):
        user = make_user()
        make_posting(user, organisation.id, role)
    client.force_login(user)
    return client


@pytest.fixture
def member(joetsu: Municipality, circle: Organisation) -> Client:
    return signed_in(joetsu, circle, MEMBER_WORKER)


@pytest.fixture
def manager(joetsu: Municipality) -> Client:
    with as_system(joetsu.id, at=TODAY_10AM):
        desk = make_desk()
    return signed_in(joetsu, desk, DESK_MANAGER)


def made(town: Municipality, make: Any, *args: Any, **fields: Any) -> Event:
    with as_system(town.id, at=TODAY_10AM):
        return make(*args, **fields)


def only(town: Municipality) -> Event:
    with as_system(town.id):
        return Event.objects.get()


def typed(organisation: Organisation, **fields: Any) -> dict[str, Any]:
    return {
        "organisation": str(organisation.id),
        "name": "おはなし会",
        "first_on": "2026/12/5",
        "times": "10:00〜11:00",
        "repeats": "once",
        "cost": "free",
        **fields,
    }


def test_a_member_writes_and_it_waits(member: Client, circle: Organisation, joetsu: Municipality) -> None:
    answer = member.post(f"{EVENTS}new/", typed(circle), follow=True)

    assert "窓口が確認すると、町のカレンダーに出ます" in answer.content.decode()
    event = only(joetsu)
    assert (event.name, event.state, event.starts, event.ends) == ("おはなし会", EventState.WAITING, 600, 660)


def test_what_was_typed_stays_beside_its_message(member: Client, circle: Organisation) -> None:
    html = member.post(
        f"{EVENTS}new/", typed(circle, first_on="らいしゅう", name="大すきな会")
    ).content.decode()

    assert "「らいしゅう」は日付として読めません" in html
    assert 'value="大すきな会"' in html
    assert 'value="らいしゅう"' in html


def test_the_days_of_a_round_are_shown_before_they_are_saved(
    member: Client, circle: Organisation, joetsu: Municipality
) -> None:
    asked = typed(circle, first_on="2099/12/1", repeats="weekly", weekdays=["1"], until="2100/3/31")

    html = member.post(f"{EVENTS}new/", asked).content.decode()
    with as_system(joetsu.id):
        assert Event.objects.count() == 0
    days = re.findall(r"<li>(\d+月\d+日（.）)</li>", html)
    seen = re.search(r'name="seen" value="([^"]*)"', html)[1]
    member.post(f"{EVENTS}new/", {**asked, "seen": seen})

    assert days[:2] == ["12月1日（火）", "12月8日（火）"]
    assert len(days) == 14
    assert only(joetsu).rule.label == "毎週火曜"


def test_days_that_were_not_seen_are_shown_first(
    member: Client, circle: Organisation, joetsu: Municipality
) -> None:
    asked = typed(circle, first_on="2099/12/1", repeats="weekly", weekdays=["1"], until="2100/3/31")
    html = member.post(f"{EVENTS}new/", asked).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', html)[1]

    member.post(f"{EVENTS}new/", {**asked, "weekdays": ["2"], "seen": seen})

    with as_system(joetsu.id):
        assert Event.objects.count() == 0


def test_a_round_that_is_too_long_or_empty_is_told_beside_its_field(
    member: Client, circle: Organisation
) -> None:
    long = typed(circle, repeats="weekly", weekdays=["1"], until="2030/3/31", first_on="2028/12/1")
    empty = typed(circle, repeats="monthly_day", days="31", first_on="2099/2/1", until="2099/2/28")

    def saved(asked: dict[str, Any]) -> str:
        html = member.post(f"{EVENTS}new/", asked).content.decode()
        seen = re.search(r'name="seen" value="([^"]*)"', html)[1]
        return member.post(f"{EVENTS}new/", {**asked, "seen": seen}).content.decode()

    assert "くり返しは、最初の日から400日先までにしてください。" in saved(long)
    assert "この決まりでは、行われる日がありません。" in saved(empty)


def test_the_desk_publishes_what_waits(manager: Client, joetsu: Municipality, circle: Organisation) -> None:
    event = made(joetsu, make_waiting_event, circle, name="おはなし会")

    manager.post(f"{EVENTS}{event.id}/", {"step": "publish"})

    assert only(joetsu).state == EventState.PUBLISHED
    assert Client().get(f"/joetsu/events/{event.id}/").status_code == 200


def test_the_desk_writes_and_publishes_at_once(
    manager: Client, joetsu: Municipality, circle: Organisation
) -> None:
    manager.post(f"{EVENTS}new/", typed(circle, publish="1"))

    assert only(joetsu).state == EventState.PUBLISHED


def test_the_desk_gives_back_with_a_reason(
    manager: Client, member: Client, joetsu: Municipality, circle: Organisation
) -> None:
    event = made(joetsu, make_waiting_event, circle)

    without = manager.post(f"{EVENTS}{event.id}/", {"step": "return"}).content.decode()
    manager.post(f"{EVENTS}{event.id}/", {"step": "return", "return-reason": "場所を書いてください"})

    assert "理由を書いてください。" in without
    assert only(joetsu).state == EventState.RETURNED
    assert "場所を書いてください" in member.get(f"{EVENTS}{event.id}/").content.decode()


def test_a_member_calls_off_a_day_and_all_of_it_at_once(
    member: Client, joetsu: Municipality, circle: Organisation
) -> None:
    event = made(joetsu, make_round, circle)

    member.post(f"{EVENTS}{event.id}/", {"step": "day", "on": "2026/12/8", "reason": "会場の工事"})
    member.post(
        f"{EVENTS}{event.id}/", {"step": "day", "on": "R8.12.15", "to": "R8.12.16", "reason": "講師の都合"}
    )
    member.post(f"{EVENTS}{event.id}/", {"step": "cancel", "cancel-reason": "大雪のため"})

    with as_system(joetsu.id):
        assert list(EventDay.objects.order_by("on").values_list("on", "moved_to")) == [
            (date(2026, 12, 8), None),
            (date(2026, 12, 15), date(2026, 12, 16)),
        ]
    assert (only(joetsu).state, only(joetsu).remark) == (EventState.CANCELLED, "大雪のため")


def test_a_day_that_is_none_of_its_days_is_told(
    member: Client, joetsu: Municipality, circle: Organisation
) -> None:
    event = made(joetsu, make_round, circle)

    wrong = member.post(f"{EVENTS}{event.id}/", {"step": "day", "on": "2026/12/9", "reason": "x"})
    nowhere = member.post(
        f"{EVENTS}{event.id}/", {"step": "day", "on": "2026/12/8", "to": "2026/12/15", "reason": "x"}
    )

    assert "その日は、この行事の日ではありません。" in wrong.content.decode()
    assert "変わった先には、この行事のない別の日を書いてください。" in nowhere.content.decode()


def test_a_day_goes_back_to_usual(member: Client, joetsu: Municipality, circle: Organisation) -> None:
    event = made(joetsu, make_round, circle)
    member.post(f"{EVENTS}{event.id}/", {"step": "day", "on": "2026/12/8", "reason": "会場の工事"})

    member.post(f"{EVENTS}{event.id}/", {"step": "restore", "on": "2026-12-08"})

    with as_system(joetsu.id):
        assert not EventDay.objects.exists()


def test_new_words_of_a_member_wait_while_the_old_ones_stand(
    member: Client, manager: Client, joetsu: Municipality, circle: Organisation
) -> None:
    event = made(joetsu, make_event, circle, name="おはなし会")

    member.post(f"{EVENTS}{event.id}/edit/", typed(circle, name="えほんの会"))

    public = f"/joetsu/events/{event.id}/"
    assert "おはなし会" in Client().get(public).content.decode()
    with as_system(joetsu.id):
        revision = Event.objects.get(revises=event)
    page = manager.get(f"{EVENTS}{revision.id}/").content.decode()
    assert ("<del>おはなし会</del>" in page, "<ins>えほんの会</ins>" in page) == (True, True)
    manager.post(f"{EVENTS}{revision.id}/", {"step": "publish"})
    assert (only(joetsu).id, only(joetsu).name) == (event.id, "えほんの会")


def test_a_member_writes_on_where_the_new_words_wait(
    member: Client, joetsu: Municipality, circle: Organisation
) -> None:
    event = made(joetsu, make_event, circle, name="おはなし会")
    made(joetsu, revise_event, event=event, name="えほんの会", by=make_user(), at=TODAY_10AM)

    html = member.get(f"{EVENTS}{event.id}/edit/").content.decode()

    assert 'value="えほんの会"' in html


@pytest.mark.parametrize("step", ["publish", "return", "withdraw", "nonsense"])
def test_a_member_cannot_do_what_is_the_desks(
    member: Client, joetsu: Municipality, circle: Organisation, step: str
) -> None:
    event = made(joetsu, make_event, circle)

    answer = member.post(f"{EVENTS}{event.id}/", {"step": step, "return-reason": "x"})

    assert answer.status_code == 403
    assert only(joetsu).state == EventState.PUBLISHED


def test_a_member_sees_and_changes_only_their_own(
    member: Client, joetsu: Municipality, circle: Organisation
) -> None:
    mine = made(joetsu, make_waiting_event, circle, name="つくしの会")
    other = made(joetsu, make_waiting_event, name="ほかの会")

    html = member.get(EVENTS).content.decode()

    assert ("つくしの会" in html, "ほかの会" in html) == (True, False)
    assert member.get(f"{EVENTS}{mine.id}/").status_code == 200
    assert member.get(f"{EVENTS}{other.id}/").status_code == 404
    assert member.post(f"{EVENTS}{other.id}/edit/", typed(circle)).status_code == 404


def test_the_list_is_narrowed_by_state_and_words(
    manager: Client, joetsu: Municipality, circle: Organisation
) -> None:
    made(joetsu, make_waiting_event, circle, name="待っている会")
    made(joetsu, make_event, circle, name="公開の会")

    waiting = manager.get(f"{EVENTS}?state=waiting").content.decode()
    found = manager.get(f"{EVENTS}?q=公開の").content.decode()

    assert ("待っている会" in waiting, "公開の会" in waiting) == (True, False)
    assert ("待っている会" in found, "公開の会</a>" in found) == (False, True)


def test_a_month_becomes_text_for_the_paper_and_for_posts(
    manager: Client, joetsu: Municipality, circle: Organisation
) -> None:
    event = made(joetsu, make_event, circle, name="おはなし会")

    html = manager.get(f"{EVENTS}text/?month=2026-12").content.decode()

    assert "■おはなし会\n日時  12月5日（土）\n      10:00–11:00" in html
    assert f"http://testserver/joetsu/events/{event.id}/" in html
    assert "この月の行事は、まだありません" in manager.get(f"{EVENTS}text/?month=2027-05").content.decode()


def test_what_waits_stands_on_the_board_of_the_day(
    manager: Client, joetsu: Municipality, circle: Organisation
) -> None:
    before = manager.get("/joetsu/work/desk/").content.decode()
    made(joetsu, make_waiting_event, circle, name="待っている会")

    after = manager.get("/joetsu/work/desk/").content.decode()

    assert ("確認を待つ行事" in before, "確認を待つ行事" in after) == (False, True)
    assert "待っている会" in after


def test_who_edits_nothing_is_not_let_in(joetsu: Municipality, circle: Organisation) -> None:
    assert signed_in(joetsu, circle, CONSULTATION_WORKER).get(EVENTS).status_code == 403
