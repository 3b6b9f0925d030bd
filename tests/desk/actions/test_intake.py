"""A family asks online; its code is told once; one desk takes it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from tests.conftest import TODAY_10AM
from tests.factories.desk import make_intake, make_place, make_worker
from tests.factories.directory import make_organisation, make_service
from tests.factories.families import make_household
from tests.factories.kernel import acting_as, make_posting, make_user
from tsunagu.desk.actions import intake as intake_actions
from tsunagu.desk.actions.intake import (
    FIRST_CONTACTS,
    AlreadyTaken,
    NotTaken,
    TooManyFirstContacts,
    answer_intake,
    close_intake,
    intake_by_receipt,
    take_intake,
)
from tsunagu.desk.choices import IntakeState, Method, ReachBy
from tsunagu.desk.models import Consultation, Intake
from tsunagu.families.models import ContactWay, Household, Person
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import MEMBER_WORKER
from tsunagu.kernel.visitors.counting import NotAPerson

pytestmark = [pytest.mark.django_db]


def as_visitor(town: Municipality) -> acting:
    return acting(Acting(town=town.id, moment=TODAY_10AM))


def found_with(code: str) -> Intake | None:
    return intake_by_receipt(code, sender="192.0.2.1", at=TODAY_10AM)


def test_a_visitor_finds_the_request_with_the_code_and_not_without(joetsu: Municipality) -> None:
    with as_visitor(joetsu):
        receipt = make_intake()
    with as_visitor(joetsu):
        assert Intake.objects.count() == 0
        assert found_with("AAAA-BBBB-CCCC") is None
        assert found_with(receipt.code.lower().replace("-", " ")) == receipt.intake


def test_the_code_is_kept_nowhere(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        receipt = make_intake()
        kept = str(list(Intake.objects.filter(id=receipt.intake.id).values()))

    assert receipt.code not in kept
    assert receipt.code.replace("-", "") not in kept


def test_a_visitor_cannot_change_the_request_nor_bring_one_that_is_taken(joetsu: Municipality) -> None:
    with as_visitor(joetsu):
        receipt = make_intake()
    with as_visitor(joetsu):
        found_with(receipt.code)
        assert Intake.objects.update(asked="別のこと") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Intake.objects.create(
                receipt_hash="x",
                received_at=TODAY_10AM,
                reach_by="receipt",
                asked="?",
                state=IntakeState.CLOSED,
            )


def test_a_field_that_people_do_not_see_gives_a_machine_away(joetsu: Municipality) -> None:
    with as_visitor(joetsu):
        with pytest.raises(NotAPerson):
            make_intake(trap="http://example.com")
        with as_system(joetsu.id):
            assert Intake.objects.count() == 0


def test_one_sender_is_slowed_down_for_the_hour_and_others_are_not(joetsu: Municipality) -> None:
    with as_visitor(joetsu):
        for _ in range(FIRST_CONTACTS.per_sender):
            make_intake(sender="a")
        with pytest.raises(TooManyFirstContacts):
            make_intake(sender="a")

        make_intake(sender="b")
        make_intake(sender="a", at=TODAY_10AM + timedelta(hours=1))


def test_a_town_is_protected_as_a_whole(joetsu: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_actions, "FIRST_CONTACTS", replace(FIRST_CONTACTS, per_town=2))
    with as_visitor(joetsu):
        make_intake(sender="a")
        make_intake(sender="b")
        with pytest.raises(TooManyFirstContacts):
            make_intake(sender="c")


@pytest.mark.usefixtures("in_joetsu")
class TestAtTheDesk:
    def test_taking_makes_a_family_that_may_be_reached_as_it_said(self) -> None:
        place = make_place()
        worker, service = make_worker(place), make_service()
        intake = make_intake(
            name="山田 花",
            name_kana="やまだ はな",
            reach_when="昼",
            contact_prohibited="夜は夫がいる",
            no_mail=True,
            service_id=service.id,
        ).intake

        with acting(acting_as(worker, place.organisation_id)):
            taken = take_intake(intake=intake, place=place, by=worker, at=TODAY_10AM)
            home = Household.objects.get()

        assert (home.label, home.no_mail, home.preferred_contact) == ("山田さん", True, "phone")
        assert home.contact_prohibited == "夜は夫がいる／連絡してよい時間：昼"
        assert [(p.name, p.kana) for p in Person.objects.all()] == [("山田 花", "ヤマダ ハナ")]
        assert [way.key for way in ContactWay.objects.all()] == ["09012345678"]
        consultation = Consultation.objects.get()
        assert (consultation.method, consultation.asked) == (Method.ONLINE, intake.asked)
        assert [s.service_id for s in consultation.suggestions.all()] == [service.id]
        assert (taken.state, taken.household, taken.consultation) == (IntakeState.TAKEN, home, consultation)

    @pytest.mark.parametrize(
        ("page", "spoken"),
        [
            ("ja", "ja"),
            ("ja-easy", "ja-easy"),
            ("zh-hans", "zh"),
            ("pt-br", "pt"),
            ("vi", "vi"),
            ("xx", "other"),
        ],
    )
    def test_the_family_speaks_the_language_of_its_page(self, page: str, spoken: str) -> None:
        place = make_place()

        take_intake(
            intake=make_intake(language=page).intake, place=place, by=make_worker(place), at=TODAY_10AM
        )

        assert Household.objects.get().language == spoken

    def test_a_request_without_a_name_stays_without_one(self) -> None:
        place = make_place()
        worker = make_worker(place)

        take_intake(
            intake=make_intake(reach_by=ReachBy.RECEIPT).intake, place=place, by=worker, at=TODAY_10AM
        )

        assert Household.objects.get().is_anonymous is True

    def test_a_known_family_is_linked_and_not_written_twice(self) -> None:
        place = make_place()
        home = make_household(place.organisation_id)

        taken = take_intake(
            intake=make_intake().intake, place=place, by=make_worker(place), at=TODAY_10AM, household=home
        )

        assert (taken.household, Household.objects.count()) == (home, 1)

    def test_only_one_colleague_takes_it(self) -> None:
        place = make_place()
        intake = make_intake().intake
        take_intake(intake=intake, place=place, by=make_worker(place), at=TODAY_10AM)

        with pytest.raises(AlreadyTaken):
            take_intake(intake=intake, place=place, by=make_worker(place), at=TODAY_10AM)
        assert Household.objects.count() == 1

    def test_a_new_request_is_seen_by_every_desk_a_taken_one_by_its_own(self) -> None:
        place, other = make_place(), make_place(name="もう一つの窓口")
        other_worker, member = make_worker(other), make_user()
        organisation = make_organisation()
        make_posting(member, organisation.id, MEMBER_WORKER)
        intake = make_intake().intake

        with acting(acting_as(other_worker, other.organisation_id)):
            assert Intake.objects.count() == 1
        with acting(acting_as(member, organisation.id)):
            assert Intake.objects.count() == 0
        take_intake(intake=intake, place=place, by=make_worker(place), at=TODAY_10AM)
        with acting(acting_as(other_worker, other.organisation_id)):
            assert Intake.objects.count() == 0

    def test_the_family_reads_one_sentence_and_how_it_ended(self) -> None:
        place = make_place()
        worker = make_worker(place)
        receipt = make_intake()
        with pytest.raises(NotTaken):
            answer_intake(intake=receipt.intake, word="お待ちください", by=worker, at=TODAY_10AM)
        taken = take_intake(intake=receipt.intake, place=place, by=worker, at=TODAY_10AM)

        answer_intake(intake=taken, word="明日の昼に電話します。", by=worker, at=TODAY_10AM)
        found = found_with(receipt.code)
        assert (found.state, found.word_to_family) == (IntakeState.ANSWERED, "明日の昼に電話します。")

        close_intake(intake=taken, word="", by=worker, at=TODAY_10AM)
        assert found_with(receipt.code).closed_at == TODAY_10AM
        with pytest.raises(NotTaken):
            close_intake(intake=taken, word="", by=worker, at=TODAY_10AM)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"state": "taken"}, "intake_taken_by_somebody_at_a_desk"),
            ({"closed_at": TODAY_10AM}, "intake_closed_has_a_moment"),
            ({"phone": ""}, "intake_can_be_reached_as_it_says"),
            ({"no_phone": True}, "intake_can_be_reached_as_it_says"),
            ({"asked": ""}, "intake_asks_something"),
            ({"state": "lost"}, "intake_state_known"),
        ],
    )
    def test_the_database_refuses_half_a_request(self, fields: dict[str, object], name: str) -> None:
        make_intake()

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Intake.objects.update(**fields)
