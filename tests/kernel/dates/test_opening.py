"""Opening rules of real places, and the moments at which they matter."""

from datetime import UTC, date, datetime

import pytest

from tsunagu.kernel.dates.opening import closes_at, hours_on, is_open, next_opening
from tsunagu.kernel.dates.opening_rule import (
    ALWAYS_OPEN,
    CLOSED,
    LAST,
    YEAR_END,
    BadOpeningRule,
    DateException,
    HolidayPolicy,
    Interval,
    NthWeekday,
    OpeningRule,
    YearlyRange,
    read_hours,
    week,
)

JOETSU = OpeningRule(week({"月火水木金土日": "9:00-16:30"}), nth=(NthWeekday(1, (2, 4)),), year_end=YEAR_END)
TOWN_HALL = OpeningRule(week({"月火水木金": "8:30-17:15"}), holidays=HolidayPolicy.CLOSED, year_end=YEAR_END)
NIGHT_CLINIC = OpeningRule(week({"月火水木金土日": "22:00-翌6:00"}))
LUNCH_BREAK = OpeningRule(week({"月火水木金": ["9:00-12:00", "13:00-16:00"]}))
TIMES_UNKNOWN = OpeningRule(week({"月火水木金": None}), holidays=HolidayPolicy.CLOSED)


def saitama(*closed, weekly="月火水木金土日", **more):
    """A centre with the closures that all ten of one city share: 祝日, 年末年始, 5th Sundays."""
    return OpeningRule(
        week({weekly: "10:00-17:00"}),
        nth=(*closed, NthWeekday(6, (5,))),
        holidays=more.pop("holidays", HolidayPolicy.CLOSED),
        year_end=YEAR_END,
        **more,
    )


REAL_RULES = {
    "week of seven days but 2nd and 4th Tuesdays and 年末年始": (
        JOETSU,
        [date(2026, 11, 17), date(2026, 11, 23), date(2026, 12, 28)],
        [date(2026, 11, 10), date(2026, 11, 24), date(2026, 12, 29), date(2027, 1, 3)],
    ),
    "1st and 3rd Thursdays": (
        saitama(NthWeekday(3, (1, 3))),
        [date(2026, 11, 12), date(2026, 11, 26), date(2026, 11, 22)],
        [date(2026, 11, 5), date(2026, 11, 19), date(2026, 11, 23), date(2026, 11, 29)],
    ),
    "2nd and 4th Wednesdays": (
        saitama(NthWeekday(2, (2, 4))),
        [date(2026, 11, 4), date(2026, 11, 18)],
        [date(2026, 11, 11), date(2026, 11, 25)],
    ),
    "every 5th Sunday": (
        saitama(),
        [date(2026, 11, 22), date(2026, 12, 27)],
        [date(2026, 11, 29), date(2026, 8, 30)],
    ),
    "2nd Tuesday and the days off of the building": (
        saitama(NthWeekday(1, (2,)), exceptions=(DateException(date(2026, 11, 16), date(2026, 11, 16)),)),
        [date(2026, 11, 17), date(2026, 11, 24)],
        [date(2026, 11, 10), date(2026, 11, 16)],
    ),
    "Mondays, or the next 平日 when Monday is a holiday": (
        saitama(weekly="火水木金土日", holidays=HolidayPolicy.DAY_OFF_MOVES),
        [date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23), date(2026, 11, 23)],
        [date(2026, 9, 24), date(2026, 9, 28), date(2026, 11, 24), date(2026, 11, 30)],
    ),
    "Wednesdays and 年末年始": (
        OpeningRule(week({"月火木金土日": "9:00-17:00"}), year_end=YEAR_END),
        [date(2026, 11, 23), date(2026, 12, 28), date(2027, 1, 4)],
        [date(2026, 11, 25), date(2026, 12, 31)],
    ),
    "closed for an event of the building": (
        saitama(exceptions=(DateException(date(2026, 11, 14), date(2026, 11, 15), note="文化祭"),)),
        [date(2026, 11, 13), date(2026, 11, 16)],
        [date(2026, 11, 14), date(2026, 11, 15)],
    ),
    "closed on holidays and the 平日 after": (
        OpeningRule(week({"月火水木金土日": "9:00-17:00"}), holidays=HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY),
        [date(2026, 11, 22), date(2026, 11, 25)],
        [date(2026, 11, 23), date(2026, 11, 24), date(2026, 9, 21), date(2026, 9, 24), date(2026, 5, 7)],
    ),
    "1st Saturday only": (
        OpeningRule(week({}), nth=(NthWeekday(5, (1,), read_hours("10:00-12:00")),)),
        [date(2026, 11, 7), date(2026, 12, 5)],
        [date(2026, 11, 14), date(2026, 11, 6)],
    ),
    "24 hours, 365 days": (
        ALWAYS_OPEN,
        [date(2027, 1, 1), date(2026, 11, 23), date(2028, 2, 29)],
        [],
    ),
    "town hall": (
        TOWN_HALL,
        [date(2026, 11, 20), date(2026, 12, 28), date(2027, 1, 4)],
        [date(2026, 11, 21), date(2026, 11, 23), date(2026, 12, 29), date(2027, 1, 3)],
    ),
    "last Friday closed": (
        OpeningRule(week({"月火水木金": "9:00-17:00"}), nth=(NthWeekday(4, (LAST,)),)),
        [date(2026, 11, 20), date(2027, 1, 22)],
        [date(2026, 11, 27), date(2027, 1, 29)],
    ),
    "the new year of a hospital": (
        OpeningRule(week({"月火水木金土日": "9:00-17:00"}), year_end=YearlyRange((12, 30), (1, 4))),
        [date(2026, 12, 29), date(2027, 1, 5)],
        [date(2026, 12, 30), date(2027, 1, 4)],
    ),
}


