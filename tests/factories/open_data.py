"""Tables of the municipal open data standard, as towns publish them."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import datetime

from tsunagu.directory.actions.open_data.runs import receive_file, rehearse
from tsunagu.directory.models import ImportRun
from tsunagu.directory.queries.open_data_columns import CHILDCARE, DataSet, Generation
from tsunagu.kernel.accounts.models import User

# One nursery without a fault, by our names of the columns.
NURSERY = {
    "code": "152226",
    "id": "0000000001",
    "prefecture_name": "新潟県",
    "town_name": "上越市",
    "body": "新潟県上越市",
    "name": "なかよし保育園",
    "name_kana": "ナカヨシホイクエン",
    "kind": "認可公立保育所",
    "address": "新潟県上越市本城町8-1",
    "latitude": "37.148000",
    "longitude": "138.236000",
    "phone": "025-526-5111",
    "ages": "0歳～5歳",
    "weekdays": "月火水木金",
    "opens": "07:30",
    "closes": "18:30",
    "capacity": "120",
    "temporary_care": "有",
}


def nursery(number: int = 1, **cells: str) -> dict[str, str]:
    """A nursery of its own name, place and id, with what is said of it."""
    if number == 1:
        return {**NURSERY, **cells}
    letters = "".join("アイウエオカキクケコ"[int(digit)] for digit in str(number))
    return {
        **NURSERY,
        "id": f"{number:010}",
        "name": f"第{number}保育園",
        "name_kana": f"ダイ{letters}ホイクエン",
        "address": f"新潟県上越市本城町{number}-1",
        "phone": f"025-526-{number % 10_000:04}",
        **cells,
    }


def table(
    *rows: dict[str, str],
    generation: Generation = Generation.CURRENT,
    data_set: DataSet = CHILDCARE,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    above: Iterable[str] = (),
    below: Iterable[str] = (),
) -> bytes:
    """The rows under the headings of their generation."""
    columns = data_set.columns[generation]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([line] for line in above)
    writer.writerow([column.heading for column in columns])
    writer.writerows([row.get(column.name, "") for column in columns] for row in rows)
    writer.writerows([line] for line in below)
    return text.getvalue().encode(encoding)


def in_pieces(content: bytes, size: int = 64 * 1024) -> Callable[[], list[bytes]]:
    """A file as it is read: from its beginning, a piece at a time."""
    return lambda: [content[start : start + size] for start in range(0, len(content), size)]


def make_import(*rows: dict[str, str], by: User | None = None, at: datetime) -> ImportRun:
    """A rehearsed table. Act in a town first (`in_joetsu`)."""
    run = receive_file(
        content=[table(*(rows or (NURSERY,)))], file_name="一覧.csv", source_name="上越市", by=by, at=at
    )
    return rehearse(run=run, at=at)
