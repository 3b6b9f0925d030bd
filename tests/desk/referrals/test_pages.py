"""The screens: what each person sees, finds and is told."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.desk import make_consultation, make_place
from tests.factories.directory import make_service, make_term
from tests.factories.families import make_person
from tests.factories.referrals import (
    Cast,
    accept,
    ask,
    decline,
    make_household_at,
    make_task,
    make_task_in,
    make_task_to_desk,
)
from tsunagu.desk.models import Intake, Referral, ReferralTask
from tsunagu.desk.models.referral_choices import TaskStatus
from tsunagu.desk.queries.referrals import referrals_by_receipt, status_for_family
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import ServiceCapacity
from tsunagu.families.models import Consent
from tsunagu.kernel.audit.models import ReadEntry
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import Acting, acting

WORK = "/joetsu/work/desk"
SECRET = "夜ひとりで泣いている"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The pages read the real clock."""
    cast.at = timezone.now() - timedelta(minutes=5)
    return cast


@pytest.fixture
def page(client: Client) -> Callable[..., str]:
    def read(user: object, path: str) -> str:
        client.force_login(user)
        response = client.get(f"{WORK}/{path}")
        assert response.status_code == 200
        return response.content.decode()

    return read


def test_the_owner_line_is_on_both_sides_pages(cast: Cast, page: Callable[..., str]) -> None:
    task = make_task(cast)
    accept(cast, task)

    for user in (cast.sato, cast.ito):
        html = page(user, f"referrals/{task.id}/")
        assert "今この家庭を受け持っているのは" in html
        assert "ひだまり広場 伊藤 あおい" in html


def test_each_side_sees_its_own_buttons(cast: Cast, page: Callable[..., str]) -> None:
    task = make_task(cast)

    def buttons(user: object) -> list[str]:
        return re.findall(rf"/referrals/{task.id}/([a-z-]+)/", page(user, f"referrals/{task.id}/"))

    assert buttons(cast.ito) == ["accept", "decline"]
    assert buttons(cast.sato) == ["cancel", "mistake"]
    accept(cast, task)
    assert buttons(cast.ito) == ["start", "complete", "schedule", "met", "hold", "fail"]
    assert buttons(cast.sato) == ["ask-to-stop", "mistake"]


def test_the_board_shows_what_arrived_is_held_and_was_sent(cast: Cast, page: Callable[..., str]) -> None:
    arrived = make_task(cast)
    held = make_task(cast)
    accept(cast, held)

    html = page(cast.ito, "referrals/")

    for task in (arrived, held):
        assert f"/referrals/{task.id}/" in html
    assert "山田さん" not in html
    assert "山田さん" in page(cast.sato, "referrals/")


def test_the_desk_sees_what_it_has_to_decide(cast: Cast, page: Callable[..., str]) -> None:
    task = make_task(cast)
    decline(cast, task)

    html = page(cast.sato, "referrals/")

    assert "窓口で決める" in html
    assert f"/needs/{task.referral_id}/" in html


def test_being_shown_a_family_is_written_down(cast: Cast, page: Callable[..., str]) -> None:
    task = make_task(cast)

    page(cast.ito, f"referrals/{task.id}/")

    entry = ReadEntry.objects.get()
    assert (entry.record_ids, entry.by_id, entry.screen) == (
        [cast.household.id],
        cast.ito.id,
        "desk:referral",
    )


def test_the_need_page_is_the_senders_alone(cast: Cast, client: Client) -> None:
    task = make_task(cast)

    for user, status in ((cast.sato, 200), (cast.ito, 404), (cast.ueda, 404)):
        client.force_login(user)
        assert client.get(f"{WORK}/needs/{task.referral_id}/").status_code == status


def sent_form(consent: Consent, need: object, **changes: str) -> dict[str, str]:
    return {
        "need": str(need.id),
        "asked": "水曜の午前に預かってほしい",
        "urgency": "routine",
        "legal_basis": "consent",
        "consent": str(consent.id),
        "contact_prohibited": "some",
        "contact_rule": "夜は電話しない",
        "share_names": "on",
        "text_names": "山田さん",
        "text_story": "これは伝えない",
        **changes,
    }


@pytest.fixture
def consent(cast: Cast) -> Consent:
    return Consent.objects.create(
        household=cast.household, purpose="refer", given_at=cast.at, recorded_by=cast.sato
    )


