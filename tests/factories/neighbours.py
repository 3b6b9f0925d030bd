"""Neighbours and copies of what they publish. Act in a town first (`in_joetsu`)."""

from datetime import datetime
from itertools import count
from typing import Any

from tsunagu.directory.actions.neighbours.feed import Refusal, Register
from tsunagu.directory.actions.neighbours.keeping import add_neighbour
from tsunagu.directory.actions.neighbours.pulls import begin_pull, finish_pull, order_pull
from tsunagu.directory.actions.neighbours.record import copied
from tsunagu.directory.models import Neighbour, NeighbourPull
from tsunagu.kernel.accounts.models import User

_numbers = count(1)


def make_neighbour(
    name: str = "長岡市",
    *,
    api_url: str = "",
    licence: str = "CC BY 4.0",
    by: User | None = None,
    at: datetime,
) -> Neighbour:
    address = api_url or f"https://neighbour{next(_numbers)}.example.jp/hsds"
    return add_neighbour(name=name, api_url=address, licence=licence, by=by, at=at)


def record(their_id: str = "a", **said: Any) -> dict[str, Any]:
    """What a neighbour's API tells of a service."""
    return {
        "id": their_id,
        "name": f"ままのまカフェ{their_id}",
        "status": "active",
        "description": "お茶を飲みながら話せます。",
        "organization": {"id": "o", "name": "見本の会", "description": "見本"},
        "phones": [{"id": "p", "number": "0258-00-0000"}],
        "page_url": f"https://neighbour.example.jp/services/{their_id}/",
        "attributes": [{"id": "t", "taxonomy_term": {"id": "n", "code": "leave_child", "name": "預けたい"}}],
        **said,
    }


def take(
    neighbour: Neighbour,
    *records: dict[str, Any],
    at: datetime,
    unchanged: set[str] | None = None,
    ended: dict[str, str] | None = None,
    refused: list[Refusal] | None = None,
    etag: str = '"1"',
) -> NeighbourPull:
    """A reading from its order to its end, as if the neighbour had told this."""
    pull = order_pull(neighbour=neighbour, by=None, at=at)
    errand = begin_pull(pull_id=pull.id, at=at)
    assert errand
    read = {
        each["id"]: (
            copied(each, address=f"{errand.api_url}/services/{each['id']}", terms=errand.terms),
            etag,
        )
        for each in records
    }
    register = Register(read, unchanged or set(), ended or {}, refused or [])
    finished = finish_pull(pull_id=pull.id, register=register, at=at)
    assert finished
    return finished
