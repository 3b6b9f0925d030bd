"""The yearly renewal: one letter to each organisation, one round at a time, nobody asked twice."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation, make_service
from tests.factories.kernel import make_posting, make_user
from tests.factories.network import Keepers
from tsunagu.directory.choices import Audience, ServiceStatus
from tsunagu.directory.models import Organisation
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.roles import DESK_MANAGER
from tsunagu.network.actions.asking import ask_owner
from tsunagu.network.actions.confirmations import confirm_parts, tell_changes, tell_end
from tsunagu.network.actions.renewals import (
    RemindedToday,
    RoundClosed,
    RoundOpen,
    close_round,
    open_round,
    remind_round,
)
from tsunagu.network.choices import Way
from tsunagu.network.jobs import ask_everybody
from tsunagu.network.models import ConfirmationItem, RenewalEntry, RenewalRound
from tsunagu.network.queries.renewals import progress_of
from tsunagu.network.queries.values import values_of

AT = TODAY_10AM
WORK = "/joetsu/work/listings"


def begin(keepers: Keepers, name: str = "2027年度版の更新") -> RenewalRound:
    opened = open_round(name=name, deadline=date(2026, 12, 25), by=keepers.hana, at=AT)
    ask_everybody(at=AT)
    return opened


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("written_at", "id").values_list("to", "subject"))


def test_each_organisation_gets_one_letter_about_what_the_guidebook_prints(keepers: Keepers) -> None:
    make_service(keepers.npo, name="園庭開放")
    make_service(keepers.npo, audience=Audience.SUPPORTERS)
    make_service(keepers.npo, status=ServiceStatus.DEFUNCT)

    begin(keepers)

    assert letters() == [(keepers.ito.email, "【2027年度版の更新】掲載している情報の確認をお願いします")]
    assert "12月25日" in Letter.objects.get().body
    asked = RenewalEntry.objects.order_by("service__name").values_list("service__name", "item__reason")
    assert list(asked) == [("ひろば", "renewal"), ("まめっこの会", "renewal"), ("園庭開放", "renewal")]


def test_a_second_run_writes_to_nobody(keepers: Keepers) -> None:
    begin(keepers)

    ask_everybody(at=AT)

    assert (len(letters()), ConfirmationItem.objects.count()) == (1, 2)


def test_a_question_that_is_open_already_serves_the_round(keepers: Keepers) -> None:
    ask_owner(organisation=keepers.npo, services=[keepers.listing], at=AT)

    begin(keepers)

    assert ConfirmationItem.objects.filter(service=keepers.listing).count() == 1
    assert RenewalEntry.objects.get(service=keepers.listing).item is not None
    assert [subject.startswith("【2027") for _to, subject in letters()] == [False, True]


def test_only_one_round_is_open_at_a_time(keepers: Keepers) -> None:
    first = begin(keepers)
    with pytest.raises(RoundOpen):
        begin(keepers, "もう一つ")

    close_round(renewal=first, by=keepers.hana, at=AT)
    begin(keepers, "もう一つ")

    assert RenewalRound.objects.count() == 2


def test_the_answers_are_counted_by_organisation(keepers: Keepers) -> None:
    changing = make_service(keepers.npo, name="変わるもの")
    ending = make_service(keepers.npo, name="終わるもの")
    opened = begin(keepers)

    confirm_parts(service=keepers.listing, way=Way.ACCOUNT, by=keepers.ito, at=AT)
    told = {"way": Way.LINK, "by": None, "at": AT}
    now = values_of(changing)
    tell_changes(service=changing, changes={"summary": "土曜も"}, before=now, **told)
    tell_end(service=ending, **told)

    lines = {one.organisation: one for one in progress_of(opened)}
    npo, circle = lines["ひだまり広場"], lines["まめっこ"]
    assert (npo.entries, npo.still_true, npo.changed, npo.ended, npo.unanswered) == (3, 1, 1, 1, 0)
    assert (circle.entries, circle.unanswered) == (1, 1)


def test_a_reminder_goes_to_those_who_have_not_answered_and_once_a_day(keepers: Keepers) -> None:
    other = make_organisation("あおぞらの会", email="aozora@example.jp")
    make_service(other)
    opened = begin(keepers)
    confirm_parts(service=keepers.listing, way=Way.ACCOUNT, by=keepers.ito, at=AT)
    Letter.objects.all().delete()

    assert remind_round(renewal=opened, by=keepers.hana, at=AT) == 1
    assert [to for to, _subject in letters()] == ["aozora@example.jp"]
    with pytest.raises(RemindedToday):
        remind_round(renewal=opened, by=keepers.hana, at=AT)
    assert remind_round(renewal=opened, by=keepers.hana, at=AT + timedelta(days=1)) == 1


def test_what_is_closed_is_neither_reminded_nor_closed_again(keepers: Keepers) -> None:
    opened = begin(keepers)
    close_round(renewal=opened, by=keepers.hana, at=AT)

    with pytest.raises(RoundClosed):
        remind_round(renewal=opened, by=keepers.hana, at=AT)
    with pytest.raises(RoundClosed):
        close_round(renewal=opened, by=keepers.hana, at=AT)
    events = WriteEntry.objects.filter(record_id=opened.id).order_by("event").values_list("event", flat=True)
    assert list(events) == ["network.renewal_closed", "network.renewal_opened"]


def test_the_desk_opens_a_round_on_the_page_and_takes_the_table_away(
    keepers: Keepers, client: Client
) -> None:
    client.force_login(keepers.hana)
    deadline = timezone.localdate() + timedelta(days=30)

    client.post(f"{WORK}/renewals/", {"name": "2027年度版の更新", "deadline": deadline})

    opened = RenewalRound.objects.get()
    ask_everybody(at=timezone.now())
    page = client.get(f"{WORK}/renewals/{opened.id}/").content.decode()
    assert "2027年度版の更新" in page
    assert "まだ答えのない掲載" in page
    file = client.get(f"{WORK}/renewals/{opened.id}/table.csv")
    assert "ひだまり広場,1,0,0,0,1," in file.content.decode("utf-8-sig")
    assert client.post(f"{WORK}/renewals/{opened.id}/remind/").status_code == 302
    client.post(f"{WORK}/renewals/{opened.id}/close/")
    assert RenewalRound.objects.get().closed_by == keepers.hana


def test_whoever_prints_the_guidebook_reads_who_has_not_answered(keepers: Keepers, client: Client) -> None:
    begin(keepers)
    client.force_login(keepers.hana)

    page = client.get("/joetsu/work/guidebook/").content.decode()

    assert "答えのない掲載が2件あります。" in page
    assert "まめっこの会（まめっこ）" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"deadline": "2020-01-01"}, "締め切りは、明日より後の日にしてください。"),
        ({"name": ""}, "field__error"),
        ({}, "終わっていない年次更新があります。"),
    ],
)
def test_a_wrong_round_is_told_and_not_opened(
    keepers: Keepers, client: Client, wrong: dict[str, Any], said: str
) -> None:
    if not wrong:
        begin(keepers)
    client.force_login(keepers.hana)
    before = RenewalRound.objects.count()

    deadline = timezone.localdate() + timedelta(days=30)
    response = client.post(f"{WORK}/renewals/", {"name": "更新", "deadline": deadline, **wrong})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert RenewalRound.objects.count() == before


def test_a_member_and_a_neighbours_desk_do_not_come_in(
    keepers: Keepers, client: Client, nagaoka: Municipality
) -> None:
    opened = begin(keepers)
    pages = ("renewals/", f"renewals/{opened.id}/", f"renewals/{opened.id}/table.csv")
    client.force_login(keepers.ito)
    assert [client.get(f"{WORK}/{page}").status_code for page in pages] == [403] * 3

    with as_system(nagaoka.id):
        neighbour = make_user("となりの窓口")
        make_posting(neighbour, make_organisation("長岡の窓口").id, DESK_MANAGER)
    client.force_login(neighbour)

    assert client.get(f"/nagaoka/work/listings/renewals/{opened.id}/").status_code == 404


def test_a_member_reads_of_a_round_only_their_own_entries(keepers: Keepers) -> None:
    begin(keepers)

    with keepers.as_npo():
        assert list(RenewalEntry.objects.values_list("organisation_id", flat=True)) == [keepers.npo.id]
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            RenewalRound.objects.filter(closed_at=None).update(name="別の名前")


def test_the_pages_ask_the_database_as_often_for_many(keepers: Keepers, client: Client) -> None:
    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        return len(asked)

    def another(organisation: Organisation) -> None:
        service = make_service(organisation)
        RenewalEntry.objects.create(round=opened, service=service, organisation=organisation)

    client.force_login(keepers.hana)
    opened = begin(keepers)
    pages = (f"{WORK}/renewals/", f"{WORK}/renewals/{opened.id}/", "/joetsu/work/guidebook/")
    few = [(queries(page), queries(page))[1] for page in pages]
    another(keepers.npo)
    another(make_organisation("あおぞらの会"))

    assert [queries(page) for page in pages] == few


def test_the_database_refuses_what_cannot_be(keepers: Keepers) -> None:
    opened = begin(keepers)
    told = {"name": "別", "deadline": date(2027, 1, 1), "opened_at": AT, "opened_by": keepers.hana}
    closed = {"closed_at": AT, "closed_by": keepers.hana}

    for wrong in (
        {},
        {**closed, "name": ""},
        {"closed_at": AT},
        {**closed, "closed_at": AT - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RenewalRound.objects.create(**{**told, **wrong})
    with pytest.raises(IntegrityError), transaction.atomic():
        RenewalEntry.objects.create(round=opened, service=keepers.listing, organisation=keepers.npo)
