"""Cells that a spreadsheet shows and never runs."""

import unicodedata

from tsunagu.kernel.exports.sheet import Cell

# What makes a spreadsheet read a cell as a formula, in half and full width (NFKC makes them one).
FORMULA_STARTS = ("=", "+", "-", "−", "@")
# Some programs drop these before they look for a formula; some treat them as the start of one.
CONTROL_STARTS = ("\t", "\r", "\n")
GUARD = "'"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text instead of showing it."""
    if text.startswith(CONTROL_STARTS):
        return True
    visible = unicodedata.normalize("NFKC", text).lstrip().lstrip("\ufeff\u200b")
    return visible.startswith(FORMULA_STARTS)


def safe_text(text: str) -> str:
    """The text, guarded by an apostrophe where it would be run."""
    return f"{GUARD}{text}" if is_formula(text) else text


def as_text(cell: Cell) -> str:
    """The cell as a CSV carries it. Numbers stay numbers, also negative ones; unknown is empty."""
    if cell is None:
        return ""
    return safe_text(cell) if isinstance(cell, str) else str(cell)
