"""The desk's pages: who sees them, what they say, what they cost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.desk.views.conftest import Desk
from tests.factories.desk import make_consultation, make_intake, make_place
from tests.factories.directory import make_organisation
from tests.factories.families import make_household, make_person
from tsunagu.desk.actions.record_consultation import NextAction, Said, write_headline
from tsunagu.desk.choices import IntakeState, NextActionKind
from tsunagu.desk.models import Consultation, HouseholdHeadline, Intake
from tsunagu.families.actions.addresses import record_address
from tsunagu.families.actions.record_household import ContactRules, change_contact_rules
from tsunagu.families.models import Address, Consent, Household, Person
from tsunagu.kernel.audit.models import ReadEntry
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, HEALTH_NURSE

pytestmark = pytest.mark.django_db
WORK = "/joetsu/work/desk/"
FRIDAY = TODAY_10AM.date()


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def promise(desk: Desk, kind: NextActionKind, *, days: int, **facts: Any) -> None:
    on = FRIDAY + timedelta(days=days)
    make_consultation(desk.place, by=desk.worker, next_action=NextAction(kind, on, desk.worker), **facts)


def test_the_board_shows_every_promise_in_one_column(desk: Desk) -> None:
    make_intake(name="山田")
    promise(desk, NextActionKind.CALL_BACK, days=1)
    promise(desk, NextActionKind.CALL_BACK, days=-1)
    promise(desk, NextActionKind.VISIT, days=0)
    promise(desk, NextActionKind.VISIT, days=-2)

    page = text_of(desk.client, WORK)

    assert page.count('class="board-card"') + page.count("board-card--overdue") == 5
    assert page.count("board-card--overdue") == 2
    assert (page.count("1日おくれ"), page.count("2日おくれ")) == (1, 1)


@pytest.mark.parametrize("path", ["", "consultations/", "households/"])
def test_lists_ask_the_database_the_same_however_long_they_are(desk: Desk, path: str) -> None:
    counts = []
    text_of(desk.client, WORK + path)
    for more in (1, 2):
        for _ in range(more):
            home = make_household(desk.place.organisation_id)
            make_person(home)
            promise(desk, NextActionKind.VISIT, days=1, household=home)
            make_intake(sender=str(home.id))
        with CaptureQueriesContext(connection) as asked:
            text_of(desk.client, WORK + path)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_household_page_asks_the_same_however_much_happened(desk: Desk) -> None:
    home = make_household(desk.place.organisation_id)
    counts = []
    text_of(desk.client, f"{WORK}households/{home.id}/")
    for more in (1, 2):
        for _ in range(more):
            make_person(home)
            make_consultation(desk.place, by=desk.worker, household=home)
        with CaptureQueriesContext(connection) as asked:
            text_of(desk.client, f"{WORK}households/{home.id}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_showing_a_family_leaves_a_trace(desk: Desk) -> None:
    home = make_household(desk.place.organisation_id)
    one = make_consultation(desk.place, by=desk.worker, household=home)
    promise(desk, NextActionKind.VISIT, days=1, household=home)
    pages = {
        "": "desk:today",
        "consultations/": "desk:consultations",
        f"consultations/{one.id}/": "desk:consultation",
        "households/": "desk:households",
        f"households/{home.id}/": "desk:household",
    }

    for path in pages:
        text_of(desk.client, WORK + path)

    trace = ReadEntry.objects.order_by("id").values_list("screen", "record_ids", "by_id")
    assert list(trace) == [(screen, [home.id], desk.worker.id) for screen in pages.values()]


def test_a_strangers_record_and_a_missing_one_answer_alike(desk: Desk) -> None:
    theirs = make_place(make_organisation(), name="別の窓口")
    home = make_household(theirs.organisation_id)
    record_address(household=home, text="秘密町1", is_hidden=True, by=None, at=TODAY_10AM)
    address = Address.objects.get()
    consultation = make_consultation(theirs, household=home)
    quiet = make_consultation(theirs)
    answers = {
        path: desk.client.get(WORK + path).status_code
        for path in (
            f"households/{home.id}/",
            f"households/{home.id}/contact/",
            f"households/{home.id}/people/",
            f"consultations/{consultation.id}/",
            f"consultations/{quiet.id}/",
            f"consultations/{home.id}/",
            f"households/{consultation.id}/",
        )
    }
    done = desk.client.post(f"{WORK}consultations/{consultation.id}/done/").status_code
    reveal = desk.client.post(f"{WORK}households/{home.id}/addresses/{address.id}/reveal/").status_code

    assert set(answers.values()) == {404}
    assert (done, reveal) == (404, 403)


def test_the_consultation_page_says_what_was_said(desk: Desk) -> None:
    one = make_consultation(
        desk.place, by=desk.worker, said=Said("上の子を預けたい", "一時預かりを案内", "夜間の預かり")
    )

    page = text_of(desk.client, f"{WORK}consultations/{one.id}/")

    said = ("上の子を預けたい", "一時預かりを案内", "夜間の預かり", "預けたい</span>", "名前を伏せた相談")
    assert [words for words in said if words not in page] == []


def test_a_promise_is_marked_done_on_its_page(desk: Desk) -> None:
    promise(desk, NextActionKind.CALL_BACK, days=0)
    one = Consultation.objects.get()

    desk.client.post(f"{WORK}consultations/{one.id}/done/")

    one.refresh_from_db()
    assert one.next_done_by == desk.worker
    assert text_of(desk.client, WORK).count('class="board-card"') == 0


class TestHousehold:
    def test_the_headline_comes_first_and_the_former_one_stays(self, desk: Desk) -> None:
        home = make_household(desk.place.organisation_id)
        write_headline(household=home, text="夜泣き", by=desk.worker, at=TODAY_10AM - timedelta(days=1))

        desk.client.post(f"{WORK}households/{home.id}/headline/", {"text": "祖母の介護と重なる"})

        page = text_of(desk.client, f"{WORK}households/{home.id}/")
        assert page.count('desk-headline__text">祖母の介護と重なる<') == 1
        assert page.index("祖母の介護と重なる") < page.index("夜泣き")
        assert HouseholdHeadline.objects.count() == 2

    def test_ages_are_said_as_parents_say_them_and_twins_are_marked(self, desk: Desk) -> None:
        home = make_household(desk.place.organisation_id)
        make_person(home)
        make_person(home, given_name="すみれ", given_kana="スミレ")
        make_person(home, given_name="", given_kana="", born_on=None, due_on=date(2027, 2, 1))

        page = text_of(desk.client, f"{WORK}households/{home.id}/")

        assert page.count("2歳6か月") == 2
        assert page.count("ふたご・多胎") == 2
        assert page.count("令和9年2月1日 出産予定") == 1

    def test_what_is_forbidden_stands_before_the_number_and_closes_it(self, desk: Desk) -> None:
        home = make_household(desk.place.organisation_id)
        make_person(home, phone="025-526-5111")
        assert text_of(desk.client, f"{WORK}households/{home.id}/").count('href="tel:0255265111"') == 1

        rules = ContactRules(no_phone=True, contact_prohibited="夜は夫がいる")
        change_contact_rules(household=home, rules=rules, by=desk.worker, at=TODAY_10AM)

        page = text_of(desk.client, f"{WORK}households/{home.id}/")
        assert page.count('href="tel:') == 0
        assert page.index("夜は夫がいる") < page.index("025-526-5111")

    def test_a_hidden_address_is_masked_and_shown_to_few_and_never_unseen(
        self, desk: Desk, sign_in: Callable[..., Client]
    ) -> None:
        home = make_household(desk.place.organisation_id)
        address = record_address(household=home, text="秘密町1-2", is_hidden=True, by=None, at=TODAY_10AM)
        page = f"{WORK}households/{home.id}/"
        reveal = f"{page}addresses/{address.id}/reveal/"
        nurse = sign_in(HEALTH_NURSE)

        assert text_of(nurse, page).count("秘密町") == 0
        assert text_of(desk.client, page).count("表示する") == 0
        assert desk.client.post(reveal).status_code == 403
        shown = nurse.post(reveal)
        assert shown.content.decode().count("秘密町1-2") == 1
        assert shown["Cache-Control"] == "no-store"
        assert ReadEntry.objects.filter(screen="desk:hidden-address").count() == 1

    @pytest.mark.parametrize(
        ("part", "fields", "count"),
        [
            ("people", {"family_kana": "さとう", "standing": "child", "born_on": "R6.5.1"}, Person),
            ("address", {"kind": "home", "text": "本城町8-1", "postal_code": "943-0835"}, Address),
            ("consent", {"purpose": "refer", "form": "spoken", "scope": "名前"}, Consent),
        ],
    )
    def test_a_fact_is_written_from_its_own_form(
        self, desk: Desk, part: str, fields: dict[str, str], count: type[Any]
    ) -> None:
        home = make_household(desk.place.organisation_id)
        assert text_of(desk.client, f"{WORK}households/{home.id}/{part}/").count("<form") >= 1

        response = desk.client.post(f"{WORK}households/{home.id}/{part}/", fields)

        assert response.status_code == 302
        assert count.objects.filter(household=home).count() == 1

    def test_a_reading_in_kanji_is_refused(self, desk: Desk) -> None:
        home = make_household(desk.place.organisation_id)

        response = desk.client.post(
            f"{WORK}households/{home.id}/people/", {"family_kana": "佐藤", "standing": "child"}
        )

        assert response.status_code == 422
        assert Person.objects.count() == 0

    def test_contact_rules_are_changed(self, desk: Desk) -> None:
        home = make_household(desk.place.organisation_id)

        desk.client.post(
            f"{WORK}households/{home.id}/contact/",
            {"no_visit": "on", "language": "vi", "needs_interpreter": "on"},
        )

        home = Household.objects.get()
        assert (home.no_visit, home.language, home.needs_interpreter) == (True, "vi", True)

    def test_a_consent_is_taken_back(self, desk: Desk) -> None:
        home = make_household(desk.place.organisation_id)
        desk.client.post(f"{WORK}households/{home.id}/consent/", {"purpose": "refer", "form": "spoken"})
        consent = Consent.objects.get()

        desk.client.post(f"{WORK}households/{home.id}/consents/{consent.id}/withdraw/")

        consent.refresh_from_db()
        assert consent.withdrawal_recorded_by == desk.worker

    def test_search_posts_its_words_and_finds(self, desk: Desk) -> None:
        person = make_person(make_household(desk.place.organisation_id))

        page = desk.client.post(f"{WORK}households/", {"who": "さとう"}).content.decode()

        assert page.count(f"{WORK}households/{person.household_id}/") == 1


class TestIntake:
    def test_a_request_is_taken_answered_and_closed(self, desk: Desk) -> None:
        intake = make_intake(contact_prohibited="夜は夫がいる").intake
        page = f"{WORK}intakes/{intake.id}/"
        assert text_of(desk.client, page).count("夜は夫がいる") == 1

        desk.client.post(f"{page}take/")
        desk.client.post(f"{page}answer/", {"word": "明日の昼に電話します。"})
        answered, before = Intake.objects.get(), timezone.now()
        desk.client.post(f"{page}answer/", {"word": "終わりました。", "step": "close"})

        closed = Intake.objects.get()
        assert (answered.state, answered.word_to_family) == (IntakeState.ANSWERED, "明日の昼に電話します。")
        assert (closed.state, closed.taken_by) == (IntakeState.CLOSED, desk.worker)
        assert before <= closed.closed_at <= timezone.now()
        assert text_of(desk.client, page).count("終わりました。") == 1

    def test_a_family_that_the_desk_knows_is_offered_and_linked(self, desk: Desk) -> None:
        person = make_person(make_household(desk.place.organisation_id), phone="090-1234-5678")
        intake = make_intake().intake
        home = person.household_id
        assert (
            text_of(desk.client, f"{WORK}intakes/{intake.id}/").count(f'name="household" value="{home}"') == 1
        )

        desk.client.post(f"{WORK}intakes/{intake.id}/take/", {"household": str(home)})

        assert (Intake.objects.get().household_id, Household.objects.count()) == (home, 1)

    def test_a_known_family_can_be_looked_at_before_it_is_linked(self, desk: Desk) -> None:
        intake = make_intake(name="佐藤 さくら").intake
        page = f"{WORK}intakes/{intake.id}/"
        assert text_of(desk.client, page).count("新しい家庭として担当する") == 0
        person = make_person(make_household(desk.place.organisation_id), phone="090-1234-5678")

        html = text_of(desk.client, page)

        assert html.count(f'href="{WORK}households/{person.household_id}/"') == 1
        assert html.count("姓名が同じ・電話番号が同じ") == 1
        assert html.count("新しい家庭として担当する") == 1

    @pytest.mark.parametrize("chosen", ["nonsense", "stranger"])
    def test_a_request_is_not_linked_to_a_strangers_family(self, desk: Desk, chosen: str) -> None:
        intake, stranger = make_intake().intake, make_household()
        household = str(stranger.id) if chosen == "stranger" else chosen

        answer = desk.client.post(f"{WORK}intakes/{intake.id}/take/", {"household": household})

        assert (answer.status_code, Intake.objects.get().state) == (404, IntakeState.NEW)

    def test_an_empty_word_is_refused(self, desk: Desk) -> None:
        intake = make_intake().intake
        desk.client.post(f"{WORK}intakes/{intake.id}/take/")

        response = desk.client.post(f"{WORK}intakes/{intake.id}/answer/", {"word": ""})

        assert response.status_code == 422
        assert Intake.objects.get().state == IntakeState.TAKEN

    def test_another_desks_request_is_not_there(self, desk: Desk, sign_in: Callable[..., Client]) -> None:
        intake = make_intake().intake
        elsewhere = sign_in(CONSULTATION_WORKER, elsewhere=True)
        page = f"{WORK}intakes/{intake.id}/"
        assert elsewhere.get(page).status_code == 200

        desk.client.post(f"{page}take/")

        assert (elsewhere.get(page).status_code, elsewhere.post(f"{page}take/").status_code) == (404, 404)
