"""People in front of a browser: families on a phone, colleagues at a desk."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
PHONE = {"width": 375, "height": 812}
DESK = {"width": 1280, "height": 900}
# WCAG 2.2 AA and what JIS X 8341-3 AA asks.
AXE_RUN = """() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})"""


@dataclass(slots=True)
class Person:
    """Somebody with a browser window, and what went wrong in it."""

    page: Page
    address: str
    problems: list[str] = field(default_factory=list)

    def opens(self, path: str) -> "Person":
        self.page.goto(f"{self.address}{path}")
        return self

    def follows(self, name: str) -> "Person":
        """Click the link of that name."""
        self.page.get_by_role("link", name=name).first.click()
        return self

    def presses(self, name: str) -> "Person":
        """Press the button of that name."""
        self.page.get_by_role("button", name=name).first.click()
        return self

    def writes(self, label: str, text: str) -> "Person":
        self.page.get_by_label(label).first.fill(text)
        return self

    def chooses(self, label: str) -> "Person":
        """Tick the radio button or checkbox with that label."""
        self.page.get_by_label(label, exact=False).first.check(force=True)
        return self

    def sees(self, text: str) -> "Person":
        self.page.get_by_text(text).first.wait_for(state="visible", timeout=5000)
        return self

    def does_not_see(self, text: str) -> "Person":
        assert text not in self.page.inner_text("body")
        return self

    def text(self) -> str:
        return self.page.inner_text("body")

    def the_page_is_accessible(self) -> "Person":
        """The automatic part of WCAG 2.2 AA, no sideways scrolling, nothing blocked by the policy."""
        self.page.evaluate(AXE)
        found: dict[str, Any] = self.page.evaluate(AXE_RUN)
        violations = [
            f"{self.page.url} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]
        ]
        assert violations == []
        too_wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0, f"{self.page.url} is {too_wide}px too wide"
        assert self.problems == []
        return self


@dataclass(slots=True)
class People:
    """The cast of one story."""

    browser: Browser
    address: str
    windows: list[BrowserContext] = field(default_factory=list)

    def a_visitor_with_a_phone(self, *, scripts: bool = True) -> Person:
        return self._sits_down(viewport=PHONE, has_touch=True, java_script_enabled=scripts)

    def a_visitor_at_a_desk(self) -> Person:
        return self._sits_down(viewport=DESK)

    def a_colleague(self, name: str, *, town: str = "joetsu", phone: bool = False) -> Person:
        """One of the cast, signed in through the demo's door."""
        person = self._sits_down(viewport=PHONE if phone else DESK)
        person.opens(f"/{town}/work/demo/")
        person.page.get_by_role("button", name=name).first.click()
        return person

    def leave(self) -> None:
        for window in self.windows:
            window.close()

    def _sits_down(self, **options: Any) -> Person:
        window = self.browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", **options)
        window.set_default_timeout(10_000)
        self.windows.append(window)
        page = window.new_page()
        person = Person(page=page, address=self.address)
        page.on("pageerror", lambda error: person.problems.append(str(error)))
        page.on(
            "console",
            lambda message: (
                person.problems.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        return person
