"""The screens of keeping: who sees what, what a press does, and what is not theirs is not there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.kernel import make_posting, make_user
from tests.factories.network import Keepers, make_asked, propose
from tests.network.views.filled_form import filled_form
from tsunagu.directory.models import Service, ServiceCapacity
from tsunagu.kernel.permissions.roles import MEMBER_WORKER
from tsunagu.network.models import ConfirmationCall, ListingChange

WORK = "/joetsu/work/listings"


@pytest.fixture
def get(client: Client) -> Callable[..., str]:
    def read(user: object, path: str, status: int = 200) -> str:
        client.force_login(user)
        response = client.get(f"{WORK}/{path}")
        assert response.status_code == status
        return response.content.decode()

    return read


@pytest.fixture
def post(client: Client) -> Callable[..., Any]:
    def send(user: object, path: str, **data: object) -> Any:
        client.force_login(user)
        return client.post(f"{WORK}/{path}", data)

    return send


def filled(client: Client, user: object, path: str) -> dict[str, Any]:
    """What the form at this address would send if nothing were typed."""
    client.force_login(user)
    return filled_form(client.get(f"{WORK}/{path}").content.decode())


def now(keepers: Keepers) -> Service:
    return Service.objects.get(id=keepers.listing.id)


def test_a_member_sees_their_own_listings_and_nobody_elses(keepers: Keepers, get: Callable[..., str]) -> None:
    html = get(keepers.ito, "")

    assert "ひろば" in html
    assert "まだ一度も確認されていません" in html
    assert "まめっこの会" not in html


def test_the_desk_finds_any_organisation_by_name(keepers: Keepers, get: Callable[..., str]) -> None:
    assert "まめっこの会" not in get(keepers.hana, "")
    assert "まめっこの会" in get(keepers.hana, "?q=まめっこ")


@pytest.mark.parametrize("page", ["", "edit/", "opening/", "closure/", "capacity/", "confirm/", "end/"])
def test_another_organisations_listing_is_not_there(
    keepers: Keepers, get: Callable[..., str], page: str
) -> None:
    get(keepers.ito, f"services/{keepers.listing.id}/{page}")

    get(keepers.ito, f"services/{keepers.circle_listing.id}/{page}", status=404)


def test_another_organisations_change_and_profile_are_not_there(
    keepers: Keepers, get: Callable[..., str]
) -> None:
    change = propose(keepers, summary="土曜も")
    other = make_user("よその人")
    make_posting(other, keepers.circle.id, MEMBER_WORKER)

    get(other, f"changes/{change.id}/", status=404)
    get(other, f"organisations/{keepers.npo.id}/", status=404)
    assert "土曜も" in get(keepers.ito, f"changes/{change.id}/")


def test_a_members_edit_waits_and_the_desks_is_public_at_once(keepers: Keepers, client: Client) -> None:
    path = f"services/{keepers.listing.id}/edit/"

    data = filled(client, keepers.ito, path) | {"summary": "土曜も開きます。"}
    assert client.post(f"{WORK}/{path}", data).status_code == 302
    assert now(keepers).summary == ""
    assert ListingChange.objects.get().changes == {"summary": "土曜も開きます。"}

    data = filled(client, keepers.hana, path) | {"summary": "日曜も開きます。"}
    assert client.post(f"{WORK}/{path}", data).status_code == 302
    assert now(keepers).summary == "日曜も開きます。"


def test_a_form_that_was_open_while_somebody_else_saved_changes_only_its_own_fields(
    keepers: Keepers, client: Client
) -> None:
    path = f"services/{keepers.listing.id}/edit/"
    data = filled(client, keepers.hana, path)
    Service.objects.filter(id=keepers.listing.id).update(description="あとから書いた説明")

    client.post(f"{WORK}/{path}", data | {"summary": "土曜も開きます。"})

    assert (now(keepers).summary, now(keepers).description) == ("土曜も開きます。", "あとから書いた説明")


def test_the_same_field_saved_by_somebody_else_is_told_and_not_overwritten(
    keepers: Keepers, client: Client
) -> None:
    path = f"services/{keepers.listing.id}/edit/"
    data = filled(client, keepers.hana, path)
    Service.objects.filter(id=keepers.listing.id).update(summary="先に書いた")

    response = client.post(f"{WORK}/{path}", data | {"summary": "あとから"})

    assert response.status_code == 422
    assert "ほかの人が先に直しました。いまの内容：「先に書いた」。" in response.content.decode()
    assert now(keepers).summary == "先に書いた"


def test_the_opening_editor_shows_the_dates_before_it_sends_them(keepers: Keepers, client: Client) -> None:
    path = f"services/{keepers.listing.id}/opening/"
    data = filled(client, keepers.ito, path) | {"day_sat": "open", "hours_sat": "9:00-12:00"}

    # Sending without having looked shows the dates first.
    response = client.post(f"{WORK}/{path}", data | {"send": "1"})
    assert response.status_code == 200
    assert "変わる日" in response.content.decode()
    assert not ListingChange.objects.exists()

    looked_at = filled_form(response.content.decode())["looked_at"]
    response = client.post(f"{WORK}/{path}", data | {"send": "1", "looked_at": looked_at})
    assert response.status_code == 302
    change = ListingChange.objects.get()
    assert change.changes["opening"]["weekly"]["sat"] == [["09:00", "12:00"]]
    assert set(change.changes) == {"opening"}


def test_hours_that_cannot_be_read_are_told_at_their_field(keepers: Keepers, client: Client) -> None:
    path = f"services/{keepers.listing.id}/opening/"
    data = filled(client, keepers.ito, path) | {"day_sat": "open", "hours_sat": "昼ごろ"}

    response = client.post(f"{WORK}/{path}", data | {"preview": "1"})

    assert response.status_code == 422
    assert "「昼ごろ」は時間帯として読めません" in response.content.decode()


def test_a_closure_and_vacancies_of_ones_own_take_effect_at_once(
    keepers: Keepers, post: Callable[..., Any]
) -> None:
    day = (timezone.localdate() + timedelta(days=3)).isoformat()

    post(keepers.ito, f"services/{keepers.listing.id}/closure/", first=day, note="大雪")
    post(keepers.ito, f"services/{keepers.listing.id}/capacity/", status="no_capacity")

    [exception] = now(keepers).opening["exceptions"]
    assert (exception["from"], exception["to"], exception["hours"]) == (day, day, [])
    assert ServiceCapacity.objects.get(service=keepers.listing).status == "no_capacity"
    post(keepers.ito, f"services/{keepers.listing.id}/closure/withdraw/", first=day, last=day)
    assert now(keepers).opening["exceptions"] == []


def test_the_desk_reads_the_difference_with_the_days_that_move(
    keepers: Keepers, get: Callable[..., str]
) -> None:
    from tests.network.actions.test_changes import with_saturday

    change = propose(keepers, opening=with_saturday(keepers.listing))

    html = get(keepers.hana, f"changes/{change.id}/")

    assert "月–金曜 9:00–16:00" in html
    assert "（土）" in html
    assert "9:00–12:00" in html
    assert "このまま公開する" in html


def test_a_conflict_is_shown_and_cannot_be_published_blindly(
    keepers: Keepers, get: Callable[..., str], post: Callable[..., Any]
) -> None:
    change = propose(keepers, summary="土曜も")
    Service.objects.filter(id=keepers.listing.id).update(summary="日曜も")

    html = get(keepers.hana, f"changes/{change.id}/")
    assert "ほかの人が同じところを直しました" in html
    assert "このまま公開する" not in html

    post(keepers.hana, f"changes/{change.id}/approve/")
    assert (now(keepers).summary, ListingChange.objects.get().status) == ("日曜も", "waiting")


def test_the_desk_settles_it_in_its_own_words(keepers: Keepers, client: Client) -> None:
    change = propose(keepers, summary="土曜も")
    Service.objects.filter(id=keepers.listing.id).update(summary="日曜も")
    path = f"changes/{change.id}/take-over/"

    data = filled(client, keepers.hana, path)
    assert data["summary"] == "土曜も"
    client.post(f"{WORK}/{path}", data | {"summary": "土日も"})

    assert (now(keepers).summary, ListingChange.objects.get().status) == ("土日も", "approved")


def test_declining_without_a_reason_asks_for_one(keepers: Keepers, post: Callable[..., Any]) -> None:
    change = propose(keepers, summary="土曜も")

    assert post(keepers.hana, f"changes/{change.id}/decline/").status_code == 422
    assert post(keepers.hana, f"changes/{change.id}/decline/", reason="重複").status_code == 302
    assert ListingChange.objects.get().reason == "重複"


def test_a_member_may_withdraw_and_not_approve(keepers: Keepers, post: Callable[..., Any]) -> None:
    change = propose(keepers, summary="土曜も")

    assert post(keepers.ito, f"changes/{change.id}/approve/").status_code == 403
    assert post(keepers.ito, f"changes/{change.id}/withdraw/").status_code == 302
    assert ListingChange.objects.get().status == "withdrawn"


def test_every_queue_of_the_desk_shows_what_waits_in_it(keepers: Keepers, get: Callable[..., str]) -> None:
    asked = make_asked(keepers.circle_listing, says="土曜も")

    assert "まめっこの会" in get(keepers.hana, "changes/")
    assert "まめっこ" in get(keepers.hana, "calls/")
    assert "まめっこの会" in get(keepers.hana, "reports/")
    assert "まめっこの会" in get(keepers.hana, "unconfirmed/")
    assert "土曜も" in get(keepers.hana, f"reports/{asked.report.id}/")


def test_a_call_is_logged_from_its_page(keepers: Keepers, post: Callable[..., Any]) -> None:
    asked = make_asked(keepers.circle_listing, says="土曜も")

    post(keepers.hana, f"calls/{asked.request.id}/", result="no_answer", note="留守")

    assert (ConfirmationCall.objects.get().note, ConfirmationCall.objects.get().by) == ("留守", keepers.hana)


def test_the_figures_are_a_page_and_a_file(keepers: Keepers, client: Client, get: Callable[..., str]) -> None:
    assert "まめっこ" in get(keepers.hana, "freshness/")

    lines = client.get(f"{WORK}/freshness.csv").content.decode("utf-8-sig").splitlines()

    assert lines[0] == "団体,掲載数,期間内に確認（%）,答えまでの日数（中央値）,答え待ち,確認待ちの変更"
    assert "ひだまり広場,1,0,,0,0" in lines
    assert "まめっこ,1,100,,0,0" in lines


def test_the_boards_of_both_sides_say_what_waits(keepers: Keepers, client: Client) -> None:
    make_asked(keepers.listing, says="土曜も")

    client.force_login(keepers.hana)
    assert "団体から届いた変更" in client.get("/joetsu/work/desk/").content.decode()
    client.force_login(keepers.ito)
    assert (
        "1件の情報が今も正しいか、確認をお願いします。"
        in client.get("/joetsu/work/desk/referrals/").content.decode()
    )
