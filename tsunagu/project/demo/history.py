"""The yearly figures that a town's document states."""

from pathlib import Path

import tsunagu.insight


def history_of(slug: str) -> Path | None:
    """The file of the town's earlier years; none where the document states none."""
    path = Path(tsunagu.insight.__file__).parent / "data" / f"{slug}_consultations.csv"
    return path if path.is_file() else None