def test_the_sender_looks_at_it_as_the_other_side_will_and_then_sends(
    cast: Cast, client: Client, consent: Consent
) -> None:
    client.force_login(cast.sato)
    url = f"{WORK}/referrals/new/?household={cast.household.id}&organisation={cast.member.id}"
    form = sent_form(consent, cast.need)

    preview = client.post(url, form)

    assert ReferralTask.objects.count() == 0
    seen = preview.content.decode().partition("相手に見える内容")[2].partition("この内容で送る")[0]
    assert "山田さん" in seen
    assert "これは伝えない" not in seen

    client.post(url, form | {"send": "1"})

    task = ReferralTask.objects.get()
    assert (task.status, task.target, task.sent_by) == ("requested", cast.member, cast.sato)
    client.force_login(cast.ito)
    received = client.get(f"{WORK}/referrals/{task.id}/").content.decode()
    assert "水曜の午前に預かってほしい" in received
    assert "夜は電話しない" in received
    assert "これは伝えない" not in received


def test_without_a_consent_on_record_nothing_is_sent(cast: Cast, client: Client, consent: Consent) -> None:
    client.force_login(cast.sato)
    url = f"{WORK}/referrals/new/?household={cast.household.id}&organisation={cast.member.id}"

    response = client.post(url, sent_form(consent, cast.need, send="1") | {"consent": ""})

    assert "同意の記録を選ぶか" in response.content.decode()
    assert ReferralTask.objects.count() == 0


def test_another_familys_consent_does_not_do(cast: Cast, client: Client, consent: Consent) -> None:
    other = make_household_at(cast.desk, "鈴木さん")
    client.force_login(cast.sato)
    url = f"{WORK}/referrals/new/?household={other.id}&organisation={cast.member.id}"

    client.post(url, sent_form(consent, cast.need, send="1"))

    assert ReferralTask.objects.count() == 0


def test_capacity_is_shown_before_sending(cast: Cast, page: Callable[..., str]) -> None:
    service = make_service(cast.member, name="一時預かり")
    ServiceCapacity.objects.create(service=service, status="no_capacity", updated_at=cast.at)

    chosen = page(cast.sato, f"referrals/choose/?household={cast.household.id}&need=")
    written = page(cast.sato, f"referrals/new/?household={cast.household.id}&service={service.id}")

    assert "満員です" in chosen
    assert "満員です" in written


def test_the_need_last_recorded_is_chosen_already(cast: Cast, page: Callable[..., str]) -> None:
    _talk_about(cast, "temporary_care")
    make_service(cast.member, name="託児", needs=("temporary_care",))
    make_service(cast.other_member, name="講座")
    household = f"household={cast.household.id}"

    chosen = page(cast.sato, f"referrals/choose/?{household}")
    written = page(cast.sato, f"referrals/new/?{household}&organisation={cast.member.id}")

    assert '<option value="temporary_care" selected>' in chosen
    assert _places(chosen) == ["託児"]
    assert f'<option value="{cast.need.id}" selected>' in written


def test_among_all_places_those_that_fit_come_first(cast: Cast, page: Callable[..., str]) -> None:
    _talk_about(cast, "temporary_care")
    make_service(cast.other_member, name="あさの講座", name_kana="アサノコウザ")
    make_service(cast.member, name="託児", name_kana="タクジ", needs=("temporary_care",))

    html = page(cast.sato, f"referrals/choose/?household={cast.household.id}&need=")

    assert _places(html) == ["託児", "あさの講座"]
    assert html.count("記録した困りごとに合います") == 1


def test_a_need_that_nobody_meets_gives_way_to_the_next_of_the_same_talk(
    cast: Cast, page: Callable[..., str]
) -> None:
    with cast.as_town():
        make_term(Scheme.NEED, "twins", "ふたご")
    _talk_about(cast, "twins", "temporary_care")
    make_service(cast.member, name="託児", needs=("temporary_care",))

    html = page(cast.sato, f"referrals/choose/?household={cast.household.id}")

    assert '<option value="temporary_care" selected>' in html
    assert _places(html) == ["託児"]


def test_when_nobody_meets_the_need_the_page_says_so_above_the_organisations(
    cast: Cast, page: Callable[..., str]
) -> None:
    _talk_about(cast, "temporary_care")

    html = page(cast.sato, f"referrals/choose/?household={cast.household.id}")

    assert "この困りごとを受ける事業は、名簿にありません" in html
    assert cast.member.name in _places(html)


