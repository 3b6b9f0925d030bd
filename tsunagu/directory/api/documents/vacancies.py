"""What is free, as HSDS tells it: a number of units. What is old says nothing of today and is left out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from tsunagu.directory.api.documents.organisations import moment_text
from tsunagu.directory.api.documents.writing import Document, said
from tsunagu.directory.api.identifiers import part_id
from tsunagu.directory.queries.vacancies import is_old_news
from tsunagu.kernel.dates.opening import JST


def vacancies(rows: Iterable[Mapping[str, Any]], service_id: str, *, today: date) -> list[Document]:
    """The classes of which a number is known."""
    days = ((row, date.fromisoformat(row["as_of"])) for row in rows)
    return [
        {
            **said(
                id=row["id"],
                service_id=service_id,
                unit={"id": part_id(row["id"], "unit"), "name": row["label"]},
                maximum=row["maximum"],
                description=row["note"],
                updated=moment_text(datetime.combine(as_of, time(), JST)),
            ),
            "available": row["available"],
        }
        for row, as_of in days
        if not is_old_news(as_of, today=today)
    ]
