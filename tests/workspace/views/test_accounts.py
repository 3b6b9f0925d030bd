"""The administrator's pages: who works in the town, who comes, who leaves."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tests.factories.referrals import accept, make_cast, make_task
from tsunagu.desk.jobs import wind_clock
from tsunagu.desk.models import ReferralTask
from tsunagu.desk.models.referral_choices import TaskStatus
from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, MEMBER_WORKER, TOWN_ADMINISTRATOR, Role

ACCOUNTS = "/joetsu/work/accounts/"
STRONG = "ひだまりの窓口 2026"


def work_in(town: Municipality, name: str, role: Role, **person: str) -> Posting:
    with as_system(town.id):
        user = make_user(name, **person)
        return make_posting(user, make_organisation(f"{name}の職場").id, role)


@pytest.fixture
def administrator(client: Client, joetsu: Municipality) -> User:
    """高橋 is at the browser."""
    user = work_in(joetsu, "高橋 まこと", TOWN_ADMINISTRATOR).user
    client.force_login(user)
    return user


@pytest.fixture
def hidamari(joetsu: Municipality) -> Organisation:
    with as_system(joetsu.id):
        return make_organisation("ひだまり広場")


def names_on(client: Client, query: str = "") -> list[str]:
    html = client.get(f"{ACCOUNTS}{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)


def invite(client: Client, workplace: Organisation, **changes: str) -> Any:
    form = {
        "name": "佐藤 みどり",
        "name_kana": "さとう みどり",
        "email": "Midori@example.jp",
        "organisation": str(workplace.id),
        "role": "member_worker",
        **changes,
    }
    return client.post(f"{ACCOUNTS}new/", form)


def letters(town: Municipality) -> list[Letter]:
    with as_system(town.id):
        return list(Letter.objects.order_by("written_at"))


def test_the_list_says_who_works_where_as_what_and_since_when(
    client: Client, joetsu: Municipality, administrator: User
) -> None:
    work_in(joetsu, "佐藤 みどり", MEMBER_WORKER)

    html = client.get(ACCOUNTS).content.decode()

    row = html.split("佐藤 みどり</a>")[1].split("</tr>")[0]
    assert re.findall(r"<td>([^<]+)</td>", row) == [
        "佐藤 みどりの職場",
        "参加団体の担当者",
        "令和7年11月20日（木）",
    ]


@pytest.mark.parametrize("word", ["みどり", "サトウ", "さとう", "green@", "佐藤 みどりの職場"])
def test_a_colleague_is_found_by_name_reading_address_and_organisation(
    client: Client, joetsu: Municipality, administrator: User, word: str
) -> None:
    user = work_in(joetsu, "佐藤 みどり", MEMBER_WORKER, email="green@example.jp").user
    User.objects.filter(id=user.id).update(name_kana="サトウ ミドリ")

    assert (len(names_on(client)), names_on(client, f"?q={word}")) == (2, ["佐藤 みどり"])


def test_the_list_shows_neither_who_left_nor_the_neighbours(
    client: Client, joetsu: Municipality, nagaoka: Municipality, administrator: User
) -> None:
    left = work_in(joetsu, "去った人", MEMBER_WORKER)
    work_in(nagaoka, "となりの人", MEMBER_WORKER)
    before = names_on(client)

    with as_system(joetsu.id):
        Posting.objects.filter(id=left.id).update(ends_at=timezone.now())

    assert (sorted(before), names_on(client)) == (["去った人", "高橋 まこと"], ["高橋 まこと"])


def test_the_list_asks_the_same_however_many_work_there(
    client: Client, joetsu: Municipality, administrator: User
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(ACCOUNTS)
        return len(asked)

    client.get(ACCOUNTS)  # the process reads the towns, and keeps them a moment
    few = statements()
    for number in range(5):
        work_in(joetsu, f"人{number}", MEMBER_WORKER)

    assert statements() == few


def test_a_new_colleague_chooses_a_password_from_the_letter_and_signs_in(
    client: Client, joetsu: Municipality, administrator: User, hidamari: Organisation
) -> None:
    answer = invite(client, hidamari)

    assert (answer.status_code, answer["Location"]) == (302, ACCOUNTS)
    [letter] = letters(joetsu)
    assert (letter.to, letter.subject) == ("midori@example.jp", "つなぐにお迎えします")
    newcomer = Client()
    link = re.search(r"http://testserver(/joetsu/\S+)", letter.body)[1]
    form = newcomer.get(link, follow=True).redirect_chain[-1][0]
    newcomer.post(form, {"password1": STRONG, "password2": STRONG})
    user = User.objects.get(email="midori@example.jp")
    assert (user.name_kana, user.check_password(STRONG)) == ("サトウ ミドリ", True)
    with as_system(joetsu.id):
        posting = Posting.objects.get(user=user)
    assert (posting.organisation_id, posting.role) == (hidamari.id, "member_worker")


def test_the_link_of_the_letter_works_once(
    client: Client, joetsu: Municipality, administrator: User, hidamari: Organisation
) -> None:
    invite(client, hidamari)
    link = re.search(r"http://testserver(/joetsu/\S+)", letters(joetsu)[0].body)[1]
    newcomer = Client()
    form = newcomer.get(link, follow=True).redirect_chain[-1][0]
    newcomer.post(form, {"password1": STRONG, "password2": STRONG})

    again = Client().get(link, follow=True)

    assert again.redirect_chain == []
    assert User.objects.get(email="midori@example.jp").check_password(STRONG) is True


def test_who_has_a_password_is_sent_no_link_to_change_it(
    client: Client, joetsu: Municipality, administrator: User, hidamari: Organisation
) -> None:
    user = make_user("佐藤 みどり", email="midori@example.jp")
    user.set_password(STRONG)
    user.save()

    invite(client, hidamari)

    addresses = re.findall(r"http://\S+", letters(joetsu)[0].body)
    assert addresses == ["http://testserver/joetsu/work/account/login/"]


def test_the_same_posting_twice_is_said_beside_the_address(
    client: Client, joetsu: Municipality, administrator: User, hidamari: Organisation
) -> None:
    invite(client, hidamari)

    answer = invite(client, hidamari)

    assert answer.status_code == 200
    assert "この人は、その組織にその役割ですでに所属しています。" in answer.content.decode()
    assert len(letters(joetsu)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "氏名を書いてください。"),
        ("name_kana", "", "氏名の読みを書いてください。ひらがなでも構いません。"),
        ("email", "", "メールアドレスを書いてください。"),
        ("email", "midori@", "メールアドレスの形ではありません。例：hanako@example.jp"),
        ("organisation", "", "組織を選んでください。"),
        ("role", "", "役割を選んでください。"),
    ],
)
def test_what_is_missing_or_mistyped_is_told_beside_its_field(
    client: Client, administrator: User, hidamari: Organisation, field: str, typed: str, told: str
) -> None:
    html = invite(client, hidamari, **{field: typed}).content.decode()

    beside = re.search(rf'id="id_{field}_error">(.*?)</p>', html, re.DOTALL)
    assert re.sub(r"<[^>]+>", "", beside[1]).strip() == f"エラー：{told}"
    kept = {"name": "佐藤 みどり", "email": "Midori@example.jp"} | {field: typed}
    assert all(f'value="{kept[name]}"' in html for name in ("name", "email") if kept[name])
    assert User.objects.filter(name="佐藤 みどり").count() == 0


def test_nobody_is_posted_to_the_neighbours_organisation(
    client: Client, nagaoka: Municipality, administrator: User
) -> None:
    with as_system(nagaoka.id):
        theirs = make_organisation("長岡の窓口")

    answer = invite(client, theirs)

    assert (answer.status_code, User.objects.filter(email="midori@example.jp").count()) == (200, 0)


def test_after_a_posting_ends_the_very_next_request_is_refused(
    client: Client, joetsu: Municipality, administrator: User
) -> None:
    posting = work_in(joetsu, "佐藤 みどり", CONSULTATION_WORKER)
    midori = Client()
    midori.force_login(posting.user)
    before = midori.get("/joetsu/work/desk/").status_code

    asked = client.get(f"{ACCOUNTS}{posting.id}/end/").content.decode()
    still_open = midori.get("/joetsu/work/desk/").status_code
    client.post(f"{ACCOUNTS}{posting.id}/end/")

    assert "さんの「佐藤 みどりの職場」での所属を終えますか" in asked
    assert (before, still_open, midori.get("/joetsu/work/desk/").status_code) == (200, 200, 403)


def test_after_an_account_is_closed_its_browsers_are_strangers(
    client: Client, joetsu: Municipality, administrator: User
) -> None:
    posting = work_in(joetsu, "佐藤 みどり", CONSULTATION_WORKER)
    midori = Client()
    midori.force_login(posting.user)
    before = midori.get("/joetsu/work/desk/").status_code

    client.post(f"{ACCOUNTS}{posting.id}/close/")

    after = midori.get("/joetsu/work/desk/")
    assert (before, after.status_code, after["Location"]) == (
        200,
        302,
        "/joetsu/work/account/login/?next=/joetsu/work/desk/",
    )


@pytest.mark.parametrize("step", ["end", "close"])
def test_the_last_administrator_is_told_to_name_the_next_one_first(
    client: Client, joetsu: Municipality, administrator: User, step: str
) -> None:
    with as_system(joetsu.id):
        own = Posting.objects.get(user=administrator)

    answer = client.post(f"{ACCOUNTS}{own.id}/{step}/", follow=True)

    assert "先に次の人を置いてください。" in answer.content.decode()
    with as_system(joetsu.id):
        assert Posting.objects.get(user=administrator).ends_at is None


@pytest.mark.parametrize("page", ["", "end/", "close/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_neighbours_posting_is_not_there(
    client: Client, joetsu: Municipality, nagaoka: Municipality, administrator: User, page: str, method: str
) -> None:
    ours = work_in(joetsu, "佐藤 みどり", MEMBER_WORKER)
    theirs = work_in(nagaoka, "長岡の人", MEMBER_WORKER)
    shown = client.get(f"{ACCOUNTS}{ours.id}/{page}").status_code

    statuses = [
        getattr(client, method)(f"{ACCOUNTS}{posting_id}/{page}").status_code
        for posting_id in (theirs.id, new_id())
    ]

    with as_system(nagaoka.id):
        theirs.refresh_from_db()
    assert (shown, statuses, theirs.ends_at) == (200, [404, 404], None)


def test_only_who_manages_accounts_sees_the_pages(client: Client, joetsu: Municipality) -> None:
    posting = work_in(joetsu, "佐藤 みどり", CONSULTATION_WORKER)
    client.force_login(posting.user)

    paths = ("", "new/", f"{posting.id}/", f"{posting.id}/end/", f"{posting.id}/close/")

    assert [client.get(f"{ACCOUNTS}{path}").status_code for path in paths] == [403] * 5
    assert ACCOUNTS not in client.get("/joetsu/work/desk/").content.decode()


def test_the_way_to_the_page_is_in_the_administrators_navigation(client: Client, administrator: User) -> None:
    assert f'href="{ACCOUNTS}"' in client.get("/joetsu/work/outbox/").content.decode()


def test_the_families_of_who_left_fall_back_by_the_clock(
    client: Client, joetsu: Municipality, administrator: User
) -> None:
    with as_system(joetsu.id):
        cast = make_cast()
    now = timezone.now()
    cast.at = now - timedelta(minutes=5)
    with as_system(joetsu.id, at=cast.at):
        task = make_task(cast)
        accept(cast, task)
        held_by = _holder_of(task.id)
        posting = Posting.objects.get(user=cast.ito)

    client.post(f"{ACCOUNTS}{posting.id}/end/")
    with as_system(joetsu.id, at=now + timedelta(minutes=30)):
        wind_clock(at=now + timedelta(minutes=30))
        after = _holder_of(task.id)

    assert held_by == (TaskStatus.ACCEPTED, cast.member.id, cast.ito.id)
    assert after == (TaskStatus.REQUESTED, cast.desk.id, cast.sato.id)


def _holder_of(task_id: UUID) -> tuple[str, UUID, UUID | None]:
    task = ReferralTask.objects.select_related("referral").get(id=task_id)
    return task.status, task.referral.owner_organisation_id, task.referral.owner_person_id
