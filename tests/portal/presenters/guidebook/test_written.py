"""The chapters that the town's editors wrote, read back from the printed book."""

from typing import Any

import pytest
from django.core.files.storage import default_storage

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_service, make_term
from tests.factories.editorial import make_page, make_paper, make_picture, shelf
from tests.portal.presenters.guidebook.conftest import Print
from tests.portal.presenters.guidebook.reading import PrintedBook, alternatives, tags_of
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.choices import Scheme
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import Chapter, InformationPage, Picture
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal.presenters.guidebook.typesetting import CannotBePrinted

TEXT = (
    "<p>はじめての<b>予防接種</b>は、生後2か月からです。</p>"
    "<ul><li>母子手帳<ul><li>なくしたとき</li></ul></li><li>予診票</li></ul>"
    "<ol><li>電話する</li><li>行く</li></ol>"
)


def write(title: str = "予防接種のはなし", **fields: Any) -> Chapter:
    return make_page(Chapter, title, on=shelf(SectionKind.GUIDEBOOK), **fields)


@pytest.fixture
def picture(in_joetsu: Municipality) -> Picture:
    shelf(SectionKind.GUIDEBOOK)
    return make_picture()


@pytest.fixture
def chapter(picture: Picture) -> Chapter:
    """One of everything that an editor can put into a chapter."""
    return write(
        lead="小さな子のために",
        body=[
            ("heading", "いつ受けるか"),
            ("text", TEXT),
            ("picture", {"picture": picture, "caption": "注射のあと"}),
        ],
    )


def page_with(book: PrintedBook, words: str) -> str:
    """The last page on which they stand: before it stand the contents."""
    return book.pages[book.pages_with(words)[-1] - 1]


def test_a_chapter_stands_in_the_contents_and_before_the_listings(
    chapter: Chapter, print_book: Print
) -> None:
    make_service(name="電話相談")

    book = print_book()

    contents, own = book.pages_with("予防接種のはなし")[0], book.pages_with("小さな子のために")[0]
    assert "いつ受けるか" in book.pages[contents - 1]
    assert contents < own < book.pages_with("電話相談")[0]


def test_paragraphs_and_points_come_out_in_order_and_are_lists_for_a_screen_reader(
    chapter: Chapter, print_book: Print
) -> None:
    book = print_book()

    page = page_with(book, "いつ受けるか")
    words = (
        "はじめての予防接種は、生後2か月からです。",
        "母子手帳",
        "なくしたとき",
        "予診票",
        "1.電話する",
        "2.行く",
    )
    assert sorted(words, key=page.index) == list(words)
    tags = [tag["/S"] for tag in tags_of(book)]
    before = [tag["/S"] for tag in tags_of(_without_the_text(chapter, print_book))]
    assert (tags.count("/L") - before.count("/L"), tags.count("/LI") - before.count("/LI")) == (3, 5)


def _without_the_text(chapter: Chapter, print_book: Print) -> PrintedBook:
    chapter.body = [("heading", "いつ受けるか")]
    chapter.save_revision().publish()
    return print_book()


def test_a_picture_is_printed_with_its_words_and_what_stands_below_it(
    chapter: Chapter, print_book: Print
) -> None:
    book = print_book()

    page = page_with(book, "注射のあと")
    assert "緑の四角" in alternatives(book)
    assert "注射のあと" in page
    [pictured] = [one for one in book.reader.pages if "注射のあと" in one.extract_text()]
    assert [(image.image.width, image.image.height) for image in pictured.images] == [(40, 30)]


def test_a_picture_whose_file_is_gone_does_not_stop_the_press(
    chapter: Chapter, picture: Picture, print_book: Print
) -> None:
    for rendition in picture.renditions.all():
        default_storage.delete(rendition.file.name)

    book = print_book()

    assert "緑の四角" not in alternatives(book)
    assert book.pages_with("いつ受けるか") != []


def test_a_link_is_written_out_for_those_who_cannot_press_it(
    in_joetsu: Municipality, print_book: Print
) -> None:
    linked = make_page(InformationPage, "歯のはなし", on=shelf(SectionKind.KNOW))
    draft = make_page(InformationPage, "まだない", on=shelf(SectionKind.KNOW), live=False)
    paper = make_paper()
    write(
        body=[
            (
                "text",
                f'<p><a linktype="page" id="{linked.pk}">歯</a>、'
                f'<a linktype="page" id="{draft.pk}">下書き</a>、'
                f'<a linktype="document" id="{paper.pk}">申込書</a>、'
                '<a href="https://example.jp/a">県のページ</a>、<a href="tel:0255261111">0255261111</a></p>',
            )
        ]
    )

    book = print_book()

    home = "http://localhost:8000/joetsu/pages/"
    page = page_with(book, "県のページ")
    assert f"歯({home}{linked.place}/)、下書き、申込書({home}papers/{paper.public_id}/)" in page
    assert "県のページ(https://example.jp/a)、0255261111" in page
    assert page.count("0255261111") == 1


