"""A rota for the demo towns. The documents name no clinic, so these are invented, and look it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from tsunagu.directory.actions.duty_file.taking import take_duties
from tsunagu.kernel.dates.holidays import is_holiday

DAYS = 60
HEADINGS = "日付,開始,終了,医療機関,電話番号,診療科目,備考"
REMARK = "見本です。電話はつながりません。"
# Sundays and holidays in turn; a number of noughts belongs to nobody.
BY_DAY = (
    ("見本こどもクリニック", "0000-00-0001", "小児科"),
    ("ためしの森医院", "0000-00-0002", "内科・小児科"),
    ("れいだい小児科", "0000-00-0003", "小児科"),
)
BY_NIGHT = ("見本こども夜間診療室", "0000-00-0009", "小児科")


def enter_rota(*, now: datetime) -> None:
    """Enter two months of duties in the town in force, by the same door as a medical association's file."""
    text = "\n".join([HEADINGS, *_lines(localdate(now))])
    take_duties(text=text, by=None, at=now, is_rehearsal=False)


def _lines(today: date) -> Iterator[str]:
    turn = 0
    for number in range(DAYS):
        day = today + timedelta(days=number)
        if day.weekday() == 6 or is_holiday(day):
            yield _line(day, "9:00", "17:00", BY_DAY[turn % len(BY_DAY)])
            turn += 1
        yield _line(day, "19:00", "22:00", BY_NIGHT)


def _line(day: date, starts: str, ends: str, clinic: tuple[str, str, str]) -> str:
    return ",".join([day.isoformat(), starts, ends, *clinic, REMARK])
