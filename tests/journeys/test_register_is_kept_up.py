"""A member adds a service and a photo, the desk approves both; an organisation answers the yearly renewal."""

import io

from PIL import Image

from tests.journeys.people import People

SERVICE = "旅の見本ひろば"
SHOWN = "見本の絵。青い四角"


def a_picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (640, 480), "#3a6ea5").save(written, "JPEG")
    return written.getvalue()


def test_a_member_adds_a_service_with_a_photo_and_families_see_both_once_the_desk_has(
    people: People,
) -> None:
    npo = people.a_colleague("花かご いずみ").opens("/work/listings/")
    npo.follows("サービスを足す").the_page_is_accessible()
    npo.writes("名称", SERVICE).presses("窓口に送る").sees("フリガナ")
    npo.writes("名称（フリガナ）", "タビノミホンヒロバ").writes("開いている日と時間", "第2土曜の10時から12時")
    npo.presses("窓口に送る").sees("窓口に送りました")
    npo.follows("写真").the_page_is_accessible()
    npo.page.get_by_label("写真").first.set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    )
    npo.selects("何の写真か", "団体・建物").writes("何が写っているか", SHOWN)
    npo.chooses("だれかわかる子どもは、写っていません").presses("窓口に送る").sees(
        "窓口に送りました", "確認待ち"
    )

    desk = people.a_colleague("ひだまり山 さち").opens("/work/listings/changes/")
    desk.page.get_by_role("row").filter(has_text=SERVICE).get_by_role("link").first.click()
    desk.sees("第2土曜の10時から12時").the_page_is_accessible()
    desk.reaches_by_keyboard("このまま公開する").presses("このまま公開する").sees("公開しました")
    desk.opens("/work/listings/photos/").sees(SHOWN).the_page_is_accessible()
    waiting = desk.page.locator("section.panel").filter(has_text=SHOWN)
    waiting.get_by_role("button", name="公開する").click()
    desk.sees("写真を公開しました")

    npo.opens("/work/listings/").page.get_by_role("row").filter(has_text=SERVICE).get_by_role(
        "link"
    ).first.click()
    npo.follows("載ったサービスを見る").sees(SERVICE)
    listing = npo.place.rstrip("/").rpartition("/")[2]
    npo.follows("空きを知らせる").the_page_is_accessible()
    npo.writes("年齢・クラス", "土曜の回").selects("空き", "残りわずか").presses("この内容で載せる").sees(
        "空きの情報を載せました"
    )

    family = people.a_visitor_with_a_phone(scripts=False).opens(f"/services/{listing}/")
    family.sees(SERVICE, "第2土曜の10時から12時", "空きの状況", "残りわずか")
    assert family.page.get_by_alt_text(SHOWN).count() == 1
    people.a_visitor_with_a_phone().opens(f"/services/{listing}/").the_page_is_accessible()


def test_an_organisation_answers_the_yearly_renewal_and_the_desk_sees_who_has_not(people: People) -> None:
    desk = people.a_colleague("むさし葉 りつ", town="koganei").opens("/work/listings/renewals/")
    desk.the_page_is_accessible().follows("のようすを見る").sees("団体ごとのようす")
    renewal = desk.place
    for _minute in range(30):
        if "これから" not in desk.text():
            break
        # The worker writes to one organisation after the other.
        desk.page.wait_for_timeout(1_000)
        desk.looks_again()
    desk.does_not_see("これから").the_page_is_accessible()

    member = people.a_colleague("どろんこ原 こう", town="koganei").opens("/work/listings/")
    member.page.locator(".listing-line__name").first.click()
    member.sees("今も正しいか、確認をお願いしています").follows("確認する").presses("確認する").sees(
        "確認しました"
    )

    desk.opens(renewal)
    answered = desk.page.get_by_role("row").filter(has_text="遊パーク").get_by_role("cell")
    assert "1" in answered.all_inner_texts()
    desk.unfolds("まだ答えのない掲載")
    desk.presses("答えていない団体に、もう一度送る").sees("通の手紙を送りました")
    desk.opens("/work/guidebook/").sees("答えのない掲載が").the_page_is_accessible()


def test_editors_keep_places_and_numbers(people: People) -> None:
    desk = people.a_colleague("ひだまり山 さち").opens("/work/directory/places/").the_page_is_accessible()
    desk.follows("場所を足す").the_page_is_accessible()
    desk.writes("名称", "旅の見本の家").writes("名称（フリガナ）", "タビノミホンノイエ")
    desk.writes("緯度", "37.1, 138.24").presses("保存する").sees("場所を足しました")
    desk.opens("/work/directory/phones/").the_page_is_accessible()
    desk.follows("番号を足す").the_page_is_accessible()
    desk.writes("電話番号", "0000-00-0042").selects("場所の番号なら", "旅の見本の家").presses("保存する")
    desk.sees("番号を足しました")
    people.a_visitor_with_a_phone().opens("/phones/?q=0042").sees("0000-00-0042")
    desk.opens("/work/listings/").follows("団体を足す").the_page_is_accessible()
