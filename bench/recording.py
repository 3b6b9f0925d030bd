"""Recording a consultation: the action alone, and the whole request of the form."""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.demo_town import DemoTown
from bench.inside import Colleague, colleague, inside
from bench.table import Line

TITLE = "recording a consultation"
FORM = "/joetsu/work/desk/consultations/new/"


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    rounds = 20 if quick else 100
    with inside(town):
        worker = colleague("consultation_worker")
        yield _line("the action, in its transaction", _action(worker), rounds)
        show, send = _form(worker)
        yield _line("the empty form, as a request", show, rounds)
        yield _line("the form sent, as a request", send, rounds)


def _line(what: str, work: Callable[[], Any], rounds: int) -> Line:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work()
    took = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - started))
    with CaptureQueriesContext(connection) as asked:
        work()
    p95 = sorted(took)[int(0.95 * (rounds - 1))]
    return Line(what, f"{statistics.median(took):,.1f} ms (p95 {p95:,.1f})", f"{len(asked)} statements")


def _place(worker: Colleague) -> Any:
    from tsunagu.desk.models import ConsultationPlace

    with worker.acting():
        return ConsultationPlace.objects.filter(organisation=worker.organisation).order_by("id")[0]


def _action(worker: Colleague) -> Callable[[], Any]:
    from django.utils import timezone

    from tsunagu.desk.actions.record_consultation import Said, record_consultation
    from tsunagu.desk.choices import Method

    place = _place(worker)
    said = Said(asked="夜泣きがつづいて眠れない。", answered="一時預かりを案内した。")

    def record() -> None:
        with worker.acting():
            record_consultation(
                place=place,
                method=Method.PHONE,
                topics=["talk"],
                by=worker.user,
                at=timezone.now(),
                minutes=15,
                said=said,
            )

    return record


def _form(worker: Colleague) -> tuple[Callable[[], Any], Callable[[], Any]]:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(worker.user)
    place = _place(worker)
    typed = {
        "method": "phone", "topics": "1", "minutes": "15", "asker": "mother", "people_count": "1",
        "place": place.id, "next_owner": worker.user.id, "asked": "夜泣きがつづいて眠れない。",
    }  # fmt: skip

    def send() -> None:
        response = client.post(FORM, typed)
        assert response.status_code == 302, response.content.decode()

    return lambda: client.get(FORM), send
