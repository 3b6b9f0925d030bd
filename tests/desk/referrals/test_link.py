"""Members without an account: a link, a code, one answer. Every misuse ends on one calm page."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.referrals import Cast, make_task
from tsunagu.desk.actions.referrals.ending import cancel_task
from tsunagu.desk.actions.referrals.links import SALT
from tsunagu.desk.models import Referral, ReferralLink, ReferralTask
from tsunagu.kernel.notify.models import Letter

SECRET = "夜ひとりで泣いている"
DAY = f"{TODAY_10AM + timedelta(days=5):%Y-%m-%d}"
ACCEPT = {"name": "山本 はる", "contact_on": DAY}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The member has no accounts, only a mail address. The pages' clock is the real one."""
    cast.at = timezone.now()
    cast.member = make_organisation("おひさまの会", notice_email="ohisama@example.jp")
    return cast


@pytest.fixture
def task(cast: Cast) -> ReferralTask:
    return make_task(cast)


def latest(kind: str) -> str:
    return Letter.objects.filter(kind=f"referral.{kind}").order_by("-id").first().body


def link_in(body: str) -> str:
    return re.search(r"(/joetsu/work/desk/answer/[^/\s]+/)", body)[1]


def code_in(body: str) -> str:
    return re.search(r"\d{6}", body)[0]


def let_in(client: Client, link: str) -> None:
    client.post(link)
    client.post(f"{link}code/", {"code": code_in(latest("code"))})


def is_closed(response: object) -> bool:
    return response.status_code == 410 and "このリンクは使えません" in response.content.decode()


def test_the_letter_carries_a_link_and_no_content(task: ReferralTask) -> None:
    letter = Letter.objects.get(kind="referral.sent")

    assert letter.to == "ohisama@example.jp"
    assert link_in(letter.body)
    assert SECRET not in letter.body


def test_before_the_code_nothing_is_shown(task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))

    page = client.get(link).content.decode()

    assert "確認番号を送る" in page
    for secret in (SECRET, "少しの間だけ預ける", "子育て総合支援窓口"):
        assert secret not in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("", "確認番号は "), ("easy/", "確認番号は "), ("en/", "Your confirmation number is ")],
)
def test_the_code_comes_in_the_language_of_the_page_that_asked_for_it(
    task: ReferralTask, client: Client, language: str, said: str
) -> None:
    client.post(link_in(latest("sent")).replace("/joetsu/", f"/joetsu/{language}"))

    assert latest("code").startswith(said)


def test_with_the_code_they_see_what_was_shared_and_accept_in_their_name(
    cast: Cast, task: ReferralTask, client: Client
) -> None:
    link = link_in(latest("sent"))
    let_in(client, link)
    assert SECRET in client.get(link).content.decode()

    response = client.post(f"{link}accept/", ACCEPT)

    task.refresh_from_db()
    referral = Referral.objects.get(id=task.referral_id)
    assert response.status_code == 200
    assert (task.status, task.accepted_by, task.accepted_name) == ("accepted", None, "山本 はる")
    assert (referral.owner_organisation, referral.owner_name) == (cast.member, "山本 はる")


def test_a_link_is_good_for_one_answer_and_the_next_letter_brings_the_next(
    task: ReferralTask, client: Client
) -> None:
    first = link_in(latest("sent"))
    let_in(client, first)
    client.post(f"{first}accept/", ACCEPT)

    assert is_closed(client.get(first))
    second = link_in(latest("report"))
    assert second != first
    let_in(client, second)
    client.post(f"{second}complete/", {"outcome": "resolved", "story_retold": "no"})

    task.refresh_from_db()
    assert (task.status, task.outcome) == ("completed", "resolved")


def test_they_decline_by_link_and_the_name_stays_in_the_history(task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))
    let_in(client, link)

    client.post(
        f"{link}decline/",
        {"name": "山本 はる", "declined_by": "provider", "reason": "full", "none_known": "on"},
    )

    task.refresh_from_db()
    last = task.steps.order_by("-id").first()
    assert task.status == "rejected"
    assert (last.actor, last.by_name) == ("link", "山本 はる")


def test_without_a_name_nobody_accepts(task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))
    let_in(client, link)

    client.post(f"{link}accept/", {"contact_on": DAY})

    task.refresh_from_db()
    assert task.status == "requested"


