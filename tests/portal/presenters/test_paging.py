"""Page numbers under a list."""

import pytest

from tsunagu.portal.presenters.paging import pages_of


@pytest.mark.parametrize(
    ("total", "current", "shown"),
    [
        (0, 1, [1]),
        (20, 1, [1]),
        (21, 1, [1, 2]),
        (200, 1, [1, 2, None, 10]),
        (200, 5, [1, None, 4, 5, 6, None, 10]),
        (200, 10, [1, None, 9, 10]),
    ],
)
def test_the_first_the_last_and_those_around_are_shown(
    total: int, current: int, shown: list[int | None]
) -> None:
    pages = pages_of(total=total, current=current, address=str)["pages"]

    assert [page and page["number"] for page in pages] == shown


def test_the_ends_lead_nowhere_further() -> None:
    first, last = (pages_of(total=40, current=page, address=str) for page in (1, 2))

    assert (first["previous_url"], first["next_url"]) == (None, "2")
    assert (last["previous_url"], last["next_url"], last["next_page"]) == ("1", None, None)
