"""Reading every page and file that a person can get at, to look for what must not be there."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape

from tests.journeys.people import Person
from tsunagu.kernel.municipality.languages import LANGUAGES

# So many pages of one kind are enough: the tenth family's page is made by the same template as the third's.
OF_ONE_KIND = 3
_LINK = re.compile(r'href="([^"#]+)"')
_NAMES = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)\d+(?=/)|(?<=/needs/)[^/]+|(?<=/ages/)[^/]+|(?<==)[^&]*"
)
# The editors' library links each of its tables anew for every order.
_ORDER = re.compile(r"(?<=/work/pages/)([^?]*)\?.*")


def everything_in_reach(
    person: Person, *, start: tuple[str, ...], within: str = ""
) -> Iterator[tuple[str, str]]:
    """Path and text of each page and file in the town (under `within`), as far as links lead from `start`."""
    waiting, seen, kinds = deque(start), set(start), Counter[str]()
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        kinds[kind] += 1
        if kinds[kind] > OF_ONE_KIND:
            continue
        response = person.page.request.get(f"{person.address}{path}")
        text = _text_of(response.body())
        yield path, text
        for link in _LINK.findall(text):
            address = unescape(link)
            if (
                _is_of_town(address, person.town)
                and address.startswith(f"/{person.town}{within}")
                and address not in seen
            ):
                seen.add(address)
                waiting.append(address)


def kind_of(path: str) -> str:
    """The same for all pages that one template makes of one kind of thing."""
    return _NAMES.sub("*", _ORDER.sub(r"\1", path))


def _is_of_town(address: str, town: str) -> bool:
    """A page of the town, in its own language: the others are the same page in other words."""
    others = tuple(f"/{town}/{one.segment}/" for one in LANGUAGES if one.segment)
    return address.startswith(f"/{town}/") and not address.startswith(others)


def _text_of(body: bytes) -> str:
    if not body.startswith(b"PK"):
        return body.decode("utf-8", errors="replace") + body.decode("cp932", errors="ignore")
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return "".join(book.read(name).decode("utf-8", errors="replace") for name in book.namelist())
