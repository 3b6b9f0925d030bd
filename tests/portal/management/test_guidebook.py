"""`tsunagu guidebook`: a file, or a sentence that says why not."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories.directory import make_district, make_service, make_term
from tests.portal.presenters.guidebook.reading import PrintedBook
from tsunagu.directory.choices import Scheme
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def town(joetsu: Municipality) -> Municipality:
    with as_system(joetsu.id):
        make_district("安塚区")
        make_term(Scheme.STAGE, "infant", "0歳", from_months=0, to_months=11)
        make_service(name="電話相談")
    return joetsu


def test_the_command_writes_the_book_and_says_how_long_it_is(town: Municipality, tmp_path: Path) -> None:
    out = StringIO()
    target = tmp_path / "guide.pdf"

    call_command("guidebook", town="joetsu", to=str(target), stdout=out)

    book = PrintedBook(target.read_bytes())
    assert out.getvalue() == f"{target}：{len(book.pages)}ページ、1件、{target.stat().st_size:,}バイト\n"
    assert len(book.pages_with("電話相談")) == 2


def test_the_command_also_draws_each_page(town: Municipality, tmp_path: Path) -> None:
    target = tmp_path / "guide.pdf"

    call_command("guidebook", town="joetsu", to=str(target), pictures=str(tmp_path), stdout=StringIO())

    drawn = sorted(tmp_path.glob("*.png"))
    assert len(drawn) == len(PrintedBook(target.read_bytes()).pages)
    assert {picture.read_bytes()[:4] for picture in drawn} == {b"\x89PNG"}


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"district": "安塚区"}, "安塚区"),
        ({"age": "infant"}, "0歳"),
        # What the easy edition calls itself is the translators' matter; the age's own name is the town's.
        ({"age": "0歳", "language": "ja-easy"}, "0歳"),
    ],
)
def test_the_command_prints_a_part(
    town: Municipality, tmp_path: Path, options: dict[str, str], part: str
) -> None:
    target = tmp_path / "guide.pdf"

    call_command("guidebook", town="joetsu", to=str(target), stdout=StringIO(), **options)

    assert PrintedBook(target.read_bytes()).reader.metadata.title.count(part) == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"town": "atlantis"}, "atlantisという町はありません。"),
        ({"district": "竜宮区"}, "竜宮区という地区はありません（安塚区）。"),
        ({"age": "百歳"}, "百歳という時期はありません（0歳）。"),
        ({"language": "fr"}, "frでは作れません（ja・ja-easy）。"),
        ({"pictures": "/nowhere"}, "/nowhereというフォルダーはありません。"),
        ({"to": "/nowhere/guide.pdf"}, "/nowhereというフォルダーはありません。"),
    ],
)
def test_the_command_says_why_it_cannot(
    town: Municipality, tmp_path: Path, options: dict[str, str], why: str
) -> None:
    target = tmp_path / "guide.pdf"

    with pytest.raises(CommandError) as refused:
        call_command("guidebook", **{"town": "joetsu", "to": str(target), **options})

    assert (str(refused.value), refused.value.returncode, target.exists()) == (why, 1, False)


def test_the_command_names_the_listing_with_a_letter_that_cannot_be_printed(
    town: Municipality, tmp_path: Path
) -> None:
    with as_system(town.id):
        make_service(name="外字の会", summary="この字は\ue000です")

    with pytest.raises(CommandError, match="印刷できる字がありません（外字の会）"):
        call_command("guidebook", town="joetsu", to=str(tmp_path / "guide.pdf"))
