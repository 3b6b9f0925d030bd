"""Why a question found a listing, in words."""

import pytest

from tsunagu.directory.presenters.reasons import Reason as Chip
from tsunagu.directory.queries.search import Reason, ReasonKind
from tsunagu.portal.presenters.reasons import MOST_SHOWN, chips_of

WORDS = {("need", "talk"): "相談したい"}


def test_a_need_is_named_and_a_term_nobody_names_is_left_out() -> None:
    reasons = [Reason(ReasonKind.NEED, "悩み", "talk"), Reason(ReasonKind.NEED, "悩み", "gone")]

    assert chips_of(reasons, [], words=WORDS) == [Chip("相談したい")]


def test_the_questions_reasons_come_first_and_what_is_unknown_last() -> None:
    reasons = [Reason(ReasonKind.AGE_UNKNOWN), Reason(ReasonKind.OPEN_THEN)]

    chips = chips_of(reasons, [Chip("無料", warm=True)], words={})

    assert [chip.label for chip in chips] == ["その時間に開いています", "無料", "年齢は確認中"]


def test_the_same_words_are_said_once() -> None:
    usual = [Chip("年齢は確認中", unknown=True)]

    assert chips_of([Reason(ReasonKind.AGE_UNKNOWN)], usual, words={}) == usual


def test_a_card_is_not_covered_with_chips() -> None:
    assert len(chips_of([], [Chip(str(number)) for number in range(9)], words={})) == MOST_SHOWN


@pytest.mark.parametrize(("metres", "words"), [(20, "100メートル"), (749, "700メートル"), (1234, "1.2キロ")])
def test_a_distance_is_said_as_one_would_walk_it(metres: int, words: str) -> None:
    assert chips_of([Reason(ReasonKind.DISTANCE, metres=metres)], [], words={}) == [Chip(words, warm=True)]
