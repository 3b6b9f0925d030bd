"""A table is whole before it is written."""

import pytest

from tsunagu.kernel.exports.sheet import Column, Sheet


def test_a_row_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell per column"):
        Sheet("表", [Column("a"), Column("b")], [["1"]])


def test_a_total_with_too_many_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell per column"):
        Sheet("表", [Column("a")], [], total=["1", "2"])
