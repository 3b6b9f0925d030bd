"""What a browser would do with a page: run, draw, fetch."""

from html.parser import HTMLParser

DATA = "application/json"
FETCHED_LINKS = {"stylesheet", "icon", "preload", "manifest", "modulepreload"}
FETCHED_BY = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "use": "href"}


class PageSource(HTMLParser):
    """Collects what a strict policy forbids, and where the page asks others for something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.forbidden.append(f"<{tag}>")
        self.forbidden += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.forbidden += [f"{tag} {value}" for value in given.values() if value.startswith("javascript:")]
        fetched = given.get(FETCHED_BY.get(tag, ""), "")
        if tag == "link" and given.get("rel") in {
            "stylesheet",
            "icon",
            "preload",
            "manifest",
            "modulepreload",
        }:
            fetched = given.get("href", "")
        if tag == "form":
            fetched = given.get("action", "")
        if fetched:
            self.fetched.append(fetched)

    @property
    def foreign(self) -> list[str]:
        """What would be fetched from, or sent to, somebody else."""
        return [address for address in self.fetched if address.startswith(("http:", "https:", "//"))]