def test_who_has_to_choose_is_told_so(cast: Cast, page: Callable[..., str]) -> None:
    html = page(cast.sato, f"referrals/new/?household={cast.household.id}&organisation={cast.member.id}")

    assert '<option value="" selected>選んでください</option>' in html
    assert "---------" not in html


def _talk_about(cast: Cast, *topics: str) -> None:
    with cast.as_town():
        place = make_place(cast.desk)
        make_consultation(place, household=cast.household, topics=list(topics), by=cast.sato, at=cast.at)


def _places(html: str) -> list[str]:
    return re.findall(r'<h2 class="service-card__name">([^<]+)</h2>', html)


def test_a_place_the_family_declined_cannot_be_chosen_again(cast: Cast, page: Callable[..., str]) -> None:
    task = make_task(cast)
    decline(cast, task, reason="family_declined", declined_by="family", none_known=False)

    html = page(cast.sato, f"referrals/choose/?referral={task.referral_id}")

    assert "ご家族が望まないと答えています" in html
    assert f"organisation={cast.member.id}" not in html
    assert f"organisation={cast.other_member.id}" in html


def test_after_a_no_the_next_place_is_asked_with_the_same_package(cast: Cast, client: Client) -> None:
    task = make_task(cast)
    decline(cast, task, suggested=cast.other_member, none_known=False)
    client.force_login(cast.sato)
    url = f"{WORK}/needs/{task.referral_id}/next/?organisation={cast.other_member.id}"
    assert SECRET in client.get(url).content.decode()

    client.post(
        url,
        {
            "asked": "見守ってほしい",
            "legal_basis": "child_welfare_25_2",
            "basis_note": "実務者会議",
            "share_story": "on",
            "text_story": SECRET,
            "send": "1",
        },
    )

    second = ReferralTask.objects.get(replaces=task)
    assert (second.target, second.status) == (cast.other_member, "requested")


def test_a_member_passes_a_family_to_the_desk_and_the_desk_finds_out_who_it_is(
    cast: Cast, client: Client
) -> None:
    make_person(cast.household, family_name="山田", given_name="さくら", family_kana="ヤマダ")
    client.force_login(cast.ito)
    form = {
        "desk": str(cast.desk.id),
        "need": str(cast.need.id),
        "asked": "話を聞いてほしい",
        "urgency": "urgent",
        "legal_basis": "consent",
        "basis_note": "11月20日に母から口頭で",
        "contact_prohibited": "none",
        "share_names": "on",
        "text_names": "山田さん",
        "send": "1",
    }
    client.post(f"{WORK}/referrals/to-desk/", form)
    task = ReferralTask.objects.get()
    client.force_login(cast.sato)
    assert "山田さん" in client.get(f"{WORK}/referrals/{task.id}/").content.decode()

    found = client.get(f"{WORK}/needs/{task.referral_id}/?q=山田").content.decode()
    link = f"{WORK}/needs/{task.referral_id}/household/{cast.household.id}/"
    assert link in found
    client.post(link)

    assert Referral.objects.get(id=task.referral_id).household == cast.household


def test_the_chief_sees_figures_without_families(cast: Cast, page: Callable[..., str]) -> None:
    make_task(cast, at=cast.at - timedelta(days=20))

    html = page(cast.chief, "oversight/")

    assert "動いていない" in html
    assert "少しの間だけ預ける" in html
    assert "山田さん" not in html


NEEDS = [
    "needs/{need}/",
    "needs/{need}/close/",
    "needs/{need}/person/",
    "needs/{need}/next/?organisation={org}",
]
TASKS = ["referrals/{task}/", "referrals/{task}/accept/", "referrals/{task}/cancel/"]
SENDING = ["referrals/choose/?household={home}", "referrals/new/?household={home}&organisation={org}"]


@pytest.mark.parametrize("path", [*NEEDS, *TASKS, *SENDING, "needs/{need}/household/{home}/"])
@pytest.mark.parametrize("who", ["ueda", "endo"])
def test_a_neighbours_id_is_no_page(cast: Cast, client: Client, path: str, who: str) -> None:
    task = make_task_in(cast, TaskStatus.REJECTED) if who == "ueda" else make_task(cast)
    names = {
        "task": task.id, "need": task.referral_id, "home": cast.household.id, "org": cast.member.id,
    }  # fmt: skip
    url = f"{WORK}/{path.format(**names)}"
    client.force_login(getattr(cast, who))

    assert client.get(url).status_code == 404
    assert client.post(url, {"closing": "no_place", "reason": "other"}).status_code == 404


