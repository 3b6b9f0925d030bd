from datetime import timedelta

from tests.conftest import TODAY_10AM
from tests.factories.editorial import make_page, shelf
from tsunagu.editorial.actions.calendar import publish_due, take_down_due
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.jobs import keep_calendar
from tsunagu.editorial.models import Column, NewsPage
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.models import Municipality

TODAY = TODAY_10AM.date()


def make_news(*, lasts: int) -> NewsPage:
    return make_page(
        NewsPage, "休館のお知らせ", on=shelf(SectionKind.NEWS), ends_on=TODAY + timedelta(days=lasts)
    )


def test_news_stay_up_on_their_last_day(in_joetsu: Municipality) -> None:
    news = make_news(lasts=0)

    assert take_down_due(at=TODAY_10AM) == []
    news.refresh_from_db()
    assert news.live


def test_news_come_down_the_day_after_and_the_journal_says_so(in_joetsu: Municipality) -> None:
    news = make_news(lasts=-1)

    keep_calendar(at=TODAY_10AM)

    news.refresh_from_db()
    assert (news.live, news.expired) == (False, True)
    assert WriteEntry.objects.filter(event="editorial.taken_down", record_id=news.translation_key).exists()


def test_a_page_approved_for_later_goes_up_when_its_moment_has_come(in_joetsu: Municipality) -> None:
    page = make_page(Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子", live=False)
    page.go_live_at = TODAY_10AM + timedelta(days=3650)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live

    assert publish_due(at=TODAY_10AM) == []
    assert [each.pk for each in publish_due(at=page.go_live_at)] == [page.pk]


def test_any_page_comes_down_at_the_moment_set_for_it(in_joetsu: Municipality) -> None:
    page = make_page(Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子")
    Column.objects.filter(pk=page.pk).update(expire_at=TODAY_10AM - timedelta(minutes=1))

    assert [each.pk for each in take_down_due(at=TODAY_10AM)] == [page.pk]
