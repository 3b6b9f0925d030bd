"""A table of any length takes the same room: what is kept of a row is a few numbers, not the row."""

import gc
from datetime import datetime

import pytest

from tests.factories.open_data import nursery, table
from tsunagu.directory.actions.bulk import Row
from tsunagu.directory.actions.open_data import runs, taking
from tsunagu.directory.actions.open_data.facility import Facility
from tsunagu.directory.actions.open_data.report import RowReport
from tsunagu.directory.actions.open_data.table import TableRow
from tsunagu.directory.models import ImportPiece, ImportRow

BATCH, ROWS = 20, 600
# One batch is read, one waits, one is filed; a row becomes a dozen of ours and three of the reader's.
MOST = 3 * BATCH * 15
OF_A_ROW = (TableRow, Facility, RowReport, Row, ImportRow, ImportPiece)


@pytest.mark.usefixtures("in_joetsu")
def test_of_the_rows_only_those_in_hand_are_there(
    today_10am: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "BATCH", BATCH)
    content = table(*(nursery(number) for number in range(2, ROWS + 2)))
    run = runs.receive_file(
        content=[content], file_name="a.csv", source_name="上越市", by=None, at=today_10am
    )
    in_hand: list[int] = []

    def look(done: int) -> None:
        in_hand.append(sum(type(each) in OF_A_ROW for each in gc.get_objects()))

    runs.apply(run=run, by=None, at=today_10am, progress=look)

    assert (len(in_hand), run.counts["created"]) == (ROWS // BATCH, ROWS)
    assert BATCH < max(in_hand) < MOST