def test_a_question_to_the_directory_is_answered_with_pages_of_the_book(
    in_joetsu: Municipality, print_book: Print
) -> None:
    make_term(Scheme.NEED, "leave_child", "預けたい", is_top=True)
    service = make_service(name="ひろばの一時預かり", needs=("leave_child",))
    make_service(name="電話相談")
    reindex_town()
    asked = {"need": "leave_child", "stage": "", "weekday": "", "district": "", "free": False, "most": 6}
    write(body=[("listings", {"heading": "預け先", **asked})])
    write(
        "だれもいない章", body=[("listings", {"heading": "無料のもの", **asked, "need": "", "weekday": "6"})]
    )

    book = print_book()

    page = page_with(book, "預け先")
    after = page.partition("ひろばの一時預かり")[2].lstrip(".")
    assert after.startswith(str(book.page_of(service)))
    assert "電話相談" not in page


def test_the_easy_edition_has_its_own_words_with_readings_above_them(
    picture: Picture, print_book: Print
) -> None:
    write(
        easy_title="予防接種《よぼうせっしゅ》の はなし",
        body=[("text", "<p>要件は要綱による。</p>")],
        easy_body=[
            ("heading", "小千谷《おぢや》に 行く"),
            ("text", "<p>病気に ならない ための 注射です。</p>"),
            ("picture", {"picture": picture, "caption": ""}),
        ],
    )

    book = print_book(language="ja-easy")

    page = page_with(book, "病気")
    assert [each in page for each in ("よぼうせっしゅ", "おぢや", "びょうき", "ちゅうしゃ")] == [True] * 4
    assert "要綱" not in book.text
    assert "緑の四角" in alternatives(book)
    # Contents, bookmarks and running heads keep the plain words.
    assert "予防接種のはなし" in book.pages[book.pages_with("もくじ")[0] - 1]
    assert "小千谷に行く" in [without(one.title) for one in flat(book.reader.outline)]


def without(words: str) -> str:
    return words.replace(" ", "")


def flat(outline: list[Any]) -> list[Any]:
    return [one for each in outline for one in (flat(each) if isinstance(each, list) else [each])]


def test_a_screen_reader_is_told_the_word_and_not_its_reading_as_well(
    in_joetsu: Municipality, print_book: Print
) -> None:
    write(easy_body=[("text", "<p>注射です。</p>")])

    book = print_book(language="ja-easy")

    [page] = [one for one in book.reader.pages if "ちゅうしゃ" in one.extract_text()]
    stream = page.get_contents().get_data()
    assert b"/Artifact" in stream


def test_a_chapter_without_easy_words_says_so_and_reads_the_usual_ones_aloud(
    chapter: Chapter, print_book: Print
) -> None:
    book = print_book(language="ja-easy")

    page = page_with(book, "はじめての")
    assert "やさしい日本語の文がまだありません" in page
    assert [each in page for each in ("よぼう", "せっしゅ")] == [True, True]


def test_every_edition_has_the_chapters(chapter: Chapter, print_book: Print) -> None:
    district = make_district("安塚区")
    infant = make_term(Scheme.STAGE, "infant", "0歳", from_months=0, to_months=11)

    books = [
        print_book(district=district),
        print_book(stage=infant),
        print_book(stage=infant, language="ja-easy"),
    ]

    assert [bool(book.pages_with("いつ受けるか")) for book in books] == [True] * 3


def test_a_draft_and_another_towns_chapter_are_not_printed(
    in_joetsu: Municipality, nagaoka: Municipality, print_book: Print
) -> None:
    write("下書きの章", body=[("text", "<p>まだ</p>")], live=False)
    with as_system(nagaoka.id, at=TODAY_10AM):
        write("長岡の章", body=[("text", "<p>長岡</p>")])

    book = print_book()

    assert (book.pages_with("下書きの章"), book.pages_with("長岡の章")) == ([], [])


def test_the_file_keeps_its_promises_with_chapters_in_it(chapter: Chapter, print_book: Print) -> None:
    book = print_book()

    claims = book.catalog["/Metadata"].get_data().decode()
    assert [claim in claims for claim in ("<pdfuaid:part>1<", "<pdfaid:conformance>A<")] == [True, True]
    levels = [tag["/S"] for tag in tags_of(book) if tag["/S"] in {"/H1", "/H2", "/H3"}]
    assert "/H2" in levels


def test_a_letter_that_no_font_can_draw_names_the_chapter(in_joetsu: Municipality, print_book: Print) -> None:
    write("外字の章", body=[("text", "<p>この字は\ue000です</p>")])

    with pytest.raises(CannotBePrinted) as stopped:
        print_book()

    assert (stopped.value.text, stopped.value.where) == ("\ue000", ("外字の章",))
