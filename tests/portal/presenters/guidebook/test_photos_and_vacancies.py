"""Photos and free places beside the listings: only what was approved, only what is still news."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.files.storage import storages

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation, make_service
from tests.factories.kernel import make_user
from tests.factories.network import make_photo
from tests.portal.presenters.guidebook.conftest import Print
from tests.portal.presenters.guidebook.reading import alternatives
from tsunagu.directory.actions.vacancies import VacancyLine, tell_vacancies
from tsunagu.directory.choices import VacancyState
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.municipality.models import Municipality

TODAY = TODAY_10AM.date()


@pytest.fixture
def npo(in_joetsu: Municipality) -> Organisation:
    return make_organisation("ひだまり広場")


def tell(service: Service, *, as_of: date) -> None:
    lines = [
        VacancyLine("0歳児クラス", VacancyState.FULL, 0, 6),
        VacancyLine("1歳児クラス", VacancyState.FEW, 1, 10),
    ]
    tell_vacancies(service=service, lines=lines, as_of=as_of, by=make_user(), at=TODAY_10AM)


def test_an_approved_photo_stands_beside_its_listing_and_is_told_in_words(
    npo: Organisation, print_book: Print
) -> None:
    service = make_service(npo, name="ひろば")
    make_photo(npo, by=make_user(), service=service, is_approved=True)

    book = print_book()

    assert alternatives(book).count("木の床の部屋") == 1
    page = book.reader.pages[book.page_of(service) - 1]
    assert [(image.image.width, image.image.height) for image in page.images] == [(320, 240)]


def test_a_photo_that_waits_or_was_taken_away_is_not_printed(npo: Organisation, print_book: Print) -> None:
    make_photo(npo, by=make_user(), service=make_service(npo, name="ひろば"))

    assert "木の床の部屋" not in alternatives(print_book())


def test_a_photo_of_the_organisation_is_printed_beside_the_first_of_its_services_only(
    npo: Organisation, print_book: Print
) -> None:
    first, second = make_service(npo, name="あさの会", name_kana="アサ"), make_service(npo, name="よるの会")
    make_photo(npo, by=make_user(), alt="赤い屋根の家", is_approved=True)
    make_photo(npo, by=make_user(), service=second, alt="夜の部屋", is_approved=True)
    make_service(npo, name="わの会", name_kana="ワ")

    told = alternatives(print_book())

    assert (told.count("赤い屋根の家"), told.count("夜の部屋")) == (1, 1)
    assert told.index("赤い屋根の家") < told.index(f"「{first.name}」のページのQRコード")


def test_a_photo_whose_file_is_gone_does_not_stop_the_press(npo: Organisation, print_book: Print) -> None:
    photo = make_photo(npo, by=make_user(), service=make_service(npo, name="ひろば"), is_approved=True)
    for path in photo.paths:
        storages["media"].delete(path)

    book = print_book()

    assert "木の床の部屋" not in alternatives(book)
    assert book.pages_with("ひろば") != []


def test_free_places_are_printed_with_their_day(npo: Organisation, print_book: Print) -> None:
    service = make_service(npo, name="ひろば保育園")
    tell(service, as_of=TODAY - timedelta(days=3))

    book = print_book()

    page = book.pages[book.page_of(service) - 1]
    assert "2026年11月17日現在" in page
    assert "1歳児クラス残りわずか1人(定員10人)" in page
    assert "いまの空きは、電話かQRコードのページで確かめてください。" in page


@pytest.mark.parametrize(("more_days", "is_printed"), [(0, True), (1, False)])
def test_free_places_that_are_old_news_are_not_printed_at_all(
    npo: Organisation, print_book: Print, more_days: int, is_printed: bool
) -> None:
    tell(
        make_service(npo, name="ひろば保育園"),
        as_of=TODAY - timedelta(days=settings.VACANCY_DAYS + more_days),
    )

    book = print_book()

    assert bool(book.pages_with("1歳児クラス")) is is_printed
