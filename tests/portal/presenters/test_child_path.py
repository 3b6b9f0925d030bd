"""One child's way: what fits today, what comes next, and on which day."""

from datetime import date
from uuid import UUID

import pytest

from tsunagu.directory.queries.listing import Listing, Term
from tsunagu.kernel.identifiers import new_id
from tsunagu.portal.presenters.child_path import Span, path_of, spans_of

TODAY = date(2026, 11, 20)
STAGES = {"newborn": (0, 3), "infant": (0, 11), "toddler": (12, 35), "preschool": (36, 83)}


def _listing(*stages: str, first: int | None = None, last: int | None = None) -> Listing:
    return Listing(
        id=new_id(),
        name="ひろば",
        organisation_id=new_id(),
        organisation_name="会",
        minimum_age_months=first,
        maximum_age_months=last,
        terms=tuple(Term(name=key, scheme="stage", key=key) for key in stages),
    )


@pytest.mark.parametrize(
    ("listing", "months"),
    [
        (_listing("newborn", first=0, last=11), (0, 11)),
        (_listing("pregnancy", "newborn", first=0, last=11), (-10, 11)),
        (_listing("pregnancy"), (-10, -1)),
        (_listing("infant", "preschool", "family"), (0, 83)),
        (_listing(last=35), (0, 35)),
        (_listing(first=12), (12, None)),
    ],
)
def test_a_span_follows_from_ages_else_from_stages(listing: Listing, months: tuple[int, int | None]) -> None:
    assert spans_of([listing], STAGES) == [Span(listing.id, *months)]


@pytest.mark.parametrize("listing", [_listing(), _listing("family"), _listing("parent", "elderly")])
def test_what_does_not_say_whom_it_is_for_stands_on_nobodys_way(listing: Listing) -> None:
    assert spans_of([listing], STAGES) == []


def _spans(**months: tuple[int, int | None]) -> tuple[list[Span], dict[UUID, str]]:
    spans = {name: Span(new_id(), *span) for name, span in months.items()}
    return list(spans.values()), {span.service_id: name for name, span in spans.items()}


def test_today_begins_with_what_ends_soonest() -> None:
    spans, names = _spans(駅=(0, 83), ままのま=(0, 11), ままりら=(-10, 11), 窓口=(-10, None), 学童=(72, 155))

    path = path_of(spans, born_on=date(2026, 10, 1), is_born=True, today=TODAY)

    assert [names[one] for one in path.now] == ["ままりら", "ままのま"]
    assert [names[one] for one in path.lasting] == ["駅", "窓口"]


@pytest.mark.parametrize(
    ("today", "fits"),
    [
        (date(2026, 11, 19), False),
        (date(2026, 11, 20), True),
        (date(2027, 11, 19), True),
        (date(2027, 11, 20), False),
    ],
)
def test_a_span_holds_from_its_first_day_to_the_day_before_the_next_month(today: date, fits: bool) -> None:
    spans, _ = _spans(教室=(6, 17))

    path = path_of(spans, born_on=date(2026, 5, 20), is_born=True, today=today)

    assert bool(path.now) == fits


def test_what_comes_next_is_told_with_the_day_on_which_it_begins() -> None:
    spans, names = _spans(離乳食=(5, 11), 一時預かり=(6, 71), 幼稚園=(36, 83), 二歳の会=(24, 35))

    path = path_of(spans, born_on=date(2026, 9, 30), is_born=True, today=TODAY)

    ahead = [(step.months, step.day, [names[one] for one in step.service_ids]) for step in path.ahead]
    assert ahead == [
        (5, date(2027, 3, 1), ["離乳食"]),
        (6, date(2027, 3, 30), ["一時預かり"]),
        (24, date(2028, 9, 30), ["二歳の会"]),
    ]


def test_before_the_birth_the_time_of_pregnancy_is_today_and_the_birth_is_next() -> None:
    spans, names = _spans(両親学級=(-10, -1), ままりら=(-10, 11), ままのま=(0, 11), 駅=(0, 83))

    path = path_of(spans, born_on=date(2027, 1, 10), is_born=False, today=TODAY)

    assert [names[one] for one in path.now] == ["両親学級", "ままりら"]
    assert [(step.day, [names[one] for one in step.service_ids]) for step in path.ahead] == [
        (date(2027, 1, 10), ["ままのま", "駅"])
    ]


def test_days_that_decide_something_are_told_while_they_lie_ahead() -> None:
    path = path_of([], born_on=date(2024, 4, 1), is_born=True, today=TODAY)

    # Born on 1 April: a class earlier than the neighbour born a day later.
    assert [(each.code, each.day) for each in path.milestones] == [
        ("third_birthday_minus_two", date(2027, 3, 30)),
        ("school", date(2030, 4, 1)),
    ]
