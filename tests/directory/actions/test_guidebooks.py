"""An edition is asked for once, made once, and never changes after that."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_organisation, make_term
from tests.factories.guidebooks import make_guidebook
from tests.factories.kernel import acting_as, make_user
from tsunagu.directory.actions.guidebooks import (
    NotReady,
    fail_guidebook,
    note_progress,
    order_guidebook,
    publish_guidebook,
    withdraw_guidebook,
)
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Guidebook, GuidebookState
from tsunagu.directory.queries.guidebooks import Coverage, current_editions, edition
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def takahashi(in_joetsu: Municipality) -> User:
    return make_user("高橋 まこと")


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="guidebook.print").count()


def test_two_clicks_ask_for_one_book(takahashi: User) -> None:
    first, is_new = order_guidebook(coverage=Coverage(), by=takahashi, at=TODAY_10AM)
    second, is_new_again = order_guidebook(coverage=Coverage(), by=takahashi, at=TODAY_10AM)

    assert (first.id, is_new, is_new_again, jobs()) == (second.id, True, False, 1)


def test_another_age_language_or_district_is_another_book(takahashi: User) -> None:
    covered = [
        Coverage(),
        Coverage(language="ja-easy"),
        Coverage(district=make_district()),
        Coverage(stage=make_term(Scheme.STAGE, "infant", "0歳")),
    ]

    made = {order_guidebook(coverage=one, by=takahashi, at=TODAY_10AM)[0].id for one in covered}

    assert (len(made), jobs()) == (4, 4)


def test_a_finished_book_can_be_made_anew(takahashi: User) -> None:
    first = make_guidebook(by=takahashi, at=TODAY_10AM)

    second, is_new = order_guidebook(coverage=Coverage(), by=takahashi, at=TODAY_10AM)

    assert (is_new, second.id == first.id) == (True, False)


def test_a_making_that_died_does_not_stand_in_the_way_for_ever(takahashi: User) -> None:
    dead, _ = order_guidebook(coverage=Coverage(), by=takahashi, at=TODAY_10AM)

    _, too_soon = order_guidebook(coverage=Coverage(), by=takahashi, at=TODAY_10AM + timedelta(minutes=14))
    _, is_new = order_guidebook(coverage=Coverage(), by=takahashi, at=TODAY_10AM + timedelta(minutes=15))

    dead.refresh_from_db()
    assert (too_soon, is_new, dead.state) == (False, True, GuidebookState.FAILED)


def test_progress_is_noted_while_it_is_made_and_no_longer(takahashi: User) -> None:
    book, _ = order_guidebook(coverage=Coverage(), by=takahashi, at=TODAY_10AM)
    later = TODAY_10AM + timedelta(seconds=5)
    note_progress(guidebook_id=book.id, state=GuidebookState.GATHERING, done=20, listings=61, at=later)
    book.refresh_from_db()
    assert (book.state, book.done, book.listings, book.noted_at) == ("gathering", 20, 61, later)

    fail_guidebook(guidebook=book, reason="字がない", at=later)
    note_progress(guidebook_id=book.id, state=GuidebookState.TYPESETTING, done=61, listings=61, at=later)

    book.refresh_from_db()
    assert (book.state, book.failure) == ("failed", "字がない")


def test_what_is_not_finished_cannot_be_given_to_families(takahashi: User) -> None:
    book, _ = order_guidebook(coverage=Coverage(), by=takahashi, at=TODAY_10AM)

    with pytest.raises(NotReady):
        publish_guidebook(guidebook=book, by=takahashi, at=TODAY_10AM)


def test_publishing_raises_the_version_by_which_pages_are_kept_and_is_journalled(
    in_joetsu: Municipality, takahashi: User
) -> None:
    book = make_guidebook(by=takahashi, at=TODAY_10AM)
    before = Municipality.objects.get(id=in_joetsu.id).directory_version

    publish_guidebook(guidebook=book, by=takahashi, at=TODAY_10AM)

    assert Municipality.objects.get(id=in_joetsu.id).directory_version == before + 1
    events = WriteEntry.objects.filter(record_id=book.id).order_by("id").values_list("event", "by_id")
    assert list(events) == [
        ("directory.guidebook_ordered", takahashi.id),
        ("directory.guidebook_made", None),
        ("directory.guidebook_published", takahashi.id),
    ]


def test_families_take_the_newest_of_each_kind_and_the_one_before_it_when_that_is_taken_back(
    takahashi: User,
) -> None:
    spring = make_guidebook(by=takahashi, at=TODAY_10AM)
    autumn = make_guidebook(by=takahashi, at=TODAY_10AM)
    easy = make_guidebook(Coverage(language="ja-easy"), by=takahashi, at=TODAY_10AM)
    make_guidebook(Coverage(district=make_district()), by=takahashi, at=TODAY_10AM)
    for days, book in enumerate((spring, autumn, easy)):
        publish_guidebook(guidebook=book, by=takahashi, at=TODAY_10AM + timedelta(days=days))

    assert [one.id for one in current_editions()] == [autumn.id, easy.id]

    withdraw_guidebook(guidebook=autumn, by=takahashi, at=TODAY_10AM)

    assert [one.id for one in current_editions()] == [spring.id, easy.id]


def test_a_visitor_sees_only_what_is_published_and_a_colleague_all(takahashi: User) -> None:
    hidden = make_guidebook(by=takahashi, at=TODAY_10AM)
    shown = make_guidebook(by=takahashi, at=TODAY_10AM)
    publish_guidebook(guidebook=shown, by=takahashi, at=TODAY_10AM)
    colleague = acting_as(takahashi, make_organisation().id)

    with acting(Acting(town=shown.municipality_id, moment=TODAY_10AM)):
        seen_by_visitor = [edition(one.id) is not None for one in (hidden, shown)]
    with acting(colleague):
        seen_by_colleague = [edition(one.id) is not None for one in (hidden, shown)]

    assert (seen_by_visitor, seen_by_colleague) == ([False, True], [True, True])


def test_the_neighbours_see_none_of_it(takahashi: User, nagaoka: Municipality) -> None:
    book = make_guidebook(by=takahashi, at=TODAY_10AM)
    publish_guidebook(guidebook=book, by=takahashi, at=TODAY_10AM)

    with acting(Acting(town=nagaoka.id, user=takahashi.id, moment=TODAY_10AM)):
        seen = Guidebook.objects.count()

    assert seen == 0
