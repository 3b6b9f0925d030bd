"""The guidebook as it comes out of the printer's end: read back from the PDF."""

import pytest
import yaml

from tests.conftest import TODAY_10AM
from tests.factories.directory import (
    make_desk,
    make_district,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tests.portal.presenters.guidebook.conftest import Print
from tests.portal.presenters.guidebook.reading import alternatives, without_breaks
from tsunagu.directory.actions.load_town import load_town
from tsunagu.directory.choices import Audience, Scheme
from tsunagu.directory.models import Service, ServiceArea
from tsunagu.directory.queries.data_files import TAXONOMY, TOWNS
from tsunagu.directory.queries.listings import OFFERED
from tsunagu.portal.presenters.guidebook.typesetting import CannotBePrinted

# Everything that means something to the typesetting language, and some that means something to others.
ODD = '#let x = 1 *太字* _斜体_ $a^2$ @ref <label> `code` \\ // /* */ ~ -- "引用" {{ }} [x](y) = 見出し'
OTHERS = "👶🎈 𠮷野家 髙﨑 Việt Nam 한국어 ①☎♡㈱"


@pytest.fixture
def needs(in_joetsu: object) -> None:
    leave = make_term(Scheme.NEED, "leave_child", "預けたい", position=0, is_top=True)
    make_term(Scheme.NEED, "temporary_care", "少しの間だけ預ける", position=1, parent=leave)
    talk = make_term(Scheme.NEED, "talk", "相談したい", position=2, is_top=True)
    make_term(Scheme.NEED, "talk_parenting", "子育ての相談", position=3, parent=talk)


def test_every_public_listing_of_the_town_is_in_the_book_and_in_its_index(print_book: Print) -> None:
    taxonomy = yaml.safe_load(TAXONOMY.read_text())
    town = yaml.safe_load((TOWNS / "joetsu.yaml").read_text())
    load_town(town, taxonomy=taxonomy, is_demo=True, at=TODAY_10AM)
    listed = Service.objects.filter(audience=Audience.RESIDENTS, status__in=OFFERED)

    book = print_book()

    assert listed.count() > 50
    assert [one.name for one in listed if len(book.pages_with(one.name)) < 2] == []


def test_what_is_for_supporters_only_is_not_in_the_book(print_book: Print, needs: None) -> None:
    desk = make_desk()
    shown = make_service(desk, name="みんなの広場", needs=("talk",))
    make_service(desk, name="支援者だけの会", needs=("talk",), audience=Audience.SUPPORTERS)
    make_phone("025-111-1111", service=shown)
    make_phone("025-999-9999", service=shown, audience=Audience.SUPPORTERS)

    book = print_book()

    assert [words in book.text for words in ("みんなの広場", "025-111-1111")] == [True, True]
    assert [words in book.text for words in ("支援者だけの会", "025-999-9999")] == [False, False]


def test_a_listing_of_several_needs_is_printed_once_and_pointed_to_from_the_other_chapter(
    print_book: Print, needs: None
) -> None:
    make_service(
        name="ひろばの一時預かり", needs=("temporary_care", "talk"), summary="ここにだけある文です。"
    )
    make_service(name="電話相談", needs=("talk_parenting",))

    book = print_book()

    assert len(book.pages_with("ここにだけある文です。")) == 1
    assert len(book.pages_with("ほかの章にあって、ここでも役に立つもの")) == 1


def test_the_index_and_the_pointers_name_the_page_on_which_the_listing_stands(
    print_book: Print, needs: None
) -> None:
    services = [
        make_service(
            name=f"サービス第{number:02}号", name_kana=f"サービスダイ{number:02}ゴウ", needs=("talk",)
        )
        for number in range(30)
    ]

    book = print_book()

    index = book.pages[book.pages_with("五十音のさくいん")[-1] - 1]
    pages = {one.name: book.page_of(one) for one in services}
    assert len(set(pages.values())) > 5
    for name, page in pages.items():
        after = index.partition(without_breaks(name))[2].lstrip(".")
        assert after.startswith(str(page))
        assert page in book.pages_with(name)


def test_the_organisations_index_has_their_phones_and_pages(print_book: Print, needs: None) -> None:
    organisation = make_organisation("ひだまり広場", name_kana="ヒダマリヒロバ")
    make_phone("025-526-5111", organisation=organisation)
    service = make_service(organisation, name="一時預かり", needs=("talk",))

    book = print_book()

    [page] = [page for page in book.pages if page.startswith("団体のさくいん")]
    assert f"は行ひだまり広場ヒダマリヒロバ025-526-5111{book.page_of(service)}" in page


def test_words_of_the_register_come_out_as_they_were_typed(print_book: Print, needs: None) -> None:
    make_service(
        make_organisation(f"組織{ODD}"),
        name=ODD,
        summary=OTHERS,
        description=f"一行目 {ODD}\n二行目",
        how_to_use="https://example.jp/" + "とても/ながい" * 3 + "a" * 150,
        needs=("talk",),
    )

    book = print_book()

    wanted = [ODD, f"組織{ODD}", OTHERS, f"一行目 {ODD}", "a" * 150]
    assert [words for words in wanted if not book.pages_with(words)] == []


def test_names_in_the_scripts_of_neighbours_from_abroad_can_be_printed(
    print_book: Print, needs: None
) -> None:
    make_service(name="世界の会", summary="नमस्ते สวัสดี မင်္ဂလာပါ привет", needs=("talk",))

    fonts = print_book().fonts

    wanted = {"NotoSansDevanagari", "NotoSansThai", "NotoSansMyanmar"}
    assert wanted - {name.split("+")[1].split("-")[0] for name in fonts} == set()


def test_a_listing_of_which_nothing_is_known_but_its_name_is_printed_and_says_so(
    print_book: Print, needs: None
) -> None:
    make_service(name="なぞの集い", opening=None, cost="unknown")

    book = print_book()

    [page] = book.pages_with("まだ分からないこと：対象・いつ・どこで・費用・使い方・電話")
    assert page in book.pages_with("なぞの集い")


def test_control_characters_that_came_by_pasting_are_left_out(print_book: Print, needs: None) -> None:
    make_service(name="貼り\x07付け\x1b会", needs=("talk",))

    assert print_book().pages_with("貼り付け会") != []


def test_a_letter_that_no_font_can_draw_stops_the_press_and_names_the_listing(
    print_book: Print, needs: None
) -> None:
    make_service(name="ふつうの会", needs=("talk",))
    make_service(name="外字の会", summary="この字は\ue000です", needs=("talk",))

    with pytest.raises(CannotBePrinted) as stopped:
        print_book()

    assert (stopped.value.text, stopped.value.where) == ("\ue000", ("外字の会",))


def test_a_district_has_its_own_listings_and_those_of_the_whole_town(print_book: Print, needs: None) -> None:
    yasuzuka, itakura = make_district("安塚区"), make_district("板倉区")
    make_location("安塚の家", service=make_service(name="安塚の広場", needs=("talk",)), district=yasuzuka)
    make_location("板倉の家", service=make_service(name="板倉の広場", needs=("talk",)), district=itakura)
    ServiceArea.objects.create(service=make_service(name="板倉の訪問", needs=("talk",)), district=itakura)
    make_service(name="どこでも電話相談", needs=("talk",))

    book = print_book(district=yasuzuka)

    names = ("安塚の広場", "どこでも電話相談", "板倉の広場", "板倉の訪問")
    assert [bool(book.pages_with(name)) for name in names] == [True, True, False, False]
    assert book.reader.metadata.title == "上越市 子育てガイドブック 安塚区"


def test_an_age_has_what_fits_it_and_what_says_nothing_of_ages(print_book: Print, needs: None) -> None:
    infant = make_term(Scheme.STAGE, "infant", "0歳", from_months=0, to_months=11)
    make_term(Scheme.STAGE, "school", "小学生", from_months=72, to_months=155)
    make_service(name="赤ちゃんの会", stages=("infant",))
    make_service(name="六か月からの会", minimum_age_months=6, maximum_age_months=30)
    make_service(name="だれでもの会")
    make_service(name="放課後の会", stages=("school",))
    make_service(name="三歳からの会", minimum_age_months=36)

    book = print_book(stage=infant)

    names = ("赤ちゃんの会", "六か月からの会", "だれでもの会", "放課後の会", "三歳からの会")
    assert [bool(book.pages_with(name)) for name in names] == [True, True, True, False, False]


def test_the_easy_edition_says_it_in_easy_words_and_leads_to_easy_pages(
    print_book: Print, needs: None
) -> None:
    service = make_service(
        name="一時預かり",
        summary="保護者の疾病等の際に保育します。",
        summary_easy="びょうきの とき、子どもを あずかります。",
        description="要件の詳細は要綱による。",
        needs=("talk",),
    )

    book = print_book(language="ja-easy")

    assert book.pages_with("びょうきの とき、子どもを あずかります。") == [book.page_of(service)]
    assert book.pages_with("要件の詳細は要綱による。") == []
    links = {
        note.get_object()["/A"]["/URI"]
        for note in book.reader.pages[book.page_of(service) - 1]["/Annots"]
        if "/URI" in note.get_object()["/A"]
    }
    assert links == {f"http://localhost:8000/joetsu/easy/services/{service.id}/"}


def test_the_cover_names_town_and_day_in_both_calendars(print_book: Print, needs: None) -> None:
    cover = print_book().pages[0]

    words = ("上越市", "子育てガイドブック", "まち全体", "令和8年11月20日（2026年11月20日）")
    assert [without_breaks(each) in cover for each in words] == [True] * 4


def test_the_front_has_the_numbers_for_an_emergency_the_desk_and_the_contents(
    print_book: Print, needs: None
) -> None:
    make_phone("025-555-0100", organisation=make_desk("子育て総合窓口"))
    service = make_service(name="電話相談", needs=("talk",))

    pages = print_book().pages

    assert [number in pages[1] for number in ("110", "119", "189", "#8000")] == [True] * 4
    assert "子育て総合窓口" in pages[2]
    assert "025-555-0100" in pages[2]
    assert pages[3].startswith("もくじ")
    assert service.name not in pages[3]


def test_a_town_without_a_desk_and_without_a_listing_still_gets_a_book(print_book: Print) -> None:
    book = print_book()

    assert book.pages_with("まよったら、ここへ") == []
    assert book.pages[-1].startswith("この本について")


def test_the_file_is_tagged_names_its_language_and_claims_what_it_was_checked_for(
    print_book: Print, needs: None
) -> None:
    make_service(name="電話相談", needs=("talk",))

    book = print_book()

    claims = book.catalog["/Metadata"].get_data().decode()
    assert book.catalog["/Lang"] == "ja-JP"
    assert book.catalog["/MarkInfo"]["/Marked"].value is True
    assert book.catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert book.reader.metadata.title == "上越市 子育てガイドブック まち全体"
    assert [
        claim in claims for claim in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<")
    ] == [True] * 3


def test_every_picture_has_words_and_every_font_is_inside(print_book: Print, needs: None) -> None:
    make_service(name="電話相談", needs=("talk",))

    book = print_book()

    assert "「電話相談」のページのQRコード" in alternatives(book)
    assert len(book.fonts) > 1
    assert [name for name, descriptor in book.fonts.items() if not _is_inside(descriptor)] == []


def _is_inside(descriptor: dict[str, object]) -> bool:
    return bool({"/FontFile2", "/FontFile3"} & set(descriptor))
