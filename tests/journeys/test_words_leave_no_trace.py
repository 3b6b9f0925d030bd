"""What a family searches for stands in no log: not the server's, not the database's."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from tests.journeys.running_town import RunningTown

WORD = "zebrafinch"
ASKED = [
    (f"search/?q={WORD}", None),
    (f"vi/search/?q={quote(WORD + ' 夜泣き')}&free=1", None),
    ("search/", {"q": WORD}),
    (f"phones/?q={WORD}", None),
    (f"nowhere/?q={WORD}", None),
    ("ask/form/", {"asked": WORD}),
    (f"%ff?q={WORD}", None),
]


def asks(town: RunningTown, path: str, typed: dict[str, str] | None) -> int:
    sent = urlencode(typed).encode() if typed else None
    try:
        with urlopen(Request(f"{town.address}/joetsu/{path}", data=sent), timeout=30) as answer:  # noqa: S310
            return answer.status
    except HTTPError as refused:
        return refused.code


def test_a_searched_word_stands_in_no_log(town: RunningTown) -> None:
    answers = [asks(town, path, typed) for path, typed in ASKED]
    written = Path(town.environment["TSUNAGU_VAR"]).rglob("*.log")
    logs = {path.name: path.read_text(errors="replace") for path in written}

    assert answers[:5] == [200, 200, 200, 200, 404]
    assert "/nowhere/" in logs["server.log"], "the page that is not there is logged, its question is not"
    assert [name for name, text in logs.items() if WORD in text] == []
