"""People in front of a browser: families on a phone, colleagues at a desk."""

import re
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError

from tests.journeys.looking import AXE, AXE_RUN, CLOSED_TO_THE_KEYBOARD, FOCUSED, TOO_WIDE

SMALLEST = {"width": 320, "height": 640}
PHONE = {"width": 375, "height": 812}
TABLET = {"width": 768, "height": 1024}
DESK = {"width": 1280, "height": 900}
TICKABLE = "input[type=radio], input[type=checkbox]"
MOST_TABS = 80
PATIENCE = 10_000

P = TypeVar("P", bound="Person")


@dataclass(slots=True)
class Person:
    """Somebody with a browser window, and what went wrong in it."""

    page: Page
    address: str
    town: str
    status: int = 0
    problems: list[str] = field(default_factory=list)

    # What a person does

    def opens(self, path: str) -> Self:
        """Go to a page of the town, by its path inside the town or by a whole path seen before."""
        whole = path if path.startswith(f"/{self.town}/") else f"/{self.town}{path}"
        response = self.page.goto(f"{self.address}{whole}")
        self.status = response.status if response else 0
        return self

    def follows(self, name: str) -> Self:
        """Click the link of that name."""
        return self._clicks(self.page.get_by_role("link", name=name))

    def presses(self, name: str) -> Self:
        """Press the button of that name."""
        return self._clicks(self.page.get_by_role("button", name=name))

    def unfolds(self, name: str) -> Self:
        """Open what is folded away under that name."""
        self.page.locator("summary").filter(has_text=name).first.click()
        return self

    def writes(self, label: str, text: str) -> Self:
        self.page.get_by_label(label).first.fill(text)
        return self

    def chooses(self, label: str) -> Self:
        """Tick the radio button or checkbox with that label."""
        self.page.get_by_label(label).and_(self.page.locator(TICKABLE)).first.check(force=True)
        return self

    def selects(self, label: str, option: str) -> Self:
        """Choose from a list."""
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def looks_again(self) -> Self:
        self.page.reload()
        return self

    # What a person sees

    def sees(self, *texts: str) -> Self:
        for text in texts:
            try:
                self.page.get_by_text(text).locator("visible=true").first.wait_for(timeout=PATIENCE)
            except TimeoutError:
                raise AssertionError(f"「{text}」 is not on {self.page.url}:\n{self.text()}") from None
        return self

    def does_not_see(self, *texts: str) -> Self:
        for text in texts:
            assert text not in self.text(), f"「{text}」 is on {self.page.url}"
        return self

    def is_turned_away_from(self, path: str) -> Self:
        """The page is not theirs: a calm page says so, with a way on, and tells nothing of what is there."""
        self.opens(path)
        if "/account/login" in self.page.url:
            return self.sees("サインイン")
        assert self.status in (403, 404), f"{path} answered {self.status}"
        heading = self.page.get_by_role("heading", level=1).inner_text()
        assert heading in ("このページは見られません", "ページが見つかりません")
        assert self.page.get_by_role("link", name="トップページへ").is_visible()
        return self

    def text(self) -> str:
        return self.page.inner_text("body")

    @property
    def place(self) -> str:
        """The path that the person is at."""
        return self.page.url.removeprefix(self.address)

    # What must be true of every page

    def the_page_is_accessible(self) -> Self:
        """The automatic part of WCAG 2.2 AA on a phone and on a PC; no sideways scrolling down to 320 px.

        Every control in sight takes the focus in its turn, and shows that it has it.
        """
        before = self.page.viewport_size
        self.page.evaluate(AXE)
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            self._breaks_no_rule()
            assert self.page.evaluate(CLOSED_TO_THE_KEYBOARD) == [], self.place
        for size in (SMALLEST, PHONE, DESK):
            self.page.set_viewport_size(size)
            too_wide = self.page.evaluate(TOO_WIDE)
            assert too_wide <= 0, f"{self.page.url} is {too_wide}px too wide at {size['width']}px"
        if before:
            self.page.set_viewport_size(before)
        return self

    def reaches_by_keyboard(self, name: str) -> Self:
        """The Tab key alone leads to the control of that name, and the focus can be seen there."""
        self.page.evaluate("document.activeElement?.blur()")
        for _tab in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(FOCUSED)
            if name in focused["words"]:
                assert focused["isSeen"], f"the focus on 「{name}」 cannot be seen"
                return self
        raise AssertionError(f"「{name}」 was not reached with {MOST_TABS} tabs on {self.page.url}")

    def _breaks_no_rule(self) -> None:
        found: list[dict[str, Any]] = self.page.evaluate(AXE_RUN)
        assert [f"{self.place} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] == []

    def _clicks(self, control: Locator) -> Self:
        control.locator("visible=true").first.click()
        self.page.wait_for_load_state()
        return self


@dataclass(slots=True)
class Visitor(Person):
    """A family: no account, only a page and, afterwards, a receipt code."""

    code: str = ""

    def notes_the_receipt_code(self) -> Self:
        found = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", self.text())
        assert found, "there is no receipt code on the page"
        self.code = found[0]
        return self

    def looks_up_the_request(self) -> Self:
        """Where does my question stand? With the code alone."""
        return self.opens("/ask/status/").writes("受付番号", self.code).presses("その後を見る")


@dataclass(slots=True)
class Colleague(Person):
    """Somebody who works in the network, signed in."""

    def records_a_consultation(
        self, who: str, *, topics: str, asked: str, answered: str = "", method: str = "1 来所"
    ) -> Self:
        """Write down a talk with a family that the register does not know yet."""
        self.opens("/work/desk/consultations/new/").chooses(method)
        self.page.get_by_label("だれ").first.press_sequentially(who)
        self.chooses("新しく登録").writes("相談の種類", topics)
        self.writes("聞いたこと", asked).writes("答えたこと", answered)
        return self.presses("記録する").sees("相談を記録しました")

    def opens_the_family(self) -> Self:
        """From a consultation or a first contact to the page of its family."""
        return self.follows("家庭のようす").sees("今、この家庭で何が大変か")

    def records_the_consent(self, scope: str) -> Self:
        """The family agreed to be introduced. Ends on the family's page."""
        consent = self.page.get_by_role("link", name=re.compile("記録する\\s*：同意"))
        self._clicks(consent).selects("何のために", "つなぎ先への紹介")
        return self.writes("伝えてよい内容", scope).presses("記録する").sees("つなぎ先への紹介", scope)

    def chooses_where_to_pass_it(self, organisation: str) -> Self:
        """On the page of a family or of a need: look for one place by its name, and take it."""
        self.page.get_by_role("link", name=re.compile("^(つなぐ|次のつなぎ先を選ぶ)$")).first.click()
        self.selects("困りごと", "すべて").writes("名前", organisation).presses("しぼりこむ")
        row = self.page.get_by_role("listitem").filter(
            has=self.page.get_by_role("heading", name=organisation, exact=True)
        )
        return self._clicks(row.get_by_role("link", name="ここへつなぐ"))

    def sends_it(self, *, asking: str = "", need: str = "") -> Self:
        """Say what is asked, look at it as the other side will, send it."""
        if need:
            self.selects("困りごと", need)
        if asking:
            self.writes("お願いしたいこと", asking)
        self.presses("相手に見える内容を確かめる").sees("ここにないことは、相手には見えません")
        return self.presses("この内容で送る").sees("依頼を送りました")

    def opens_what_arrived(self, need: str) -> Self:
        """From the board of hand-overs: the newest request that waits for our answer."""
        self.opens("/work/desk/referrals/")
        return self._clicks(self._cards("届いた", need).last)

    def opens_from_the_column(self, column: str, card: str) -> Self:
        """The first card of a board's column that says so."""
        return self._clicks(self._cards(column, card).first)

    def _cards(self, column: str, card: str) -> Locator:
        heading = self.page.get_by_role("heading", level=2).filter(has_text=column)
        cards = self.page.locator("section").filter(has=heading).get_by_role("article")
        return cards.filter(has_text=card).get_by_role("link")

    def takes_it_on(self) -> Self:
        """Accept, with the day that the form proposes for the first contact."""
        return self.presses_step("引き受ける").presses("引き受ける").sees("引き受けました")

    def presses_step(self, name: str) -> Self:
        """One of the buttons of a hand-over; it opens the step's own form."""
        return self.follows(name)

    def tells_the_outcome(self, outcome: str) -> Self:
        self.presses_step("完了を知らせる").chooses(outcome).chooses("いいえ。届いた内容で足りた")
        return self.presses("完了を知らせる").sees("結果を知らせました")


@dataclass(slots=True)
class People:
    """The cast of one story."""

    browser: Browser
    address: str
    windows: list[BrowserContext] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)

    def a_visitor_with_a_phone(
        self, *, town: str = "joetsu", scripts: bool = True, still: bool = False
    ) -> Visitor:
        """Somebody on the way; `still` asked the telephone that nothing on its screen moves by itself."""
        return self._sits_down(
            Visitor,
            town,
            viewport=PHONE,
            has_touch=True,
            java_script_enabled=scripts,
            reduced_motion="reduce" if still else "no-preference",
        )

    def a_visitor_at_a_desk(self, *, town: str = "joetsu") -> Visitor:
        return self._sits_down(Visitor, town, viewport=DESK)

    def a_colleague(
        self, name: str, *, town: str = "joetsu", phone: bool = False, tablet: bool = False
    ) -> Colleague:
        """One of the cast, signed in through the demo's door."""
        size = PHONE if phone else TABLET if tablet else DESK
        person = self._sits_down(Colleague, town, viewport=size, has_touch=phone or tablet)
        person.opens("/work/demo/").presses(name).sees("サインアウト")
        return person

    def leave(self) -> None:
        """Everybody goes home; a page that broke, or that the policy stopped, would have been noticed."""
        problems = [problem for person in self.persons for problem in person.problems]
        for window in self.windows:
            window.close()
        assert problems == []

    def _sits_down(self, kind: type[P], town: str, **options: Any) -> P:
        window = self.browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", **options)
        window.set_default_timeout(PATIENCE)
        self.windows.append(window)
        person = kind(page=window.new_page(), address=self.address, town=town)
        person.page.on("pageerror", lambda error: person.problems.append(str(error)))
        person.page.on(
            "console",
            lambda message: (
                person.problems.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        self.persons.append(person)
        return person
