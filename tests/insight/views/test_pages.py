"""The figures' pages and files: who may, what they show, what they cost."""

import csv
import io
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.directory import make_desk, make_organisation
from tests.factories.insight import make_consultation, make_place, make_yearly_figure, open_on, tokyo
from tests.factories.kernel import make_posting, make_user
from tsunagu.directory.models import Organisation
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import DESK_MANAGER, MEMBER_WORKER, ROLES, SECTION_CHIEF, Role

# Town, session, account, second factor and postings; the desks; then what the page itself counts.
READS = {"": 10, "month/": 12, "place/": 13, "method/": 10, "topic/": 11, "handovers/": 14}
FILES = ["yearly.csv", "yearly.xlsx", "month.csv", "topic.xlsx", "handovers.csv"]
PAGES = list(READS)
SignIn = Callable[..., Client]


@pytest.fixture
def desk(in_joetsu: Municipality) -> Organisation:
    return make_desk()


@pytest.fixture
def sign_in(client: Client, in_joetsu: Municipality) -> SignIn:
    def as_somebody(role: Role, organisation: Organisation | None = None) -> Client:
        user = make_user()
        make_posting(user, (organisation or make_organisation()).id, role)
        client.force_login(user)
        return client

    return as_somebody


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_to_those_whose_role_says_so(sign_in: SignIn, role: Role, page: str) -> None:
    expected = 200 if Permission.FIGURES_VIEW in role.permissions else 403

    assert sign_in(role).get(f"/joetsu/work/figures/{page}").status_code == expected


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
@pytest.mark.parametrize("file", FILES)
def test_a_file_leaves_only_with_those_whose_role_says_so(sign_in: SignIn, role: Role, file: str) -> None:
    expected = 200 if Permission.FIGURES_EXPORT in role.permissions else 403

    assert sign_in(role).get(f"/joetsu/work/figures/{file}").status_code == expected


@pytest.mark.parametrize("page", [*PAGES, *FILES])
def test_a_stranger_is_sent_to_the_door(client: Client, joetsu: Municipality, page: str) -> None:
    response = client.get(f"/joetsu/work/figures/{page}")

    assert (response.status_code, response["Location"].partition("?")[0]) == (
        302,
        "/joetsu/work/account/login/",
    )


def test_a_member_of_the_network_is_refused(sign_in: SignIn) -> None:
    assert sign_in(MEMBER_WORKER).get("/joetsu/work/figures/").status_code == 403


def test_files_are_offered_only_where_they_are_allowed(sign_in: SignIn, desk: Organisation) -> None:
    make_yearly_figure(desk, 2012)
    assert "yearly.xlsx" in sign_in(SECTION_CHIEF).get("/joetsu/work/figures/").content.decode()

    worker = ROLES["consultation_worker"]
    assert "yearly.xlsx" not in sign_in(worker).get("/joetsu/work/figures/").content.decode()


def test_the_page_tells_the_impossible_figure_with_its_arithmetic(
    sign_in: SignIn, desk: Organisation
) -> None:
    make_yearly_figure(desk, 2012)

    page = sign_in(SECTION_CHIEF).get("/joetsu/work/figures/").content.decode()

    assert page.count("508 ÷ 241 = 2.1。資料の 1.2 と合いません。") == 1
    assert page.count("注1　計算と合いません") == 1


def test_another_towns_desk_is_not_found(
    sign_in: SignIn, joetsu: Municipality, nagaoka: Municipality, desk: Organisation
) -> None:
    make_yearly_figure(desk, 2012)
    with as_system(nagaoka.id):
        theirs = make_desk("長岡の窓口")
        make_yearly_figure(theirs, 2012, users=98_765)
    reader = sign_in(SECTION_CHIEF)

    assert reader.get(f"/joetsu/work/figures/?desk={desk.id}").status_code == 200
    for page in ["", "month/", "yearly.csv", "month.csv"]:
        assert reader.get(f"/joetsu/work/figures/{page}?desk={theirs.id}").status_code == 404
    assert reader.get("/joetsu/work/figures/?desk=x").status_code == 404
    assert reader.get("/joetsu/work/figures/").content.decode().count("98,765") == 0


