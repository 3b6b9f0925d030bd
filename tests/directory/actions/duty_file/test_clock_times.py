"""Times of day as offices write them."""

import pytest

from tsunagu.directory.actions.duty_file.clock_times import BadClockTime, clock_words, read_clock, read_span


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("9:00", 540),
        ("09:00", 540),
        ("９：００", 540),
        ("9時", 540),
        ("９時半", 570),
        ("9時05分", 545),
        ("午前9時", 540),
        ("午後5時30分", 1050),
        ("PM 5:30", 1050),
        ("午後0時", 720),
        ("午後13時", 780),
        ("正午", 720),
        ("0900", 540),
        ("17", 1020),
        ("9:00:00", 540),
        ("24:00", 1440),
        ("25:30", 1530),
        ("翌6:00", 1800),
        ("翌日6時", 1800),
        ("9時から", 540),
        ("17時まで", 1020),
    ],
)
def test_a_time_is_read(written: str, minute: int) -> None:
    assert read_clock(written) == minute


@pytest.mark.parametrize(
    "written", ["", "朝", "9:60", "9:5", "99時", "午後12時", "午前12時", "-9:00", "翌99:00"]
)
def test_what_is_no_time_or_two_times_is_refused(written: str) -> None:
    with pytest.raises(BadClockTime):
        read_clock(written)


@pytest.mark.parametrize(
    "written",
    ["9:00-17:00", "9:00〜17:00", "９時～１７時", "9時から17時まで", "午前9時―午後5時", "9:00 – 17:00"],
)
def test_a_span_is_read(written: str) -> None:
    assert read_span(written) == (540, 1020)


@pytest.mark.parametrize("written", ["9:00", "9:00-12:00-17:00", "-", ""])
def test_what_is_no_span_is_refused(written: str) -> None:
    with pytest.raises(BadClockTime):
        read_span(written)


@pytest.mark.parametrize(("minute", "words"), [(540, "9:00"), (1440, "24:00"), (1800, "翌6:00"), (0, "0:00")])
def test_a_time_is_written_as_it_is_read(minute: int, words: str) -> None:
    assert clock_words(minute) == words
    assert read_clock(words) == minute