@pytest.mark.parametrize("path", [*NEEDS, *TASKS])
def test_an_id_that_does_not_exist_is_no_page(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.sato)
    names = {"task": new_id(), "need": new_id(), "org": cast.member.id}

    assert client.get(f"{WORK}/{path.format(**names)}").status_code == 404


@pytest.mark.parametrize(
    "path", ["referrals/", "referrals/to-desk/", "oversight/", "referrals/choose/", *TASKS, *NEEDS]
)
def test_nobody_enters_without_signing_in(cast: Cast, client: Client, path: str) -> None:
    task = make_task(cast)
    names = {"task": task.id, "need": task.referral_id, "org": cast.member.id}

    response = client.get(f"{WORK}/{path.format(**names)}")

    assert response.status_code == 302
    assert "/work/account/login/" in response["Location"]


def test_a_member_does_not_see_the_chiefs_board(cast: Cast, client: Client) -> None:
    client.force_login(cast.ito)

    assert client.get(f"{WORK}/oversight/").status_code == 403


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("who", "path"), [("ito", "referrals/"), ("sato", "referrals/"), ("chief", "oversight/")]
)
def test_a_board_has_constant_queries(cast: Cast, client: Client, who: str, path: str) -> None:
    def one_of_each() -> None:
        make_task(cast)
        accept(cast, make_task(cast))
        decline(cast, make_task(cast))
        make_task_to_desk(cast)

    client.force_login(getattr(cast, who))
    one_of_each()
    with_one = queries_of(client, f"{WORK}/{path}")
    one_of_each()
    one_of_each()

    assert queries_of(client, f"{WORK}/{path}") == with_one


def test_a_need_page_has_constant_queries(cast: Cast, client: Client) -> None:
    task = make_task(cast)
    client.force_login(cast.sato)
    with_one = queries_of(client, f"{WORK}/needs/{task.referral_id}/")
    decline(cast, task)
    second = ask(cast, task.referral, to=cast.stranger)
    assert second.replaces == task

    assert queries_of(client, f"{WORK}/needs/{task.referral_id}/") == with_one


def test_a_family_follows_its_own_hand_over_with_its_receipt_and_no_other(
    cast: Cast, client: Client, consent: Consent
) -> None:
    Intake.objects.create(
        receipt_hash="f" * 64,
        state="taken",
        received_at=cast.at,
        reach_by="receipt",
        asked="預け先がほしい",
        organisation=cast.desk,
        taken_by=cast.sato,
        taken_at=cast.at,
        household=cast.household,
    )
    client.force_login(cast.sato)
    url = f"{WORK}/referrals/new/?household={cast.household.id}&organisation={cast.member.id}"
    client.post(url, sent_form(consent, cast.need, send="1"))
    make_task(cast, household=make_household_at(cast.desk))

    with acting(Acting(town=cast.town.id, receipt="f" * 64, moment=cast.at)):
        mine = list(referrals_by_receipt("f" * 64))
        assert [referral.household_id for referral in mine] == [cast.household.id]
        assert Referral.objects.count() == 1
        assert ReferralTask.objects.count() == 0
        assert status_for_family(referrals=mine)[0].startswith("「少しの間だけ預ける」は、受け入れ先の返事")
    with acting(Acting(town=cast.town.id, receipt="e" * 64, moment=cast.at)):
        assert Referral.objects.count() == 0


def test_the_family_reads_plain_sentences(cast: Cast) -> None:
    waiting, held, done = make_task(cast), make_task(cast), make_task_in(cast, TaskStatus.COMPLETED)
    accept(cast, held)
    referrals = [Referral.objects.get(id=task.referral_id) for task in (waiting, held, done)]

    assert status_for_family(referrals=referrals) == [
        "「少しの間だけ預ける」は、受け入れ先の返事を待っています。返事があるまで、子育て総合支援窓口が受け持っています。",
        "「少しの間だけ預ける」は、ひだまり広場の担当者が受け持っています。",
        "「少しの間だけ預ける」は、つながりました。",
    ]