@pytest.mark.parametrize("written", ["2025", "R7", "令和7年度"])
def test_the_year_in_the_address_is_read_in_both_calendars(
    sign_in: SignIn, desk: Organisation, written: str
) -> None:
    make_consultation(make_place(desk), tokyo(2025, 5, 1))

    response = sign_in(SECTION_CHIEF).get("/joetsu/work/figures/month/", {"year": written})

    assert response.content.decode().count("<title>月別の利用状況（令和7年度）") == 1


@pytest.mark.parametrize("written", ["", "x", "1850", "24"])
def test_a_year_that_is_none_shows_the_newest(sign_in: SignIn, written: str) -> None:
    response = sign_in(SECTION_CHIEF).get("/joetsu/work/figures/month/", {"year": written})
    today = timezone.localdate()
    newest = today.year - (today.month < 4)

    assert response.content.decode().count(f'<option value="{newest}" selected>') == 1


def test_the_csv_reads_back_and_is_noted(sign_in: SignIn, desk: Organisation) -> None:
    make_yearly_figure(desk, 2012)

    response = sign_in(DESK_MANAGER).get("/joetsu/work/figures/yearly.csv")

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    entry = WriteEntry.objects.get(event="figures.exported")
    assert rows[0][:6] == [
        "年度",
        "西暦",
        "開設日数",
        "年間 延べ利用者数",
        "年間 相談件数",
        "1日平均利用者数 表の値",
    ]
    assert rows[1][:7] == ["平成24年度", "2012", "241", "508", "645", "1.20", "2.1"]
    assert unquote(response["Content-Disposition"]).startswith(
        "attachment; filename*=utf-8''年度別の利用状況_"
    )
    assert (entry.details["table"], entry.details["format"]) == ("yearly", "csv")


def test_a_place_named_like_a_formula_is_shown_and_never_run(sign_in: SignIn, desk: Organisation) -> None:
    make_consultation(make_place(desk, "=1+1"), timezone.now())

    response = sign_in(DESK_MANAGER).get(f"/joetsu/work/figures/place.csv?desk={desk.id}")

    assert response.content.decode("utf-8-sig").splitlines()[1].split(",")[0] == "'=1+1"


def test_what_shift_jis_cannot_hold_is_told_before_the_file_is_made(
    sign_in: SignIn, desk: Organisation
) -> None:
    make_consultation(make_place(desk, "𠮷田の家"), timezone.now())
    manager = sign_in(DESK_MANAGER)
    address = f"/joetsu/work/figures/place.csv?desk={desk.id}&encoding=cp932"

    told = manager.get(address)
    assert told["Content-Type"] == "text/html; charset=utf-8"
    assert [
        told.content.decode().count(words) for words in ("U+20BB7", "Shift_JIS で書けない文字があります</h1>")
    ] == [1, 1]
    assert WriteEntry.objects.filter(event="figures.exported").count() == 0

    file = manager.get(f"{address}&replace=1")
    assert file.content.decode("cp932").splitlines()[1].split(",")[0] == "〓田の家"


def test_shift_jis_without_trouble_comes_at_once(sign_in: SignIn, desk: Organisation) -> None:
    make_consultation(make_place(desk, "髙田の家"), timezone.now())

    file = sign_in(DESK_MANAGER).get(f"/joetsu/work/figures/place.csv?desk={desk.id}&encoding=cp932")

    assert file.content.decode("cp932").splitlines()[1].split(",")[0] == "髙田の家"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_a_constant_number_of_statements(
    sign_in: SignIn, desk: Organisation, page: str, count: int
) -> None:
    place = make_place(desk)
    now = timezone.now()
    for number in range(count):
        make_consultation(place, now, topics=[f"t{number}", "other"])
        make_consultation(make_place(desk), now)
        make_yearly_figure(desk, 2000 + number)
    open_on(place, now.date())
    reader = sign_in(SECTION_CHIEF)

    with CaptureQueriesContext(connection) as statements:
        response = reader.get(f"/joetsu/work/figures/{page}")

    reads = [one for one in statements if one["sql"].startswith("SELECT") and " FROM " in one["sql"]]
    assert response.status_code == 200
    assert len(reads) == READS[page]
