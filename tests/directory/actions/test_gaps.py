"""A search that came to nothing is counted without whoever asked, and settled by a colleague."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from django.utils.timezone import localdate

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk
from tests.factories.kernel import acting_as, make_posting, make_user
from tsunagu.directory.actions.gaps import (
    KEPT_FOR,
    NothingDecided,
    forget_old_gaps,
    note_gap,
    settle_gap,
)
from tsunagu.directory.choices import GapChoice, GapKind
from tsunagu.directory.jobs import forget_gaps
from tsunagu.directory.models import gaps
from tsunagu.directory.models.gaps import LONGEST_QUESTION, GapDecision, SearchGap
from tsunagu.directory.queries.gaps import gaps_by_month, open_gaps
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, DESK_MANAGER, Role

pytestmark = [pytest.mark.django_db]


def asked(
    text: str, *, days: int = 0, times: int = 1, kind: GapKind = GapKind.NOTHING, **more: object
) -> bool:
    at = TODAY_10AM + timedelta(days=days)
    counted = [note_gap(kind=kind, text=text, at=at, **more) for _ in range(times)]
    return all(counted)


def waiting() -> list[str]:
    return [gap.question for gap in open_gaps()]


def test_a_visitor_adds_to_a_count_that_no_visitor_can_read(joetsu: Municipality) -> None:
    with acting(Acting(town=joetsu.id, moment=TODAY_10AM)):
        asked("森のようちえん", times=2)
        seen_by_a_visitor = SearchGap.objects.count()
    with as_system(joetsu.id, at=TODAY_10AM):
        rows = list(SearchGap.objects.values_list("day", "kind", "question", "filters", "times"))

    assert seen_by_a_visitor == 0
    assert rows == [(localdate(TODAY_10AM), "nothing", "森のようちえん", "", 2)]


def test_nothing_of_who_asked_is_in_the_table() -> None:
    assert {field.name for field in SearchGap._meta.fields} == {
        "id", "municipality", "day", "kind", "question", "filters", "times",
    }  # fmt: skip


@pytest.mark.parametrize(("role", "sees"), [(DESK_MANAGER, 1), (CONSULTATION_WORKER, 0)])
def test_only_those_who_keep_words_or_the_register_read_it(
    in_joetsu: Municipality, role: Role, sees: int
) -> None:
    desk, user = make_desk(), make_user()
    make_posting(user, desk.id, role)
    asked("森のようちえん")

    with acting(acting_as(user, desk.id)):
        assert SearchGap.objects.count() == sees


def test_a_row_cannot_be_written_past_the_counter(joetsu: Municipality) -> None:
    with (
        acting(Acting(town=joetsu.id, moment=TODAY_10AM)),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        SearchGap.objects.create(day=localdate(TODAY_10AM), kind="nothing", question="x", times=1000)


def test_towns_count_apart(joetsu: Municipality, nagaoka: Municipality) -> None:
    for town in (joetsu, nagaoka):
        with acting(Acting(town=town.id, moment=TODAY_10AM)):
            asked("森のようちえん")
    with as_system(joetsu.id, at=TODAY_10AM):
        assert SearchGap.objects.count() == 1


def test_spellings_of_one_question_are_one(in_joetsu: Municipality) -> None:
    for text in ("モリの ようちえん", "もりの　ようちえん", " ﾓﾘﾉ ﾖｳﾁｴﾝ "):
        asked(text)

    assert list(SearchGap.objects.values_list("times", flat=True)) == [3]


@pytest.mark.parametrize(
    "text",
    [
        "025-526-5111",
        "09012345678 折り返し",
        "2024/5/1 生まれ",
        "haha@example.jp",
        "あ" * (LONGEST_QUESTION + 1),
        "・",
    ],
)
def test_what_may_be_somebodys_own_is_not_counted(in_joetsu: Municipality, text: str) -> None:
    assert (asked(text), SearchGap.objects.count()) == (False, 0)


def test_a_machine_that_makes_up_words_fills_a_day_and_no_more(
    in_joetsu: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"< {gaps.MOST_A_DAY}" in gaps.COUNT_STATEMENTS[1]
    SearchGap.objects.bulk_create(
        SearchGap(day=localdate(TODAY_10AM), kind="nothing", question=f"語{number}")
        for number in range(gaps.MOST_A_DAY)
    )

    asked("もう一つ")
    asked("あしたの一つ", days=1)

    assert SearchGap.objects.filter(question__endswith="一つ").count() == 1


def test_a_page_does_not_fail_when_the_count_does(
    in_joetsu: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tsunagu.directory.actions.gaps._COUNT", "SELECT no_such_function(%s, %s, %s, %s)")

    assert asked("森のようちえん") is False
    assert SearchGap.objects.count() == 0


@pytest.mark.parametrize(
    ("days_and_times", "is_shown"),
    [([(0, 2)], False), ([(0, 9)], False), ([(0, 1), (1, 1)], False), ([(0, 2), (1, 1)], True)],
)
def test_a_question_is_shown_from_three_askings_on_two_days(
    in_joetsu: Municipality, days_and_times: list[tuple[int, int]], is_shown: bool
) -> None:
    for days, times in days_and_times:
        asked("森のようちえん", days=days, times=times)

    assert waiting() == (["森のようちえん"] if is_shown else [])


def test_the_most_asked_comes_first_and_tells_its_days_and_filters(in_joetsu: Municipality) -> None:
    for days in (0, 1):
        asked("森のようちえん", days=days, times=2, kind=GapKind.SIMILAR)
        asked("", days=days, times=5, kind=GapKind.FILTERED, filters=["free", "need:talk"])

    first, second = open_gaps()
    assert (first.filters, first.times, first.days, first.kind) == (
        ("free", "need:talk"), 10, 2, GapKind.NOTHING,
    )  # fmt: skip
    assert (second.question, second.kind, second.last_day) == (
        "森のようちえん", GapKind.SIMILAR, localdate(TODAY_10AM) + timedelta(days=1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ([GapKind.SIMILAR, GapKind.WRONG_WAY], GapKind.WRONG_WAY),
        ([GapKind.WRONG_WAY, GapKind.FILTERED], GapKind.NOTHING),
    ],
)
def test_of_several_ways_to_come_to_nothing_the_worst_is_told(
    in_joetsu: Municipality, kinds: list[GapKind], told: GapKind
) -> None:
    for days, kind in enumerate(kinds):
        asked("森のようちえん", days=days, times=2, kind=kind)

    assert [gap.kind for gap in open_gaps()] == [told]


@pytest.mark.parametrize(("choice", "comes_back"), [(GapChoice.SYNONYM, True), (GapChoice.FINE, False)])
def test_what_is_settled_leaves_the_queue_until_it_is_asked_again(
    in_joetsu: Municipality, choice: GapChoice, comes_back: bool
) -> None:
    for days in (0, 1):
        asked("森のようちえん", days=days, times=2)
    settle_gap(
        choice=choice,
        question="森のようちえん",
        note="聞いた",
        by=make_user(),
        at=TODAY_10AM + timedelta(days=1),
    )
    after_deciding = waiting()
    for days in (2, 3):
        asked("森のようちえん", days=days, times=2)

    assert after_deciding == []
    assert waiting() == (["森のようちえん"] if comes_back else [])
    assert WriteEntry.objects.filter(event="directory.gap_settled").count() == 1


@pytest.mark.parametrize("about", [{}, {"need": "talk", "question": "x"}])
def test_a_decision_is_about_one_thing(in_joetsu: Municipality, about: dict[str, str]) -> None:
    by = make_user()

    with pytest.raises(NothingDecided):
        settle_gap(choice=GapChoice.FINE, by=by, at=TODAY_10AM, **about)
    with pytest.raises(IntegrityError), transaction.atomic():
        GapDecision.objects.create(choice=GapChoice.FINE, by=by, at=TODAY_10AM, **about)


def test_counts_go_after_four_hundred_days(in_joetsu: Municipality) -> None:
    asked("きのうまで")
    asked("まだある", days=1)
    later = localdate(TODAY_10AM) + KEPT_FOR + timedelta(days=1)

    assert forget_old_gaps(today=later) == 1
    assert list(SearchGap.objects.values_list("question", flat=True)) == ["まだある"]


def test_every_night_the_old_ones_are_forgotten(in_joetsu: Municipality) -> None:
    asked("きのうまで")

    forget_gaps(at=TODAY_10AM + KEPT_FOR + timedelta(days=1))

    assert not SearchGap.objects.exists()


def test_a_year_is_summed_by_month_and_keeps_few_askings_to_itself(in_joetsu: Municipality) -> None:
    for days in (0, 1, 20):
        asked("森のようちえん", days=days)
    asked("ひとりだけ")
    day = localdate(TODAY_10AM)

    assert gaps_by_month(day, day + timedelta(days=60)) == {("森のようちえん", ""): {11: 2, 12: 1}}
