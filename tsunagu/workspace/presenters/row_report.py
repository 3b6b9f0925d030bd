"""What became of each row of a table that was handed in: three columns, that a telephone shows them all."""

from typing import Any

from django.utils.translation import gettext as _


def report_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("行"), "number": True},
        {"label": _("結果")},
        {"label": _("読み取った内容と、直したこと・断った理由")},
    ]


def report_cells(line: int, outcome: str, content: str, remarks: str, *, url: str = "") -> list[Any]:
    """One row: what was read of it, with what was mended or why it was refused beneath."""
    return [str(line), outcome, {"text": content or "―", "url": url, "flag": remarks}]
