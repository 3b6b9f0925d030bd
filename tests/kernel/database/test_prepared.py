"""Statements whose plans are kept."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tsunagu.kernel.database.prepared import THRESHOLD, prepared
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter


def plans_kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%kernel_letter%'")
        return int(cursor.fetchone()[0])


def test_a_statement_seen_before_is_kept(in_joetsu: Municipality) -> None:
    before = plans_kept()

    with prepared():
        for _ in range(THRESHOLD + 1):
            list(Letter.objects.filter(kind="kept").only("id"))

    assert plans_kept() == before + 1


def test_outside_nothing_is_kept(in_joetsu: Municipality) -> None:
    with prepared():
        pass
    before = plans_kept()

    for _ in range(THRESHOLD + 2):
        list(Letter.objects.filter(kind="not kept").only("id"))

    assert plans_kept() == before


def test_a_kept_plan_asks_anew_who_acts(joetsu: Municipality, nagaoka: Municipality) -> None:
    def letters() -> int:
        with prepared():
            return Letter.objects.filter(kind="test").count()

    with as_system(joetsu.id):
        Letter.objects.create(to="a@example.jp", subject="件", body="文", kind="test", written_at=TODAY_10AM)
        in_joetsu = [letters() for _ in range(8)]
    with as_system(nagaoka.id):
        in_nagaoka = [letters() for _ in range(8)]

    assert in_joetsu == [1] * 8
    assert in_nagaoka == [0] * 8


def test_the_log_names_values(in_joetsu: Municipality) -> None:
    with CaptureQueriesContext(connection) as asked, prepared():
        for _ in range(THRESHOLD + 2):
            Letter.objects.filter(kind="logged").exists()

    assert ["'logged'" in query["sql"] for query in asked] == [True] * (THRESHOLD + 2)
