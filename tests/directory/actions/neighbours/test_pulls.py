"""What a reading changes: copies come, change and go; nothing of ours does."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_service, make_term
from tests.factories.kernel import make_user
from tests.factories.neighbours import make_neighbour, record, take
from tsunagu.directory.actions.neighbours.feed import Refusal, Register, UnreadableFeed
from tsunagu.directory.actions.neighbours.keeping import (
    AlreadyThere,
    TooMany,
    add_neighbour,
    change_neighbour,
    forget_neighbour,
)
from tsunagu.directory.actions.neighbours.pulls import (
    AlreadyReading,
    SwitchedOff,
    begin_pull,
    fail_pull,
    finish_pull,
    order_all,
    order_pull,
)
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Neighbour, NeighbourListing, NeighbourPull, Service
from tsunagu.directory.queries.neighbours import listings_next_door, listings_shown, neighbours
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

TOMORROW = TODAY_10AM + timedelta(days=1)
REFUSED = Refusal("b", "こわれた記録", UnreadableFeed("名前がありません。"))


@pytest.fixture
def nagaoka_next_door(in_joetsu: Municipality) -> Neighbour:
    make_term(Scheme.NEED, "leave_child", "預けたい")
    return make_neighbour(at=TODAY_10AM)


def names(at: datetime = TOMORROW) -> list[str]:
    return [each.name for each in listings_shown(at=at)]


def version_of(town: Municipality) -> int:
    town.refresh_from_db()
    return town.directory_version


def jobs_named(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [name])
        return cursor.fetchone()[0]


def test_copies_come_with_where_they_are_from(nagaoka_next_door: Neighbour) -> None:
    pull = take(nagaoka_next_door, record("a", contacts=[{"id": "c"}]), at=TODAY_10AM)

    [copy] = NeighbourListing.objects.all()
    assert (copy.neighbour, copy.their_id, copy.fetched_at) == (nagaoka_next_door, "a", TODAY_10AM)
    assert (copy.page_url, copy.dropped) == ("https://neighbour.example.jp/services/a/", ["contacts"])
    assert (copy.needs, copy.etag) == (["leave_child"], '"1"')
    assert pull.counts == {"taken": 1, "changed": 0, "unchanged": 0, "gone": 0, "refused": 0}


def test_a_second_reading_says_what_changed_and_what_is_gone(nagaoka_next_door: Neighbour) -> None:
    take(nagaoka_next_door, *map(record, "abcd"), at=TODAY_10AM)

    pull = take(
        nagaoka_next_door,
        record("a"),
        record("b", name="新しい名前"),
        record("e"),
        at=TOMORROW,
        unchanged={"c"},
    )

    assert pull.counts == {"taken": 1, "changed": 1, "unchanged": 2, "gone": 1, "refused": 0}
    assert [(told["id"], told["name"], told["message"]) for told in pull.remarks] == [
        ("d", "ままのまカフェd", "となりのまちの一覧からなくなりました。")
    ]
    kept = NeighbourListing.objects.order_by("their_id").values_list("their_id", "changed_at", "fetched_at")
    assert list(kept) == [
        ("a", TODAY_10AM, TOMORROW),
        ("b", TOMORROW, TOMORROW),
        ("c", TODAY_10AM, TOMORROW),
        ("e", TOMORROW, TOMORROW),
    ]


def test_what_ended_there_goes_here(nagaoka_next_door: Neighbour) -> None:
    take(nagaoka_next_door, record("a"), at=TODAY_10AM)

    pull = take(nagaoka_next_door, at=TOMORROW, ended={"a": "ままのまカフェa"})

    assert (names(), pull.remarks[0]["message"]) == ([], "となりのまちで終わりました。")


def test_a_record_that_is_refused_keeps_its_former_copy_which_grows_old(nagaoka_next_door: Neighbour) -> None:
    take(nagaoka_next_door, record("b"), at=TODAY_10AM)

    pull = take(nagaoka_next_door, at=TOMORROW, refused=[REFUSED])

    assert (pull.counts["refused"], pull.counts["gone"]) == (1, 0)
    assert pull.remarks == [
        {"id": "b", "name": "こわれた記録", "message": "名前がありません。", "places": {}}
    ]
    assert NeighbourListing.objects.get().fetched_at == TODAY_10AM


def test_a_reading_that_fails_changes_nothing_and_says_why(nagaoka_next_door: Neighbour) -> None:
    take(nagaoka_next_door, record("a"), at=TODAY_10AM)
    pull = order_pull(neighbour=nagaoka_next_door, by=None, at=TOMORROW)
    begin_pull(pull_id=pull.id, at=TOMORROW)

    fail_pull(pull_id=pull.id, reason=UnreadableFeed("一覧の形がHSDSと違います。"), at=TOMORROW)

    pull.refresh_from_db()
    assert (pull.state, pull.failure["message"]) == ("failed", "一覧の形がHSDSと違います。")
    assert names() == ["ままのまカフェa"]


@pytest.mark.parametrize(("days", "shown"), [(29, ["ままのまカフェa"]), (30, [])])
def test_what_was_not_heard_for_thirty_days_is_hidden(
    nagaoka_next_door: Neighbour, days: int, shown: list[str]
) -> None:
    take(nagaoka_next_door, record("a"), at=TODAY_10AM)

    later = TODAY_10AM + timedelta(days=days)

    assert names(later) == shown
    assert [one.shown for one in neighbours(at=later)] == [len(shown)]  # type: ignore[attr-defined]
    assert NeighbourListing.objects.count() == 1


def test_a_neighbour_that_is_switched_off_is_not_read_and_not_shown(nagaoka_next_door: Neighbour) -> None:
    take(nagaoka_next_door, record("a"), at=TODAY_10AM)
    change_neighbour(
        neighbour=nagaoka_next_door, name="長岡市", licence="", is_on=False, by=make_user(), at=TOMORROW
    )

    with pytest.raises(SwitchedOff):
        order_pull(neighbour=nagaoka_next_door, by=None, at=TOMORROW)
    order_all(at=TOMORROW)

    assert (names(), NeighbourPull.objects.count()) == ([], 1)


def test_two_orders_make_one_reading(nagaoka_next_door: Neighbour) -> None:
    order_pull(neighbour=nagaoka_next_door, by=None, at=TODAY_10AM)

    with pytest.raises(AlreadyReading):
        order_pull(neighbour=nagaoka_next_door, by=None, at=TODAY_10AM + timedelta(minutes=5))
    order_all(at=TODAY_10AM + timedelta(minutes=6))

    assert (NeighbourPull.objects.count(), jobs_named("neighbours.pull")) == (1, 1)


def test_a_reading_whose_worker_was_killed_makes_room(nagaoka_next_door: Neighbour) -> None:
    lost = order_pull(neighbour=nagaoka_next_door, by=None, at=TODAY_10AM)

    order_pull(neighbour=nagaoka_next_door, by=None, at=TODAY_10AM + timedelta(minutes=31))

    lost.refresh_from_db()
    assert (lost.state, NeighbourPull.objects.filter(state="waiting").count()) == ("failed", 1)
    assert begin_pull(pull_id=lost.id, at=TOMORROW) is None


def test_a_reading_is_begun_once(nagaoka_next_door: Neighbour) -> None:
    pull = order_pull(neighbour=nagaoka_next_door, by=None, at=TODAY_10AM)

    begun = [begin_pull(pull_id=pull.id, at=TODAY_10AM) for _turn in range(2)]

    assert [one is not None for one in begun] == [True, False]


def test_the_nights_round_asks_every_neighbour_and_forgets_old_reports(nagaoka_next_door: Neighbour) -> None:
    make_neighbour("妙高市", at=TODAY_10AM)
    take(nagaoka_next_door, record("a"), at=TODAY_10AM - timedelta(days=401))

    order_all(at=TODAY_10AM)

    assert list(NeighbourPull.objects.values_list("state", flat=True)) == ["waiting", "waiting"]


def test_a_reading_of_a_neighbour_that_was_forgotten_meanwhile_writes_nothing(
    nagaoka_next_door: Neighbour,
) -> None:
    pull = order_pull(neighbour=nagaoka_next_door, by=None, at=TODAY_10AM)
    begin_pull(pull_id=pull.id, at=TODAY_10AM)
    forget_neighbour(neighbour=nagaoka_next_door, by=make_user(), at=TODAY_10AM)

    assert finish_pull(pull_id=pull.id, register=Register(), at=TODAY_10AM) is None


def test_forgetting_takes_every_copy_and_every_report(nagaoka_next_door: Neighbour) -> None:
    take(nagaoka_next_door, record("a"), record("b"), at=TODAY_10AM)
    ours = make_service()

    gone = forget_neighbour(neighbour=nagaoka_next_door, by=make_user(), at=TODAY_10AM)

    left = [model.objects.count() for model in (Neighbour, NeighbourPull, NeighbourListing)]
    assert (gone, left, list(Service.objects.all())) == (2, [0, 0, 0], [ours])
    assert WriteEntry.objects.filter(event="directory.neighbour_forgotten").count() == 1


def test_kept_pages_are_drawn_anew_when_copies_changed_and_only_then(
    nagaoka_next_door: Neighbour, joetsu: Municipality
) -> None:
    versions = [version_of(joetsu)]
    for told in (record("a"), record("a"), record("a", name="新しい名前")):
        take(nagaoka_next_door, told, at=TODAY_10AM)
        versions.append(version_of(joetsu))

    assert [later - earlier for earlier, later in pairwise(versions)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("text", "needs", "found"),
    [
        ("カフェ", (), 1), ("ｶﾌｪ 見本", (), 1), ("お茶", ("leave_child",), 1), ("", ("leave_child",), 1),
        ("ない言葉", (), 0), ("カフェ ない言葉", (), 0), ("カフェ", ("talk",), 0),
    ],
)  # fmt: skip
def test_every_word_and_every_need_must_fit(
    nagaoka_next_door: Neighbour, text: str, needs: tuple[str, ...], found: int
) -> None:
    take(nagaoka_next_door, record("a"), at=TODAY_10AM)

    assert len(listings_next_door(at=TODAY_10AM, text=text, needs=needs, most=5)) == found


def test_another_town_sees_nothing_of_our_neighbours(
    nagaoka_next_door: Neighbour, nagaoka: Municipality
) -> None:
    take(nagaoka_next_door, record("a"), at=TODAY_10AM)

    with as_system(nagaoka.id, at=TODAY_10AM):
        seen = [model.objects.count() for model in (Neighbour, NeighbourPull, NeighbourListing)]

    assert (seen, NeighbourListing.objects.count()) == ([0, 0, 0], 1)


def test_one_register_is_read_under_one_name(nagaoka_next_door: Neighbour) -> None:
    with pytest.raises(AlreadyThere):
        add_neighbour(
            name="べつの名前", api_url=f"{nagaoka_next_door.api_url}/", licence="", by=None, at=TODAY_10AM
        )


def test_a_town_has_so_many_neighbours(in_joetsu: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagu.directory.actions.neighbours.keeping.MOST_NEIGHBOURS", 1)
    made: dict[str, Any] = {"licence": "", "by": None, "at": TODAY_10AM}
    add_neighbour(name="長岡市", api_url="https://a.example.jp", **made)

    with pytest.raises(TooMany):
        add_neighbour(name="妙高市", api_url="https://b.example.jp", **made)
