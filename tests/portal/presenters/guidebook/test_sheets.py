"""Map sheets, read back from the PDF: the right places under the right numbers, told in words too."""

from decimal import Decimal
from uuid import uuid4

import pytest

from tests.factories.directory import make_district, make_location, make_service
from tests.portal.presenters.guidebook.conftest import Print
from tests.portal.presenters.guidebook.reading import alternatives
from tsunagu.directory.models import District
from tsunagu.directory.queries.listing import Listing, Place
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal.presenters.guidebook.sheets import MOST_ON_A_SHEET, sheets_of

HERE = {"latitude": Decimal("37.148000"), "longitude": Decimal("138.236000")}
THERE = {"latitude": Decimal("37.160000"), "longitude": Decimal("138.250000")}


@pytest.fixture
def districts(in_joetsu: Municipality) -> tuple[District, District]:
    first, second = make_district("板倉区", position=0), make_district("安塚区", position=1)
    ground = make_service(name="ひろば")
    make_location("わの館", name_kana="ワノヤカタ", service=ground, district=first, **HERE)
    make_location("あの館", name_kana="アノヤカタ", service=ground, district=first, **THERE)
    make_location("位置のない館", service=ground, district=first)
    make_location("安塚の館", service=make_service(name="あそびば"), district=second)
    return first, second


def test_a_district_with_positions_has_a_sheet_and_one_without_has_none(
    districts: tuple[District, District], print_book: Print
) -> None:
    book = print_book()

    assert book.pages_with("地図：安塚区") == []
    [page, *_contents] = reversed(book.pages_with("地図：板倉区"))
    assert book.pages[page - 1].index("あの館") < book.pages[page - 1].index("わの館")
    assert "位置のない館" not in book.pages[page - 1]


def test_the_sheet_is_told_in_words(districts: tuple[District, District], print_book: Print) -> None:
    told = [one for one in alternatives(print_book()) if one.startswith("場所に番号をつけた略図")]

    assert told == ["場所に番号をつけた略図。北が上。番号は次のとおり：1 あの館、2 わの館"]


def test_a_district_edition_has_the_sheet_of_its_own_district_only(
    districts: tuple[District, District], print_book: Print
) -> None:
    make_location("安塚の新館", service=make_service(), district=districts[1], **THERE)

    book = print_book(district=districts[1])

    assert book.pages_with("地図：安塚区") != []
    assert book.pages_with("地図：板倉区") == []


def test_a_town_without_any_position_has_no_sheet(in_joetsu: Municipality, print_book: Print) -> None:
    make_location(service=make_service())

    assert print_book().pages_with("地図：") == []


def place(number: int, district: str) -> Place:
    at = 37 + number / 100
    return Place(
        uuid4(), f"館{number}", f"ヤカタ{number:03}", district=district, latitude=at, longitude=138.0
    )


def test_a_full_district_goes_on_on_a_second_sheet() -> None:
    places = tuple(place(number, "板倉区") for number in range(MOST_ON_A_SHEET + 1))
    listing = Listing(uuid4(), "ひろば", uuid4(), "団体", places=places)

    sheets = sheets_of([listing], districts=["板倉区"])

    assert [sheet["title"] for sheet in sheets] == ["地図：板倉区（1/2）", "地図：板倉区（2/2）"]
    assert sheets[1]["legend"][0]["number"] == str(MOST_ON_A_SHEET + 1)


def test_sheets_stand_in_the_towns_order_and_unknown_districts_last() -> None:
    places = (place(1, ""), place(2, "安塚区"), place(3, "板倉区"))
    listing = Listing(uuid4(), "ひろば", uuid4(), "団体", places=places)

    titles = [sheet["title"] for sheet in sheets_of([listing], districts=["板倉区", "安塚区"])]

    assert titles == ["地図：板倉区", "地図：安塚区", "地図：地区のわからない場所"]


def test_a_place_of_two_services_is_one_number_that_leads_to_both() -> None:
    one = place(1, "板倉区")
    listings = [Listing(uuid4(), name, uuid4(), "団体", places=(one,)) for name in ("朝", "昼")]

    [sheet] = sheets_of(listings, districts=["板倉区"])

    assert [line["ids"] for line in sheet["legend"]] == [[str(each.id) for each in listings]]