def test_another_browser_with_the_same_link_must_type_its_own_code(
    task: ReferralTask, client: Client
) -> None:
    link = link_in(latest("sent"))
    let_in(client, link)
    stranger = Client()

    assert SECRET not in stranger.get(link).content.decode()
    stranger.post(f"{link}accept/", ACCEPT)

    task.refresh_from_db()
    assert task.status == "requested"


def test_a_link_opens_no_other_hand_over(cast: Cast, task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))
    let_in(client, link)
    other = make_task(cast)
    other_link = link_in(latest("sent"))

    assert SECRET not in client.get(other_link).content.decode()
    client.post(f"{other_link}accept/", ACCEPT)

    other.refresh_from_db()
    assert other.status == "requested"


@pytest.mark.parametrize("suffix", ["", "code/", "accept/"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: "x" * 60,
        lambda token: signing.dumps(signing.loads(token, salt=SALT), salt="something else"),
        lambda token: signing.dumps(["00000000-0000-0000-0000-000000000000"] * 2, salt=SALT),
        lambda token: signing.dumps("text", salt=SALT),
    ],
    ids=["changed", "guessed", "signed for another purpose", "of nothing", "of another shape"],
)
def test_a_guessed_link_is_closed(task: ReferralTask, client: Client, damage: object, suffix: str) -> None:
    token = link_in(latest("sent")).rstrip("/").rpartition("/")[2]

    for ask in (client.get, client.post):
        assert is_closed(ask(f"/joetsu/work/desk/answer/{damage(token)}/{suffix}"))


def test_an_expired_link_is_closed(task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))
    ReferralLink.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    assert is_closed(client.get(link))


def test_a_link_whose_hand_over_was_taken_back_is_closed(
    cast: Cast, task: ReferralTask, client: Client
) -> None:
    link = link_in(latest("sent"))
    let_in(client, link)
    with cast.as_desk():
        cancel_task(task=task, by=cast.sato, at=timezone.now(), reason="circumstances_changed")

    assert is_closed(client.get(link))


def test_five_wrong_codes_kill_the_link(task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))
    client.post(link)
    right = code_in(latest("code"))
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        client.post(f"{link}code/", {"code": wrong})

    assert is_closed(client.post(f"{link}code/", {"code": right}))


def test_a_code_ends_after_ten_minutes(task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))
    client.post(link)
    ReferralLink.objects.update(code_ends_at=timezone.now() - timedelta(seconds=1))

    client.post(f"{link}code/", {"code": code_in(latest("code"))})

    assert SECRET not in client.get(link).content.decode()


def test_a_code_works_once(task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))
    let_in(client, link)
    stranger = Client()
    stranger.post(f"{link}code/", {"code": code_in(latest("code"))})

    assert SECRET not in stranger.get(link).content.decode()


def test_codes_are_not_sent_without_end(task: ReferralTask, client: Client) -> None:
    link = link_in(latest("sent"))
    for _ in range(5):
        client.post(link)

    assert is_closed(client.post(link))
    assert Letter.objects.filter(kind="referral.code").count() == 5


@pytest.mark.parametrize("verb", ["start", "complete", "cancel", "mistake", "ask-to-stop", "nonsense"])
def test_a_link_does_only_what_the_target_may_do_now(task: ReferralTask, client: Client, verb: str) -> None:
    link = link_in(latest("sent"))
    let_in(client, link)

    assert is_closed(client.post(f"{link}{verb}/", {"reason": "other", "outcome": "resolved"}))
    task.refresh_from_db()
    assert task.status == "requested"


def test_a_link_gives_a_signed_in_person_no_more_than_the_link(
    cast: Cast, task: ReferralTask, client: Client
) -> None:
    client.force_login(cast.ueda)
    link = link_in(latest("sent"))
    let_in(client, link)

    assert SECRET in client.get(link).content.decode()
    assert client.get(f"/joetsu/work/desk/referrals/{task.id}/").status_code == 404


def test_in_another_town_the_link_opens_nothing(task: ReferralTask, client: Client, nagaoka: object) -> None:
    link = link_in(latest("sent"))

    assert is_closed(client.get(link.replace("/joetsu/", "/nagaoka/")))


def test_where_no_mail_can_go_the_desk_is_told_to_telephone(cast: Cast) -> None:
    cast.member = make_organisation("電話だけの会")

    make_task(cast)

    assert list(Letter.objects.filter(kind="referral.unreachable").values_list("to", flat=True)) == [
        "sato@example.jp"
    ]
