"""What keeps the house liveable: short files, no junk drawers, templates without inline code."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ROOT = PROJECT / "tsunagu"
CODE = sorted(
    path
    for folder in ("tsunagu", "tests", "bench", "bin")
    for path in (PROJECT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
JUNK_DRAWERS = {"utils", "helpers", "common", "misc", "tools"}
INLINE_CODE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
FORM = re.compile(r"<form\b((?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*)>(.*?)</form>", re.DOTALL)
TEMPLATES = sorted(ROOT.rglob("*/templates/**/*.html"))


def test_no_file_is_longer_than_500_lines() -> None:
    assert [str(path) for path in CODE if path.read_text().count("\n") > 500] == []


def test_no_module_is_a_junk_drawer() -> None:
    assert [str(path) for path in CODE if path.stem in JUNK_DRAWERS] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: "/".join(p.parts[-2:]))
def test_templates_carry_no_inline_code(path: Path) -> None:
    assert INLINE_CODE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: "/".join(p.parts[-2:]))
def test_what_is_wrong_is_said_beside_the_field_and_not_in_the_browsers_words(path: Path) -> None:
    sent = [(head, body) for head, body in FORM.findall(path.read_text()) if 'method="post"' in head]

    assert [head for head, body in sent if "field(" in body and "novalidate" not in head] == []
