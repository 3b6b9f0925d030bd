"""Documents that can fail: what mirrors the code is compared with it."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SOURCES = [
    path.read_text()
    for folder in ("tsunagu", "bin")
    for path in (PROJECT / folder).rglob("*")
    if path.is_file() and path.suffix in {".py", ""}
]


def names_in(text: str) -> set[str]:
    return set(re.findall(r"\b(?:TSUNAGU|DATABASE)_[A-Z_]+[A-Z]\b", text)) - {"DATABASE_ROLE"}


def test_every_setting_is_documented() -> None:
    read = {
        name
        for source in SOURCES
        for name in re.findall(r"""environ(?:\.get\(|\.setdefault\(|\[)\s*["']([A-Z_]+)["']""", source)
        if name.startswith(("TSUNAGU_", "DATABASE_"))
    }
    page = (PROJECT / "docs" / "reference" / "settings.md").read_text()
    short = re.sub(r"`(TSUNAGU_SMTP)_HOST`, ([^|]*)", lambda m: m[0] + _spelled_out(m[1], m[2]), page)

    # Set by the command line for its own processes, not by people.
    assert read - names_in(short) == {"TSUNAGU_DATABASE_ROLE"}


def _spelled_out(stem: str, rest: str) -> str:
    return " ".join(f"{stem}{ending}" for ending in re.findall(r"`(_[A-Z]+)`", rest))


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in sorted((PROJECT / "docs" / "adr").glob("*.md"))]

    assert numbers == sorted(set(numbers))
