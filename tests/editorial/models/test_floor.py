"""What the database itself keeps apart: each town's editors see and write their own branch only."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from wagtail.models import Collection, Page

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_desk
from tests.factories.editorial import make_page, make_paper, make_picture, make_writer, shelf
from tests.factories.kernel import acting_as
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import Column, NewsPage, Paper, Picture
from tsunagu.kernel.database.row_security import secured_models
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality

TABLES_OF_A_PAGE = (
    "wagtailcore_page",
    "editorial_column",
    "wagtailcore_revision",
    "wagtailcore_pagelogentry",
)


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.fixture
def written_in_joetsu(in_joetsu: Municipality) -> Column:
    return make_page(Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子")


def test_another_town_sees_nothing_of_a_page(written_in_joetsu: Column, nagaoka: Municipality) -> None:
    own = {table: rows(table) for table in TABLES_OF_A_PAGE}

    with as_system(nagaoka.id, at=TODAY_10AM):
        theirs = {table: rows(table) for table in TABLES_OF_A_PAGE}

    assert min(own.values()) > 0
    # The root above all towns' branches is nobody's and says nothing.
    assert theirs == {**dict.fromkeys(TABLES_OF_A_PAGE, 0), "wagtailcore_page": 1}


def test_another_towns_editor_changes_no_row_of_a_page(
    written_in_joetsu: Column, nagaoka: Municipality
) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        desk = make_desk().id
        writer = make_writer(desk)
        with acting(acting_as(writer, desk)), connection.cursor() as cursor:
            cursor.execute("UPDATE wagtailcore_page SET title = 'x'")
            changed = cursor.rowcount

    assert changed == 0


def test_a_page_cannot_be_moved_into_another_towns_branch(
    written_in_joetsu: Column, nagaoka: Municipality
) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        foreign = shelf(SectionKind.COLUMNS).path + "0001"

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Page.objects.filter(id=written_in_joetsu.id).update(path=foreign)


def test_nobody_touches_the_root_above_the_towns(in_joetsu: Municipality) -> None:
    shelf(SectionKind.NEWS)

    assert Page.objects.filter(depth=1).count() == 1
    assert Page.objects.filter(depth=1).update(title="x") == 0


def test_the_public_reads_what_is_live_and_no_draft_or_revision(in_joetsu: Municipality) -> None:
    columns = shelf(SectionKind.COLUMNS)
    live = make_page(Column, "公開", on=columns, author="見本 花子")
    make_page(Column, "下書き", on=columns, author="見本 花子", live=False)
    assert Column.objects.count() == 2

    with acting(Acting(town=in_joetsu.id, moment=TODAY_10AM)):
        seen = list(Column.objects.values_list("title", flat=True))
        revisions = rows("wagtailcore_revision")

    assert (seen, revisions) == ([live.title], 0)


def test_a_member_without_the_right_writes_nothing(in_joetsu: Municipality) -> None:
    page = make_page(Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子")

    with acting(Acting(town=in_joetsu.id, user=uuid4(), moment=TODAY_10AM)):
        assert Page.objects.filter(id=page.id).count() == 1
        assert Page.objects.filter(id=page.id).update(title="x") == 0


def test_a_writer_adds_to_the_own_branch(in_joetsu: Municipality) -> None:
    columns, desk = shelf(SectionKind.COLUMNS), make_desk().id
    writer = make_writer(desk)

    with acting(acting_as(writer, desk)):
        page = make_page(Column, "歯のはなし", on=columns, author="見本 花子")

    assert page.live


def test_pictures_and_collections_stay_in_their_town(in_joetsu: Municipality, nagaoka: Municipality) -> None:
    shelf(SectionKind.NEWS)
    picture, paper = make_picture(), make_paper()
    assert Picture.objects.filter(id=picture.id).count() == 1
    assert Paper.objects.filter(id=paper.id).count() == 1

    with as_system(nagaoka.id, at=TODAY_10AM):
        shelf(SectionKind.NEWS)
        assert Picture.objects.filter(id=picture.id).count() == 0
        assert Paper.objects.filter(id=paper.id).count() == 0
        assert list(Collection.objects.values_list("name", flat=True)) == ["Root", "長岡市"]


def test_two_towns_have_two_branches(in_joetsu: Municipality, nagaoka: Municipality) -> None:
    ours = shelf(SectionKind.NEWS).path[:8]

    with as_system(nagaoka.id, at=TODAY_10AM):
        theirs = shelf(SectionKind.NEWS).path[:8]

    assert ours != theirs


def test_a_notice_without_a_last_day_is_refused(in_joetsu: Municipality) -> None:
    news = shelf(SectionKind.NEWS)
    notice = make_page(NewsPage, "休み", on=news, ends_on=date(2026, 12, 1) + timedelta(days=1))

    with pytest.raises(Exception, match="ends_on"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE editorial_newspage SET ends_on = NULL WHERE page_ptr_id = %s", [notice.id])


def test_a_picture_without_words_is_refused(in_joetsu: Municipality) -> None:
    shelf(SectionKind.NEWS)
    picture = make_picture()

    with pytest.raises(Exception, match="picture_told_in_words"), transaction.atomic():
        Picture.objects.filter(id=picture.id).update(description="")


def test_every_table_that_wagtail_brings_is_secured() -> None:
    brought = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label.startswith(("wagtail", "taggit")) and model._meta.managed
    }

    assert brought - {model._meta.label for model, _security in secured_models()} == set()
