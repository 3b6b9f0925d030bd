"""A flood stops, for one sender and for a town; nobody is followed from one hour to the next."""

from datetime import timedelta

import pytest

from tests.conftest import TODAY_10AM
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.visitors.counting import Limit, TooMany, count_sender
from tsunagu.kernel.visitors.models import SenderCount

LIMIT = Limit("test", per_sender=2, per_town=3)


def send(sender: str, *, limit: Limit = LIMIT, later: timedelta = timedelta()) -> None:
    count_sender(limit, sender=sender, at=TODAY_10AM + later)


@pytest.mark.usefixtures("in_joetsu")
class TestCounting:
    def test_a_sender_reaches_its_limit_and_has_a_new_hour_afterwards(self) -> None:
        send("a")
        send("a")

        with pytest.raises(TooMany):
            send("a")
        send("a", later=timedelta(hours=1))

    def test_a_town_reaches_its_limit_by_many_senders(self) -> None:
        for sender in ("a", "b", "c"):
            send(sender)

        with pytest.raises(TooMany):
            send("d")

    def test_what_is_refused_is_not_counted(self) -> None:
        send("a", limit=Limit("test", per_sender=1))
        with pytest.raises(TooMany):
            send("a", limit=Limit("test", per_sender=1))

        assert SenderCount.objects.get().count == 1

    def test_each_kind_is_counted_by_itself(self) -> None:
        send("a", limit=Limit("one", per_sender=1))
        send("a", limit=Limit("another", per_sender=1))

        assert sorted(SenderCount.objects.values_list("kind", "count")) == [("another", 1), ("one", 1)]

    def test_the_sender_is_not_kept_and_not_the_same_an_hour_later(self) -> None:
        sender = "203.0.113.7"
        send(sender)
        send(sender, later=timedelta(hours=1))

        kept = set(SenderCount.objects.values_list("sender", flat=True))
        assert (len(kept), [one for one in kept if sender in one]) == (2, [])

    def test_counts_are_forgotten_after_a_day(self) -> None:
        send("a")
        send("b", later=timedelta(days=2))

        assert SenderCount.objects.count() == 1


def test_a_neighbours_flood_is_not_ours(joetsu: Municipality, nagaoka: Municipality) -> None:
    for town in (joetsu, nagaoka):
        with as_system(town.id, at=TODAY_10AM):
            send("a", limit=Limit("test", per_sender=1, per_town=1))
            assert SenderCount.objects.count() == 1