@pytest.mark.parametrize("name", REAL_RULES)
def test_a_real_rule_is_open_and_closed_on_the_days_it_says(name):
    rule, open_days, closed_days = REAL_RULES[name]

    found = {day: hours_on(rule, day) != CLOSED for day in (*open_days, *closed_days)}

    assert found == dict.fromkeys(open_days, True) | dict.fromkeys(closed_days, False)


@pytest.mark.parametrize(
    ("hour", "minute", "state"), [(8, 59, False), (9, 0, True), (16, 29, True), (16, 30, False)]
)
def test_a_place_opens_on_the_minute_and_is_closed_at_its_closing_time(hour, minute, state):
    assert is_open(JOETSU, datetime(2026, 11, 21, hour, minute)) is state


def test_an_unknown_rule_is_neither_open_nor_closed():
    at = datetime(2026, 11, 21, 10, 0)

    assert [is_open(None, at), hours_on(None, at.date()), next_opening(None, at), closes_at(None, at)] == [
        None
    ] * 4


def test_known_days_with_unknown_times_are_unknown_on_those_days_and_closed_on_the_others():
    moments = [datetime(2026, 11, 20, 10), datetime(2026, 11, 21, 10), datetime(2026, 11, 23, 10)]

    assert [is_open(TIMES_UNKNOWN, at) for at in moments] == [None, False, False]


def test_a_rule_knows_nothing_outside_its_validity():
    rule = OpeningRule(week({"土": "9:00-12:00"}), valid_from=date(2026, 4, 1), valid_until=date(2027, 3, 31))

    days = [date(2026, 3, 28), date(2026, 4, 4), date(2026, 4, 5), date(2027, 4, 3)]

    assert [hours_on(rule, day) for day in days] == [None, read_hours("9:00-12:00"), CLOSED, None]


def test_a_moment_in_another_time_zone_is_read_in_japan():
    assert [is_open(JOETSU, datetime(2026, 11, 21, hour, 0, tzinfo=UTC)) for hour in (0, 7, 8)] == [
        True,
        True,
        False,
    ]


def test_a_night_clinic_is_open_after_midnight():
    moments = [datetime(2026, 11, 21, 21, 59), datetime(2026, 11, 21, 23), datetime(2026, 11, 22, 5, 59)]

    assert [is_open(NIGHT_CLINIC, at) for at in moments] == [False, True, True]


def test_a_night_clinic_closes_the_next_morning():
    assert closes_at(NIGHT_CLINIC, datetime(2026, 11, 21, 23)).replace(tzinfo=None) == datetime(
        2026, 11, 22, 6
    )


def test_a_night_that_began_before_a_closed_day_runs_to_its_end():
    rule = OpeningRule(NIGHT_CLINIC.weekly, year_end=YEAR_END)

    moments = [
        datetime(2026, 12, 29, 5),
        datetime(2026, 12, 29, 23),
        datetime(2027, 1, 4, 5),
        datetime(2027, 1, 4, 23),
    ]

    assert [is_open(rule, at) for at in moments] == [True, False, False, True]


def test_a_place_with_a_lunch_break_opens_again_after_it():
    assert next_opening(LUNCH_BREAK, datetime(2026, 11, 20, 12, 30)).replace(tzinfo=None) == datetime(
        2026, 11, 20, 13
    )


def test_next_opening_jumps_over_the_new_year():
    assert next_opening(JOETSU, datetime(2026, 12, 28, 17)).replace(tzinfo=None) == datetime(2027, 1, 4, 9)


def test_next_opening_while_open_is_the_one_after_the_close():
    assert next_opening(JOETSU, datetime(2026, 11, 21, 10)).replace(tzinfo=None) == datetime(2026, 11, 22, 9)


def test_a_place_that_never_closes_has_no_close_and_no_next_opening():
    at = datetime(2026, 11, 21, 3, 0)

    assert [is_open(ALWAYS_OPEN, at), closes_at(ALWAYS_OPEN, at), next_opening(ALWAYS_OPEN, at)] == [
        True,
        None,
        None,
    ]


def test_hours_that_touch_are_one_opening():
    rule = OpeningRule(week({"土": ["9:00-12:00", "12:00-15:00"]}))

    assert closes_at(rule, datetime(2026, 11, 21, 10)).replace(tzinfo=None) == datetime(2026, 11, 21, 15)


def test_a_place_that_is_never_open_has_no_next_opening():
    assert next_opening(OpeningRule(week({})), datetime(2026, 11, 21, 10)) is None


