"""Every table stands in the page on growth, and the page names no table that is gone."""

import re
from pathlib import Path

from tsunagu.kernel.database.row_security import secured_models

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "growth.md").read_text()
TABLES = {model.__name__ for model, _security in secured_models()}


def test_every_table_is_named_with_its_growth() -> None:
    assert sorted(name for name in TABLES if f"`{name}`" not in PAGE) == []


def test_no_table_is_named_that_is_gone() -> None:
    assert sorted(set(re.findall(r"`([A-Z][A-Za-z]+)`", PAGE)) - TABLES) == []
