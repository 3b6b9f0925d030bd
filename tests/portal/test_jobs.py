"""The job that prints the guidebook: from what was asked for to a file, with its progress seen meanwhile."""

import threading
from typing import Any

import pytest
from django.db import connection

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_service, make_term
from tests.factories.guidebooks import make_guidebook
from tests.factories.kernel import make_user
from tests.portal.presenters.guidebook.reading import PrintedBook
from tsunagu.directory.actions.guidebooks import order_guidebook
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Guidebook, GuidebookState
from tsunagu.directory.queries.guidebooks import Coverage, file_of
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal import jobs
from tsunagu.portal.jobs import print_guidebook


def order() -> Guidebook:
    return order_guidebook(coverage=Coverage(), by=make_user(), at=TODAY_10AM)[0]


def test_the_job_makes_the_file_that_was_asked_for(in_joetsu: Municipality) -> None:
    make_service(name="電話相談")
    book = order()

    print_guidebook(guidebook_id=str(book.id), at=TODAY_10AM)

    book.refresh_from_db()
    assert (book.state, book.failure, book.listings) == (GuidebookState.READY, "", 1)
    assert book.pages == len(PrintedBook(file_of(book.id)).pages)


def test_a_second_run_of_the_same_job_changes_nothing(in_joetsu: Municipality) -> None:
    book = make_guidebook(by=make_user(), at=TODAY_10AM)

    print_guidebook(guidebook_id=str(book.id), at=TODAY_10AM)

    assert Guidebook.objects.get().digest == book.digest


def test_a_letter_without_a_sign_ends_the_making_with_words_that_help(in_joetsu: Municipality) -> None:
    make_service(name="外字の会", summary="この字は\ue000です")
    book = order()

    print_guidebook(guidebook_id=str(book.id), at=TODAY_10AM)

    book.refresh_from_db()
    assert book.state == GuidebookState.FAILED
    assert book.failure == (
        "「外字の会」にある「\ue000」を印刷できる字がありません。直してから、もう一度作ってください。"
    )


def test_a_job_of_an_edition_that_is_gone_ends_quietly(in_joetsu: Municipality) -> None:
    book = order()
    book_id = str(book.id)
    book.delete()

    print_guidebook(guidebook_id=book_id, at=TODAY_10AM)

    assert Guidebook.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_others_see_how_far_it_is_before_it_is_over(
    joetsu: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_system(joetsu.id):
        need = make_term(Scheme.NEED, "talk", "相談したい")
        for number in range(jobs.EVERY):
            make_service(name=f"サービス{number}", needs=(need.key,))
        book = order()
    seen: list[tuple[str, int, int]] = []
    real = jobs.typeset

    def look_from_outside() -> None:
        # Another connection: what this test's own transaction did is no proof.
        with as_system(joetsu.id):
            row = Guidebook.objects.get(id=book.id)
            seen.append((row.state, row.done, row.listings))
        connection.close()

    def typeset_and_look(book: Any, **given: Any) -> Any:
        for _ in range(100):
            other = threading.Thread(target=look_from_outside)
            other.start()
            other.join()
            if seen[-1][0] == GuidebookState.TYPESETTING:
                break
        return real(book, **given)

    monkeypatch.setattr(jobs, "typeset", typeset_and_look)
    with as_system(joetsu.id, at=TODAY_10AM):
        print_guidebook(guidebook_id=str(book.id), at=TODAY_10AM)

    assert seen[-1] == (GuidebookState.TYPESETTING, jobs.EVERY, jobs.EVERY)
    with as_system(joetsu.id):
        assert Guidebook.objects.get().state == GuidebookState.READY