def test_one_special_day_beats_a_long_closure_whatever_their_order():
    closure = DateException(date(2026, 8, 1), date(2026, 8, 31))
    special = DateException(date(2026, 8, 20), date(2026, 8, 20), read_hours("9:00-12:00"))

    found = [
        hours_on(OpeningRule(JOETSU.weekly, exceptions=order), date(2026, 8, 20))
        for order in ((closure, special), (special, closure))
    ]

    assert found == [read_hours("9:00-12:00")] * 2


def test_summer_hours_for_open_days_leave_days_off_alone():
    summer = DateException(date(2026, 8, 1), date(2026, 8, 31), read_hours("9:00-15:00"), open_days_only=True)
    rule = OpeningRule(TOWN_HALL.weekly, holidays=HolidayPolicy.CLOSED, exceptions=(summer,))

    days = [date(2026, 8, 10), date(2026, 8, 11), date(2026, 8, 15), date(2026, 9, 1)]

    assert [hours_on(rule, day) for day in days] == [
        read_hours("9:00-15:00"),
        CLOSED,
        CLOSED,
        read_hours("8:30-17:15"),
    ]


def test_a_holiday_can_be_open_with_hours_of_its_own():
    rule = OpeningRule(
        week({"月火水木金": "9:00-17:00"}),
        holidays=HolidayPolicy.OPEN,
        holiday_hours=read_hours("10:00-15:00"),
    )

    assert [hours_on(rule, date(2026, 11, day)) for day in (22, 23)] == [CLOSED, read_hours("10:00-15:00")]


def test_a_holiday_on_a_day_off_opens_with_the_usual_hours_when_all_days_share_them():
    rule = OpeningRule(week({"月火水木金": "9:00-17:00"}), holidays=HolidayPolicy.OPEN)

    assert hours_on(rule, date(2026, 5, 3)) == read_hours("9:00-17:00")


def test_a_holiday_on_a_day_off_has_unknown_hours_when_the_days_differ():
    rule = OpeningRule(week({"月火水木金": "9:00-17:00", "土": "9:00-12:00"}), holidays=HolidayPolicy.OPEN)

    assert hours_on(rule, date(2026, 5, 3)) is None


def test_a_town_can_add_its_own_holiday():
    founding_day = date(2026, 11, 20)

    found = [
        hours_on(TOWN_HALL, founding_day),
        hours_on(TOWN_HALL, founding_day, extra_holidays={founding_day}),
    ]

    assert found == [read_hours("8:30-17:15"), CLOSED]


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("9:00-16:30", Interval(540, 990)),
        ("９：００～１６：３０", Interval(540, 990)),
        ("9時〜16時30分", Interval(540, 990)),
        ("9時半-12時", Interval(570, 720)),
        ("22:00-翌6:00", Interval(1320, 1800)),
        ("22:00-30:00", Interval(1320, 1800)),
        ("22:00-6:00", Interval(1320, 1800)),
        ("0:00-24:00", Interval(0, 1440)),
        ("17:00-24:00", Interval(1020, 1440)),
    ],
)
def test_an_interval_is_read_as_it_is_written_on_the_door(text, interval):
    assert Interval.read(text) == interval


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (lambda: Interval.read("9:00"), "「9:00」は時間帯として読めません（例：9:00-16:30）。"),
        (lambda: Interval.read("9:00-16:75"), "「16:75」という時刻はありません。"),
        (lambda: Interval(600, 540), "時間帯は0:00から始まり、長さは24時間までにしてください。"),
        (
            lambda: read_hours(["9:00-12:00", "11:30-15:00"]),
            "時間帯が重なっています（9:00–12:00と11:30–15:00）。",
        ),
        (lambda: NthWeekday(1, (6,)), "「第何曜日」は第1から第5、または最終で指定してください。"),
        (lambda: week({"祝": "9:00-12:00"}), "「祝」は曜日ではありません。"),
        (lambda: YearlyRange((2, 30), (3, 1)), "2月30日という日はありません。"),
        (
            lambda: DateException(date(2026, 8, 16), date(2026, 8, 13)),
            "臨時の期間の終わりが始まりより前になっています。",
        ),
        (
            lambda: OpeningRule(week({}), holiday_hours=read_hours("9:00-12:00")),
            "祝日の時間は、祝日に開くときだけ書けます。",
        ),
        (
            lambda: OpeningRule(week({}), valid_from=date(2026, 4, 2), valid_until=date(2026, 4, 1)),
            "有効期間の終わりが始まりより前になっています。",
        ),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_with_the_reason(build, reason):
    with pytest.raises(BadOpeningRule) as refusal:
        build()

    assert str(refusal.value) == reason


def test_of_two_exceptions_for_one_day_the_later_in_the_list_counts():
    day = date(2026, 11, 21)
    closed, short = DateException(day, day), DateException(day, day, read_hours("9:00-12:00"))

    found = [
        hours_on(OpeningRule(JOETSU.weekly, exceptions=order), day)
        for order in ((closed, short), (short, closed))
    ]

    assert found == [read_hours("9:00-12:00"), CLOSED]
