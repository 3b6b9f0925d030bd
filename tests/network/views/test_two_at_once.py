"""Two people have the same listing open; the second is told, and decides, and nothing is lost."""

from typing import Any

from django.test import Client

from tests.factories.kernel import make_posting, make_user
from tests.factories.network import Keepers, propose
from tests.network.views.filled_form import filled_form
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.permissions.roles import DESK_MANAGER, MEMBER_WORKER
from tsunagu.network.models import ListingChange

WORK = "/joetsu/work/listings"


def words_of(keepers: Keepers) -> str:
    return f"{WORK}/services/{keepers.listing.id}/edit/"


def hours_of(keepers: Keepers) -> str:
    return f"{WORK}/services/{keepers.listing.id}/opening/"


def opened(client: Client, user: object, address: str) -> dict[str, Any]:
    """What stands in the form when that person opens it."""
    client.force_login(user)
    return filled_form(client.get(address).content.decode())


def sent(client: Client, user: object, address: str, form: dict[str, Any], **typed: Any) -> Any:
    client.force_login(user)
    return client.post(address, form | typed)


def colleague(keepers: Keepers) -> Any:
    other = make_user("西村 みどり")
    make_posting(other, keepers.desk.id, DESK_MANAGER)
    return other


def test_the_second_sees_both_words_beside_the_field_and_nothing_is_written(
    keepers: Keepers, client: Client
) -> None:
    form = opened(client, keepers.hana, words_of(keepers))
    sent(client, colleague(keepers), words_of(keepers), form, summary="日曜も開きます。")

    answer = sent(
        client, keepers.hana, words_of(keepers), form, summary="土曜も開きます。", cost_text="1回300円"
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "いまの内容：「日曜も開きます。」" in page
    still = filled_form(page)
    assert (still["summary"], still["cost_text"]) == ("土曜も開きます。", "1回300円")
    listing = Service.objects.get(id=keepers.listing.id)
    assert (listing.summary, listing.cost_text) == ("日曜も開きます。", "")


def test_pressing_again_lets_the_second_have_the_last_word(keepers: Keepers, client: Client) -> None:
    form = opened(client, keepers.hana, words_of(keepers))
    sent(client, colleague(keepers), words_of(keepers), form, summary="日曜も開きます。", place_text="二階")
    warned = sent(client, keepers.hana, words_of(keepers), form, summary="土曜も開きます。")

    sent(client, keepers.hana, words_of(keepers), filled_form(warned.content.decode()))

    listing = Service.objects.get(id=keepers.listing.id)
    # What the second never touched stays as the first wrote it, though the second's page showed it older.
    assert (listing.summary, listing.place_text) == ("土曜も開きます。", "二階")


def test_a_third_who_came_between_is_shown_as_well(keepers: Keepers, client: Client) -> None:
    form = opened(client, keepers.hana, words_of(keepers))
    sent(client, colleague(keepers), words_of(keepers), form, summary="日曜も開きます。")
    warned = sent(client, keepers.hana, words_of(keepers), form, summary="土曜も開きます。")
    later = opened(client, colleague(keepers), words_of(keepers))
    sent(client, colleague(keepers), words_of(keepers), later, summary="祝日も開きます。")

    again = sent(client, keepers.hana, words_of(keepers), filled_form(warned.content.decode()))

    assert "いまの内容：「祝日も開きます。」" in again.content.decode()
    assert Service.objects.get(id=keepers.listing.id).summary == "祝日も開きます。"


def test_two_who_change_different_fields_do_not_meet(keepers: Keepers, client: Client) -> None:
    form = opened(client, keepers.hana, words_of(keepers))
    sent(client, colleague(keepers), words_of(keepers), form, summary="日曜も開きます。")

    answer = sent(client, keepers.hana, words_of(keepers), form, cost_text="1回300円")

    listing = Service.objects.get(id=keepers.listing.id)
    assert (answer.status_code, listing.summary, listing.cost_text) == (302, "日曜も開きます。", "1回300円")


def test_a_list_of_choices_is_told_by_its_names(keepers: Keepers, client: Client) -> None:
    from tests.factories.directory import make_district

    north, south = make_district("北地区"), make_district("南地区")
    form = opened(client, keepers.hana, words_of(keepers))
    sent(client, colleague(keepers), words_of(keepers), form, areas=[str(north.id)])

    answer = sent(client, keepers.hana, words_of(keepers), form, areas=[str(south.id)])

    assert "いまの内容：「北地区」" in answer.content.decode()


def test_hours_are_told_whole_and_only_the_days_that_both_changed_are_replaced(
    keepers: Keepers, client: Client
) -> None:
    form = opened(client, keepers.hana, hours_of(keepers))
    monday = {"day_mon": "open", "hours_mon": "9:00-12:00"}
    looked = sent(client, keepers.hana, hours_of(keepers), form, day_mon="open", hours_mon="13:00-16:00")
    mine = filled_form(looked.content.decode())
    first = sent(client, colleague(keepers), hours_of(keepers), form, **monday, rule_note="雪の日は休み")
    sent(client, colleague(keepers), hours_of(keepers), filled_form(first.content.decode()), send="1")

    warned = sent(client, keepers.hana, hours_of(keepers), mine, send="1")
    sent(client, keepers.hana, hours_of(keepers), filled_form(warned.content.decode()), send="1")

    assert "開いているとき：ほかの人が先に直しました。" in warned.content.decode()
    rule = Service.objects.get(id=keepers.listing.id).opening
    assert (rule["weekly"]["mon"], rule["note"]) == ([["13:00", "16:00"]], "雪の日は休み")


def test_a_member_is_shown_what_was_published_since_the_page_was_opened(
    keepers: Keepers, client: Client
) -> None:
    form = opened(client, keepers.ito, words_of(keepers))
    sent(client, keepers.hana, words_of(keepers), form, summary="日曜も開きます。")

    answer = sent(client, keepers.ito, words_of(keepers), form, summary="土曜も開きます。")

    assert "いまの内容：「日曜も開きます。」" in answer.content.decode()
    assert not ListingChange.objects.exists()


def test_a_member_is_shown_what_a_colleague_sent_and_nobody_has_read(
    keepers: Keepers, client: Client
) -> None:
    other = make_user("上田 さくら")
    make_posting(other, keepers.npo.id, MEMBER_WORKER)
    propose(keepers, summary="日曜も開きます。")
    form = opened(client, other, words_of(keepers))

    warned = sent(client, other, words_of(keepers), form, summary="土曜も開きます。")

    page = warned.content.decode()
    assert "伊藤 あおいが先に送った変更が、窓口の確認を待っています：「日曜も開きます。」" in page
    assert ListingChange.objects.get().status == "waiting"
    sent(client, other, words_of(keepers), filled_form(page))
    states = dict(ListingChange.objects.values_list("changes__summary", "status"))
    assert states == {"日曜も開きます。": "withdrawn", "土曜も開きます。": "waiting"}


def test_ones_own_earlier_words_are_replaced_without_a_question(keepers: Keepers, client: Client) -> None:
    propose(keepers, summary="土曜も開きまう。")
    form = opened(client, keepers.ito, words_of(keepers))

    answer = sent(client, keepers.ito, words_of(keepers), form, summary="土曜も開きます。")

    assert answer.status_code == 302


def test_the_profile_of_an_organisation_is_guarded_the_same_way(keepers: Keepers, client: Client) -> None:
    address = f"{WORK}/organisations/{keepers.npo.id}/"
    form = opened(client, keepers.hana, address)
    sent(client, colleague(keepers), address, form, description="親子の居場所です。")

    answer = sent(client, keepers.hana, address, form, description="遊び場です。")

    assert "いまの内容：「親子の居場所です。」" in answer.content.decode()
    assert Organisation.objects.get(id=keepers.npo.id).description == "親子の居場所です。"


def test_the_desk_that_puts_a_change_right_is_shown_what_was_published_meanwhile(
    keepers: Keepers, client: Client
) -> None:
    change = propose(keepers, summary="土曜もひらく")
    address = f"{WORK}/changes/{change.id}/take-over/"
    form = opened(client, keepers.hana, address)
    direct = opened(client, colleague(keepers), words_of(keepers))
    sent(client, colleague(keepers), words_of(keepers), direct, summary="日曜も開きます。")

    answer = sent(client, keepers.hana, address, form, summary="土曜も開きます。")

    assert "いまの内容：「日曜も開きます。」" in answer.content.decode()
    assert ListingChange.objects.get().status == "waiting"
