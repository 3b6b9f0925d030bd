"""What a browser would send for the form on a page, if nobody typed anything."""

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    """Collects the successful controls of the form that carries `seen`."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self.found: dict[str, Any] = {}
        self._textarea = self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "form":
            self.data = {}
        elif tag == "input" and name:
            self._input(name, given)
        elif tag == "textarea":
            self._textarea, self.data[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.data):
            self.data[self._select] = given.get("value") or ""

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        if given.get("type") in {"radio", "checkbox"}:
            if "checked" in given:
                value = given.get("value") or "on"
                many = given.get("type") == "checkbox" and "value" in given
                self.data[name] = [*self.data.get(name, []), value] if many else value
        else:
            self.data[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.data[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser leaves out the first line break after the tag.
            self.data[self._textarea] = self.data[self._textarea].removeprefix("\r\n").removeprefix("\n")
            self._textarea = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form" and "seen" in self.data:
            self.found = self.data


def filled_form(html: str) -> dict[str, Any]:
    """The values of the form as they stand on the page."""
    page = _Form()
    page.feed(html)
    return page.found
