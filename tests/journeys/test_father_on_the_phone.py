"""A father rings. While he talks, the worker writes it down without taking a hand off the keyboard."""

import re
import time
from dataclasses import dataclass, field

from tests.journeys.people import Colleague, People

CALLER = "水うみ 正樹"
ASKED = "妻が入院し、2歳の子を平日だけ預けたい。実家は遠く、頼れる人がいない。"
ANSWERED = "一時預かりとファミリー・サポートを紹介し、空きを調べて電話すると伝えた。"
MOST_FIELDS, MOST_KEYSTROKES, MOST_SECONDS = 12, 30, 60
# A keystroke of somebody who types every day (Card, Moran & Newell: 0.28 s), and a Japanese character with
# its conversion at 120 a minute.
SECONDS_PER_KEY, SECONDS_PER_CHARACTER = 0.28, 0.5


@dataclass(slots=True)
class Hands:
    """Two hands on a keyboard, counted. Free text is what was asked and answered; the name counts as keys."""

    worker: Colleague
    keystrokes: int = 0
    free_characters: int = 0
    fields: set[str] = field(default_factory=set)
    begun_at: float = field(default_factory=time.monotonic)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.worker.page.keyboard.press(key)
            self.keystrokes += 1
            name = self.worker.page.evaluate("document.activeElement.name ?? ''")
            self.fields.update({name} - {""})

    def type(self, text: str) -> None:
        self.worker.page.keyboard.type(text)
        self.keystrokes += len(text)

    def write(self, text: str) -> None:
        self.worker.page.keyboard.insert_text(text)
        self.free_characters += len(text)

    def seconds(self) -> float:
        """Hands as slow as people's, pages as slow as they were."""
        typed = self.keystrokes * SECONDS_PER_KEY + self.free_characters * SECONDS_PER_CHARACTER
        return typed + time.monotonic() - self.begun_at

    def is_at(self, name: str) -> None:
        assert self.worker.page.evaluate("document.activeElement.name") == name

    def leave_by(self, keys: str, *, to: str | re.Pattern[str]) -> None:
        """A shortcut that leads to another page."""
        self.worker.page.keyboard.press(keys)
        self.keystrokes += 1
        self.worker.page.wait_for_url(to)


def records_the_call(worker: Colleague) -> Hands:
    page = worker.page
    hands = Hands(worker)
    hands.leave_by("Alt+n", to="**/consultations/new/")
    page.wait_for_function("document.activeElement.name === 'method' && window.htmx !== undefined")
    hands.press("2", "Tab")
    hands.is_at("who")
    hands.type(CALLER)
    page.get_by_role("radio", name="新しく登録").wait_for()
    hands.press("Tab")
    hands.is_at("whom")
    hands.press("Tab")
    hands.is_at("topics")
    hands.type("1")
    hands.press("Tab")
    hands.write(ASKED)
    hands.press("Tab")
    hands.write(ANSWERED)
    hands.press("Tab", "Tab", "ArrowDown", "Tab")
    hands.is_at("next_on")
    hands.type("1")
    hands.leave_by("Control+Enter", to=re.compile("/consultations/[0-9a-f-]{36}/$"))
    worker.sees("相談を記録しました")
    return hands


def test_a_call_is_recorded_in_a_minute_with_the_keyboard_alone(people: People) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")

    hands = records_the_call(worker)

    assert len(hands.fields) <= MOST_FIELDS, hands.fields
    assert hands.keystrokes <= MOST_KEYSTROKES
    assert hands.seconds() <= MOST_SECONDS
    worker.sees("電話", ASKED, ANSWERED, "折り返し").the_page_is_accessible()
    record = worker.place
    worker.opens("/work/desk/").opens_from_the_column("折り返し", "水うみ").sees(ASKED)

    people.a_colleague("花かご いずみ").is_turned_away_from(record)
    people.a_visitor_with_a_phone().is_turned_away_from(record)


def test_he_rings_again_and_is_found_by_his_reading(people: People) -> None:
    worker = people.a_colleague("こもれび沢 ゆう")
    worker.records_a_consultation("ゆきわり そうた R6.5.1", topics="1", asked="平日に預けたい。")

    worker.opens("/work/desk/consultations/new/")
    worker.page.get_by_label("だれ").first.press_sequentially("ゆきわり")
    worker.sees("この中にいますか").chooses("ユキワリ ソウタ").writes("相談の種類", "1")
    worker.writes("聞いたこと", "空きは見つかったか。").presses("記録する").sees("相談を記録しました")

    worker.opens_the_family().sees("平日に預けたい。", "空きは見つかったか。")


def test_the_desks_pages_are_for_everybody(people: People) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")

    worker.opens("/work/desk/").the_page_is_accessible().reaches_by_keyboard("相談を記録")
    worker.opens("/work/desk/consultations/new/").the_page_is_accessible().reaches_by_keyboard("記録する")
    worker.opens("/work/desk/consultations/").the_page_is_accessible()
    worker.opens("/work/desk/households/").the_page_is_accessible()
    worker.page.get_by_role("rowheader").get_by_role("link").first.click()
    worker.the_page_is_accessible().reaches_by_keyboard("つなぐ")
    worker.opens("/work/directory/?q=一時預かり").the_page_is_accessible()
