"""Days of a hand-over in the reader's language."""

from datetime import date

import pytest
from django.utils.translation import override

from tsunagu.desk.models.referral_choices import StatusReason, TaskStatus
from tsunagu.desk.presenters.referral import section_pairs, short_day

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("language", "today", "words"),
    [
        ("ja", date(2026, 11, 20), "11月26日（木）"),
        ("ja", date(2026, 11, 25), "明日"),
        ("ja", date(2026, 11, 29), "11月26日（木・3日前）"),
        ("ja-easy", date(2026, 11, 29), "11月26日（木・3日前）"),
        ("en", date(2026, 11, 20), "Thu 26 Nov"),
        ("en", date(2026, 11, 29), "Thu 26 Nov (3 d ago)"),
    ],
)
def test_a_day_is_said_in_the_readers_language(language: str, today: date, words: str) -> None:
    with override(language):
        assert short_day(THURSDAY, today) == words


def test_the_words_of_choices_follow_the_reader() -> None:
    assert str(TaskStatus.REQUESTED.label) == "返事待ち"
    with override("en"):
        assert str(StatusReason.FULL.label) == "Full, no place free"
        assert section_pairs({"names": "佐藤"}) == [{"label": "Names of the family", "value": "佐藤"}]
