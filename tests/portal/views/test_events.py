"""One event's page, and events for other programs."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

from django.test import Client
from icalendar import Calendar

from tests.conftest import TODAY_10AM
from tests.factories.events import make_event, make_round, make_waiting_event
from tests.factories.kernel import make_user
from tests.portal.conftest import Town
from tsunagu.directory.actions.events import call_off_day, cancel_event, move_day, withdraw_event
from tsunagu.directory.choices import Cost
from tsunagu.directory.models import Event
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

ATOM = "{http://www.w3.org/2005/Atom}"


def told() -> dict[str, Any]:
    return {"by": make_user(), "at": TODAY_10AM}


def page(client: Client, event: Event) -> str:
    answer = client.get(f"/joetsu/events/{event.id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_when_where_for_whom_and_how(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        event = make_event(
            town.npo,
            name="おはなし会",
            place_text="ひだまり館 2階",
            maximum_age_months=35,
            cost=Cost.FREE,
            how_to_join="申し込みは要りません",
            phone="025-526-5111",
            service=town.open_service,
            description="絵本を読みます。\nいつ来てもよいです。",
        )

    html = page(client, event)

    for words in (
        "2026年12月5日 10:00–11:00", "ひだまり館 2階", "2歳まで", "無料", "申し込みは要りません",
        "025-526-5111",
        "絵本を読みます。", "ひだまり広場", "ほほえみ一時預かり", f"/joetsu/events/{event.id}.ics",
    ):  # fmt: skip
        assert words in html, words


def test_the_next_days_are_listed_with_those_that_go_otherwise(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        event = make_round(town.npo)
        call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", **told())
        move_day(event=event, on=date(2026, 12, 15), to=date(2026, 12, 16), reason="講師の都合", **told())

    html = page(client, event)

    assert "毎週火曜日（2026年12月29日まで）" in html
    assert "12月8日（火）</span> <strong>中止</strong> <span>会場の工事</span>" in html
    assert "12月16日（水）</span> <strong>12月15日（火）から変わりました</strong>" in html


def test_that_it_is_called_off_comes_first(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        event = cancel_event(event=make_event(town.npo, name="おはなし会"), reason="大雪のため", **told())

    html = page(client, event)

    assert "<title>【中止】おはなし会" in html
    assert html.index("中止になりました") < html.index("<h1>")
    assert "大雪のため" in html
    assert f"{event.id}.ics" not in html


def test_what_is_not_public_has_no_page(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        waiting = make_waiting_event(town.npo)
        withdrawn = withdraw_event(event=make_event(town.npo), **told())

    for event in (waiting, withdrawn):
        for ending in ("/", ".ics"):
            assert client.get(f"/joetsu/events/{event.id}{ending}").status_code == 404


def test_unknown_facts_are_said_to_be_unknown(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        event = make_event(town.npo, starts=None, ends=None)

    html = page(client, event)

    for words in (
        "時間は確認中",
        "年齢は確認中",
        "費用は確認中",
        "場所は確認中",
        "問い合わせの電話は確認中です。",
    ):
        assert words in html, words


def test_a_calendar_program_gets_what_the_filters_leave(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_event(town.npo, name="赤ちゃんの会", maximum_age_months=11)
        make_event(town.npo, name="小学生の会", minimum_age_months=72)

    answer = client.get("/joetsu/calendar.ics?age=infant")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert [entry["SUMMARY"] for entry in calendar.walk("VEVENT")] == ["赤ちゃんの会", "夏のおはなし会"]
    assert calendar["X-WR-CALNAME"] == "上越市の子育てカレンダー"


def test_one_event_can_be_taken_along(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        event = make_event(town.npo, name="おはなし会")
        make_event(town.npo, name="ほかの会")

    calendar = Calendar.from_ical(client.get(f"/joetsu/events/{event.id}.ics").content)

    [entry] = calendar.walk("VEVENT")
    assert (entry["SUMMARY"], entry["URL"]) == ("おはなし会", f"http://testserver/joetsu/events/{event.id}/")


def test_a_feed_reader_hears_of_new_events(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        event = make_event(town.npo, name="おはなし会")
        cancel_event(event=make_event(town.npo, name="やめた会"), reason="大雪のため", **told())
        make_event(town.npo, name="すんだ会", first_on=date(2020, 1, 1))

    answer = client.get("/joetsu/events.atom")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    titles = {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}
    assert titles == {"夏のおはなし会", "おはなし会", "やめた会（中止）"}
    assert f"urn:uuid:{event.id}" in {entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")}
