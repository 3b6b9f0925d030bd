"""Colleagues write, agree and send on the staff's own pages."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.directory import make_desk, make_district, make_service
from tests.factories.families import make_household
from tests.factories.kernel import make_grant, make_posting, make_user
from tests.factories.outreach import make_notice, make_receivers, make_started, make_subscription
from tsunagu.directory.models import Organisation
from tsunagu.families.actions.record_household import add_contact_way
from tsunagu.families.choices import ContactKind
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import ReadEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import (
    CONSULTATION_WORKER,
    DESK_MANAGER,
    MEMBER_WORKER,
    SECTION_CHIEF,
    Role,
)
from tsunagu.outreach.models import Notice, NoticeItem, Subscription

HERE = "/joetsu/work/notices"
ADDRESS = "hahaoya@example.jp"


@dataclass(frozen=True, slots=True)
class Office:
    desk: Organisation

    def signs_in(self, role: Role) -> tuple[Client, User]:
        user = make_user()
        make_posting(user, self.desk.id, role)
        client = Client()
        client.force_login(user)
        return client, user


@pytest.fixture
def office(joetsu: Municipality) -> Iterator[Office]:
    with as_system(joetsu.id, at=timezone.now()):
        yield Office(make_desk())


def filled_in(**facts: object) -> dict[str, object]:
    words = {
        "title": "冬のあそび場",
        "body": "雪の日も開いています。",
        "title_easy": "冬の あそび場",
        "body_easy": "雪の 日も あいて います。",
        "subjects": ["events"],
        "reach": "everybody",
        "ends_on": "令和9年12月20日",
    }
    return {**words, **facts}


def test_a_worker_writes_a_draft_with_what_it_quotes(office: Office) -> None:
    client, user = office.signs_in(CONSULTATION_WORKER)
    service, district = make_service(), make_district()
    pasted = f"https://example.jp/joetsu/services/{service.id}/"

    answer = client.post(
        f"{HERE}/new/",
        filled_in(reach="born", months_from="0", months_to="11", districts=[district.id], pages=pasted),
    )

    made = Notice.objects.get()
    assert answer["Location"] == f"{HERE}/{made.id}/"
    assert (made.state, made.written_by, made.months_to, made.districts) == ("draft", user, 11, [district.id])
    assert NoticeItem.objects.get().service == service


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "必須"),
        ({"subjects": []}, "一つは選んでください"),
        ({"reach": "born"}, "月数を書いてください"),
        ({"reach": "born", "months_from": "9", "months_to": "3"}, "より小さい数です"),
        ({"pages": "https://example.jp/"}, "ページではありません"),
        ({"ends_on": "令和2年1月1日"}, "今日より前の日です"),
        ({"ends_on": "そのうち"}, "日付として読めません"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(
    office: Office, wrong: dict[str, object], says: str
) -> None:
    client, _user = office.signs_in(CONSULTATION_WORKER)

    answer = client.post(f"{HERE}/new/", filled_in(**wrong))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Notice.objects.count() == 0


def test_the_number_is_shown_before_anything_is_kept_and_never_a_small_one(office: Office) -> None:
    client, _user = office.signs_in(CONSULTATION_WORKER)
    few = client.post(f"{HERE}/new/", filled_in(count="1")).content.decode()
    make_receivers(13)
    more = client.post(f"{HERE}/new/", filled_in(count="1")).content.decode()

    assert "少なすぎます" in few
    assert "およそ10人に届きます" in more
    assert Notice.objects.count() == 0


def test_one_writes_another_agrees_and_it_is_scheduled(office: Office) -> None:
    make_receivers(10)
    writer, _ = office.signs_in(DESK_MANAGER)
    chief, _ = office.signs_in(SECTION_CHIEF)
    writer.post(f"{HERE}/new/", filled_in())
    page = f"{HERE}/{Notice.objects.get().id}/"

    writer.post(page, {"step": "ask"})
    refused = writer.post(page, {"step": "approve"}, follow=True).content.decode()
    assert "書いた人は確認できません" in refused
    chief.post(page, {"step": "approve"})
    writer.post(page, {"step": "schedule", "day": "", "hour": "10"})

    assert Notice.objects.get().state == "scheduled"


def test_a_worker_without_the_right_agrees_to_nothing(office: Office) -> None:
    make_receivers(10)
    notice = make_notice()
    worker, _ = office.signs_in(CONSULTATION_WORKER)
    worker.post(f"{HERE}/{notice.id}/", {"step": "ask"})

    answer = worker.post(f"{HERE}/{notice.id}/", {"step": "approve"})

    assert answer.status_code == 403
    assert Notice.objects.get().state == "asked"


def test_a_member_organisation_has_no_door_here(office: Office) -> None:
    member, _ = office.signs_in(MEMBER_WORKER)

    assert [member.get(f"{HERE}/{page}").status_code for page in ("", "new/", "stop/")] == [403] * 3


def test_giving_back_needs_a_word_of_why(office: Office) -> None:
    make_receivers(10)
    notice = make_notice()
    chief, _ = office.signs_in(SECTION_CHIEF)
    writer, _ = office.signs_in(CONSULTATION_WORKER)
    writer.post(f"{HERE}/{notice.id}/", {"step": "ask"})

    silent = chief.post(f"{HERE}/{notice.id}/", {"step": "give_back", "remark": ""})
    chief.post(f"{HERE}/{notice.id}/", {"step": "give_back", "remark": "日にちを入れてください。"})

    notice.refresh_from_db()
    assert silent.status_code == 422
    assert (notice.state, notice.remark) == ("draft", "日にちを入れてください。")


def test_figures_of_few_are_not_shown(office: Office) -> None:
    make_receivers(12)
    notice = make_started(at=timezone.now())
    Notice.objects.filter(id=notice.id).update(sent=12, left=1)
    client, _ = office.signs_in(CONSULTATION_WORKER)

    page = client.get(f"{HERE}/{notice.id}/").content.decode()

    assert "およそ10人" in page
    assert "10人より少ない" in page


def test_a_chief_sees_on_the_board_what_waits(office: Office) -> None:
    make_receivers(10)
    notice = make_notice(title="冬のあそび場")
    worker, _ = office.signs_in(CONSULTATION_WORKER)
    worker.post(f"{HERE}/{notice.id}/", {"step": "ask"})
    manager, _ = office.signs_in(DESK_MANAGER)

    assert "冬のあそび場" in manager.get("/joetsu/work/desk/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    office: Office, count: int, django_assert_num_queries: object
) -> None:
    for _number in range(count):
        make_notice()
    client, _ = office.signs_in(CONSULTATION_WORKER)
    client.get(f"{HERE}/")

    with django_assert_num_queries(11):  # type: ignore[operator]
        page = client.get(f"{HERE}/")

    assert page.content.decode().count(f'href="{HERE}/0') == count


def test_a_colleague_stops_what_goes_to_a_household(office: Office) -> None:
    household = make_household(office.desk.id)
    add_contact_way(household=household, kind=ContactKind.MAIL, value=ADDRESS, by=None, at=timezone.now())
    make_subscription(ADDRESS)
    client, _ = office.signs_in(CONSULTATION_WORKER)
    link = f"{HERE}/households/{household.id}/stop/"

    assert link in client.get(f"/joetsu/work/desk/households/{household.id}/").content.decode()
    assert "すべて止めますか" in client.get(link).content.decode()
    answer = client.post(link, follow=True)

    assert "すべて止めました" in answer.content.decode()
    assert Subscription.objects.count() == 0
    assert ReadEntry.objects.filter(screen="outreach:household-stop").count() == 2


def test_a_household_of_another_desk_is_not_found(office: Office) -> None:
    household = make_household()
    add_contact_way(household=household, kind=ContactKind.MAIL, value=ADDRESS, by=None, at=timezone.now())
    made = make_subscription(ADDRESS)
    client, _ = office.signs_in(CONSULTATION_WORKER)

    answer = client.post(f"{HERE}/households/{household.id}/stop/")

    assert answer.status_code == 404
    assert Subscription.objects.get() == made
    make_grant(household.id, office.desk.id)
    assert client.post(f"{HERE}/households/{household.id}/stop/").status_code == 302


def test_the_answer_does_not_tell_whether_the_address_was_subscribed(office: Office) -> None:
    make_subscription(ADDRESS)
    client, _ = office.signs_in(CONSULTATION_WORKER)

    known = client.post(f"{HERE}/stop/", {"email": ADDRESS}, follow=True).content.decode()
    unknown = client.post(f"{HERE}/stop/", {"email": "nobody@example.jp"}, follow=True).content.decode()

    assert "すべて止めました" in known
    assert "すべて止めました" in unknown
    assert Subscription.objects.count() == 0


def test_only_what_was_agreed_to_leaves_for_the_citys_line(office: Office) -> None:
    make_receivers(10)
    draft, agreed = make_notice(), make_started(at=timezone.now())
    client, _ = office.signs_in(CONSULTATION_WORKER)

    assert client.get(f"{HERE}/{draft.id}/line.txt").status_code == 404
    assert client.get(f"{HERE}/{draft.id}/line.csv").status_code == 404
    assert "【日本語 1/1】" in client.get(f"{HERE}/{agreed.id}/line.txt").content.decode()
    assert client.get(f"{HERE}/{agreed.id}/line.csv?limit=1000")["Content-Type"] == "text/csv; charset=utf-8"


def test_who_looked_while_it_was_sent_is_shown_the_whole_page_when_it_is_gone(office: Office) -> None:
    client, _user = office.signs_in(DESK_MANAGER)
    make_receivers(10)
    notice = make_started()
    looking = {"HX-Request": "true"}

    before = client.get(f"{HERE}/{notice.id}/", headers=looking)
    Notice.objects.filter(id=notice.id).update(state="sent")
    after = client.get(f"{HERE}/{notice.id}/", headers=looking)

    assert ("HX-Refresh" in before, after["HX-Refresh"]) == (False, "true")
