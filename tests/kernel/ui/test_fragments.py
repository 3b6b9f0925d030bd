"""What a process keeps for a while, and what leaves first."""

from collections.abc import Callable

import pytest

from tsunagu.kernel.ui.fragments import Fragments

Clock = Callable[[float], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the seconds since the machine started."""

    def stands_at(seconds: float) -> None:
        monkeypatch.setattr("tsunagu.kernel.ui.fragments.time.monotonic", lambda: seconds)

    stands_at(0)
    return stands_at


def test_what_was_kept_is_the_very_same_until_its_time_is_over(clock: Clock) -> None:
    fragments, words = Fragments(most=9), ["預ける"]
    fragments.set("words", words, 60)

    clock(59.9)
    before = fragments.get("words")
    clock(60)

    assert (before is words, fragments.get("words")) == (True, None)


def test_many_are_asked_for_at_once_and_only_what_is_there_comes() -> None:
    fragments = Fragments(most=9)
    fragments.set_many({"a": 1, "b": 2}, 60)

    assert fragments.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}


def test_the_longest_kept_leave_first_and_what_is_kept_anew_counts_as_new() -> None:
    fragments = Fragments(most=2)
    for key in ("a", "b", "a", "c"):
        fragments.set(key, key, 60)

    assert fragments.get_many("abc") == {"a": "a", "c": "c"}


def test_what_is_over_takes_no_room(clock: Clock) -> None:
    fragments = Fragments(most=9)
    fragments.set_many({"a": 1, "b": 2}, 60)

    clock(61)
    fragments.set("c", 3, 60)

    assert len(fragments) == 1


def test_nothing_is_there_after_clearing() -> None:
    fragments = Fragments(most=9)
    fragments.set("a", 1, 60)

    fragments.clear()

    assert fragments.get("a") is None
