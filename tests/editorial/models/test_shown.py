"""Which files are everybody's to open: those of pages that are up, in the town of the page."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.editorial import make_page, make_paper, make_picture, shelf
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import InformationPage, Paper, Picture, PictureRendition, ShownFile
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def files(in_joetsu: Municipality) -> tuple[Picture, Paper]:
    shelf(SectionKind.KNOW)
    return make_picture(), make_paper()


def body(files: tuple[Picture, Paper]) -> list[Any]:
    picture, paper = files
    link = f'<p><a linktype="document" id="{paper.pk}">申込書</a></p>'
    return [("picture", {"picture": picture, "caption": ""}), ("text", link)]


def page(files: tuple[Picture, Paper], **fields: Any) -> InformationPage:
    return make_page(InformationPage, "まとめ", on=shelf(SectionKind.KNOW), **fields)


def seen(town: Municipality) -> tuple[int, int, int]:
    """The pictures, their sizes and the papers that a visitor of the town may open."""
    with acting(Acting(town=town.id, moment=TODAY_10AM)):
        return tuple(model.objects.count() for model in (Picture, PictureRendition, Paper))


def test_a_file_is_everybodys_while_a_page_with_it_is_up(
    in_joetsu: Municipality, nagaoka: Municipality, files: tuple[Picture, Paper]
) -> None:
    before = seen(in_joetsu)
    put_up = page(files, body=body(files))

    assert (before, seen(in_joetsu), seen(nagaoka)) == ((0, 0, 0), (1, 1, 1), (0, 0, 0))
    put_up.unpublish()
    assert seen(in_joetsu) == (0, 0, 0)


def test_the_easy_body_counts_as_well(in_joetsu: Municipality, files: tuple[Picture, Paper]) -> None:
    page(files, easy_body=body(files))

    assert seen(in_joetsu) == (1, 1, 1)


def test_what_a_page_no_longer_shows_is_no_longer_everybodys(
    in_joetsu: Municipality, files: tuple[Picture, Paper]
) -> None:
    put_up = page(files, body=body(files))
    put_up.body = [("heading", "なくした")]
    draft = put_up.save_revision()
    waiting = seen(in_joetsu)

    draft.publish()

    # A draft changes nothing for readers.
    assert (waiting, seen(in_joetsu)) == ((1, 1, 1), (0, 0, 0))


def test_a_file_of_two_pages_stays_with_the_one_that_is_up(
    in_joetsu: Municipality, files: tuple[Picture, Paper]
) -> None:
    first, _second = page(files, body=body(files)), page(files, body=body(files))

    first.unpublish()

    assert seen(in_joetsu) == (1, 1, 1)


def test_a_page_opens_no_file_of_another_town(
    in_joetsu: Municipality, nagaoka: Municipality, files: tuple[Picture, Paper]
) -> None:
    _picture, paper = files

    with as_system(nagaoka.id, at=TODAY_10AM):
        page(files, body=[("text", f'<p><a linktype="document" id="{paper.pk}">よその</a></p>')])
        noted = ShownFile.objects.count()

    assert (noted, seen(in_joetsu), seen(nagaoka)) == (0, (0, 0, 0), (0, 0, 0))


def test_the_database_refuses_what_cannot_be(in_joetsu: Municipality, files: tuple[Picture, Paper]) -> None:
    picture, paper = files
    put_up = page(files, body=body(files))

    for broken in (
        {},
        {"picture": picture, "paper": paper},
        {"picture": picture},
        {"paper": paper},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ShownFile.objects.create(page_id=put_up.pk, **broken)
