"""The town's own pages, as families read them."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from tests.factories.directory import make_organisation
from tests.factories.editorial import make_page, make_paper, make_picture, make_writer, shelf
from tests.portal.conftest import Town
from tsunagu.directory.actions.changes import note_change
from tsunagu.editorial.actions.pictures import make_renditions
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import Column, InformationPage, NewsPage
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns
from tsunagu.kernel.permissions.roles import MEMBER_WORKER

LISTINGS = {
    "heading": "預け先",
    "need": "leave_child",
    "stage": "",
    "weekday": "",
    "district": "",
    "free": False,
    "most": 6,
}


def text(*paragraphs: str) -> list[tuple[str, Any]]:
    return [("text", f"<p>{each}</p>") for each in paragraphs]


def write(town: Town, kind: type, title: str, on: SectionKind, **fields: Any) -> Any:
    with as_system(town.npo.municipality_id, at=timezone.now()):
        return make_page(kind, title, on=shelf(on), **fields)


def column(town: Town, **fields: Any) -> Column:
    return write(town, Column, "歯のはなし", SectionKind.COLUMNS, author="見本 花子", **fields)


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    content = answer.content
    return gzip.decompress(content).decode() if answer.get("Content-Encoding") == "gzip" else content.decode()


def test_a_page_is_read_where_its_editor_put_it(client: Client, town: Town) -> None:
    page = column(town, body=text("やさしく<b>ふく</b>"))

    html = body(client, f"/joetsu/pages/{page.place}/")

    assert "<h1>歯のはなし</h1>" in html
    assert "やさしく<b>ふく</b>" in html
    assert "見本 花子" in html


def test_a_draft_is_not_there(client: Client, town: Town) -> None:
    page = column(town, live=False)

    assert client.get(f"/joetsu/pages/{page.place}/").status_code == 404


def test_another_towns_page_is_not_there(client: Client, town: Town, nagaoka: object) -> None:
    page = column(town)
    assert client.get(f"/joetsu/pages/{page.place}/").status_code == 200

    assert client.get(f"/nagaoka/pages/{page.place}/").status_code == 404


def test_easy_japanese_has_its_own_body_with_readings(client: Client, town: Town) -> None:
    page = column(town, body=text("歯科医院"), easy_title="歯《は》の はなし", easy_body=text("歯を みがく"))

    html = body(client, f"/joetsu/easy/pages/{page.place}/")

    assert "<rt>は</rt>" in html
    assert "歯科医院" not in html
    assert "まだありません" not in html


def test_without_one_it_says_so_and_reads_the_usual_body_aloud(client: Client, town: Town) -> None:
    page = column(town, body=text("予防接種"))

    html = body(client, f"/joetsu/easy/pages/{page.place}/")

    assert "<ruby>" in html
    assert "notice" in html


def test_the_usual_page_has_no_readings_and_no_marks(client: Client, town: Town) -> None:
    page = column(town, body=text("小千谷《おぢや》"))

    html = body(client, f"/joetsu/pages/{page.place}/")

    assert "小千谷</p>" in html
    assert "<ruby>" not in html


def test_a_question_to_the_register_is_asked_anew(client: Client, town: Town) -> None:
    page = column(town, body=[("listings", LISTINGS)])
    address = f"/joetsu/pages/{page.place}/"
    assert town.open_service.name in body(client, address)

    with as_system(town.npo.municipality_id, at=timezone.now()):
        type(town.open_service).objects.filter(id=town.open_service.id).update(name="名前がかわった広場")
        note_change("test.renamed", record_id=None, by=None, at=timezone.now())
    forget_towns()

    assert "名前がかわった広場" in body(client, address)


@pytest.mark.parametrize("blocks", [1, 3])
def test_paragraphs_links_and_pictures_cost_no_questions_of_their_own(
    client: Client, town: Town, blocks: int, django_assert_max_num_queries: Any
) -> None:
    linked = column(town)
    with as_system(town.npo.municipality_id, at=timezone.now()):
        picture = make_picture()
    page = write(
        town, InformationPage, "まとめ", SectionKind.KNOW,
        body=[
            ("text", f'<p><a linktype="page" id="{linked.pk}">歯</a></p>'),
            ("picture", {"picture": picture, "caption": ""}),
        ] * blocks,
    )  # fmt: skip

    with django_assert_max_num_queries(18):
        html = body(client, f"/joetsu/pages/{page.place}/")

    assert html.count(f'href="/joetsu/pages/{linked.place}/"') == blocks
    assert html.count('alt="緑の四角"') == blocks


def test_a_picture_is_sent_to_whoever_reads_the_page(client: Client, town: Town, nagaoka: object) -> None:
    with as_system(town.npo.municipality_id, at=timezone.now()):
        shelf(SectionKind.KNOW)
        picture = make_picture()
    column(town, body=[("picture", {"picture": picture, "caption": ""})])
    with as_system(town.npo.municipality_id, at=timezone.now()):
        rendition = picture.renditions.get()

    answer = client.get(f"/joetsu/pages/pictures/{rendition.public_id}.webp")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert client.get(f"/nagaoka/pages/pictures/{rendition.public_id}.webp").status_code == 404


@pytest.fixture
def draft_files(town: Town) -> list[str]:
    """The addresses of a picture and of a paper that stand in a draft only."""
    with as_system(town.npo.municipality_id, at=timezone.now()):
        shelf(SectionKind.KNOW)
        picture, paper = make_picture(), make_paper()
    draft = column(
        town,
        live=False,
        body=[
            ("picture", {"picture": picture, "caption": ""}),
            *text(f'<a linktype="document" id="{paper.pk}">申込書</a>'),
        ],
    )
    with as_system(town.npo.municipality_id, at=timezone.now()):
        [rendition] = make_renditions(draft)
    return [rendition.url.lstrip("/"), paper.url.lstrip("/")]


def test_files_of_a_draft_are_their_editors_alone(
    client: Client, town: Town, nagaoka: Municipality, draft_files: list[str]
) -> None:
    with as_system(town.npo.municipality_id, at=timezone.now()):
        writer, member = make_writer(town.npo.id), make_writer(town.npo.id, MEMBER_WORKER)
    with as_system(nagaoka.id, at=timezone.now()):
        neighbour = make_writer(make_organisation("長岡の窓口").id)

    def answers() -> list[int]:
        return [client.get(f"/joetsu/{each}").status_code for each in draft_files]

    assert answers() == [404, 404]
    for person, expected in ((member, 404), (neighbour, 404), (writer, 200)):
        client.force_login(person)
        assert answers() == [expected, expected]
    assert client.get(f"/joetsu/{draft_files[0]}")["Cache-Control"] == "private, no-store"
    assert [client.get(f"/nagaoka/{each}").status_code for each in draft_files] == [404, 404]


def test_a_paper_of_a_page_is_everybodys_until_the_page_comes_down(client: Client, town: Town) -> None:
    with as_system(town.npo.municipality_id, at=timezone.now()):
        shelf(SectionKind.KNOW)
        paper = make_paper()
    page = column(town, body=text(f'<a linktype="document" id="{paper.pk}">申込書</a>'))

    answer = client.get(f"/joetsu/{paper.url.lstrip('/')}")

    assert (answer.status_code, answer.getvalue()) == (200, b"a form")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "public, max-age=3600"
    with as_system(town.npo.municipality_id, at=timezone.now()):
        page.unpublish()
    assert client.get(f"/joetsu/{paper.url.lstrip('/')}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_asks_as_often_for_a_page_of_many(
    client: Client, town: Town, count: int, django_assert_num_queries: Any
) -> None:
    with as_system(town.npo.municipality_id, at=timezone.now()):
        shelf(SectionKind.KNOW)
        papers = [make_paper() for _ in range(count)]
    column(town, body=text(*(f'<a linktype="document" id="{one.pk}">書類</a>' for one in papers)))
    address = f"/joetsu/{papers[0].url.lstrip('/')}"
    client.get(address)

    with django_assert_num_queries(5):
        assert client.get(address).status_code == 200


def test_a_picture_whose_file_is_gone_is_not_found(client: Client, town: Town) -> None:
    with as_system(town.npo.municipality_id, at=timezone.now()):
        shelf(SectionKind.KNOW)
        picture = make_picture()
    column(town, body=[("picture", {"picture": picture, "caption": ""})])
    with as_system(town.npo.municipality_id, at=timezone.now()):
        rendition = picture.renditions.get()
    rendition.file.storage.delete(rendition.file.name)

    assert client.get(f"/joetsu/pages/pictures/{rendition.public_id}.webp").status_code == 404


def test_a_link_to_a_script_is_only_its_words(client: Client, town: Town) -> None:
    page = column(town, body=[("text", '<p><a href="javascript:alert(1)">押す</a></p>')])

    assert "javascript:" not in body(client, f"/joetsu/pages/{page.place}/")


def test_home_shows_the_newest_notices_and_none_that_is_over(client: Client, town: Town) -> None:
    today = localdate()
    write(town, NewsPage, "今日までの知らせ", SectionKind.NEWS, ends_on=today)
    write(town, NewsPage, "昨日までの知らせ", SectionKind.NEWS, ends_on=today - timedelta(days=1))

    html = body(client, "/joetsu/")

    assert "今日までの知らせ" in html
    assert "昨日までの知らせ" not in html


@pytest.mark.usefixtures("column")
@pytest.mark.parametrize("count", [1, 3])
def test_a_shelf_asks_the_same_number_of_questions(
    client: Client, town: Town, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        column(town)

    with django_assert_max_num_queries(12):
        html = body(client, "/joetsu/pages/columns/")

    assert html.count("shelf__item") == count + 1


def test_the_feed_is_atom_with_who_wrote(client: Client, town: Town) -> None:
    page = column(town, lead="はじめに")

    feed = client.get("/joetsu/pages/feed.atom").content.decode()

    assert f"urn:uuid:{page.translation_key}" in feed
    assert "<name>見本 花子</name>" in feed
