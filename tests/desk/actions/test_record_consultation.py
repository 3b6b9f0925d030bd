"""What a family asked is recorded once, counted rightly, and seen by those who may."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.desk import make_consultation, make_place, make_worker
from tests.factories.directory import make_organisation, make_service
from tests.factories.families import make_household, make_person
from tests.factories.kernel import acting_as, make_grant, make_user
from tsunagu.desk.actions.record_consultation import (
    NextAction,
    NotHappenedYet,
    NothingToDo,
    NotOfThisHousehold,
    NoTopic,
    Said,
    finish_next_action,
    open_desk_day,
    write_headline,
)
from tsunagu.desk.choices import Asker, Method, NextActionKind
from tsunagu.desk.models import (
    Consultation,
    ConsultationSuggestion,
    ConsultationTopic,
    DeskDay,
    HouseholdHeadline,
)
from tsunagu.desk.queries.places import days_open, usual_place
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.models import FieldSet, Grant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_joetsu")]

FRIDAY = TODAY_10AM.date()


def test_a_consultation_keeps_what_was_asked_answered_and_shown() -> None:
    place = make_place()
    worker, service = make_worker(place), make_service()
    person = make_person(make_household(place.organisation_id))

    with acting(acting_as(worker, place.organisation_id)):
        consultation = make_consultation(
            place,
            by=worker,
            method=Method.PHONE,
            household=person.household,
            asked_by=person,
            asker=Asker.FATHER,
            topics=["leave_child", "talk", "leave_child"],
            said=Said("上の子を預けたい", "一時預かりを案内", "夜間の預かり"),
            service_ids=[service.id],
        )

    assert (consultation.organisation_id, consultation.is_unmet) == (place.organisation_id, True)
    assert list(ConsultationTopic.objects.order_by("position").values_list("topic", flat=True)) == [
        "leave_child",
        "talk",
    ]
    assert [row.service_id for row in ConsultationSuggestion.objects.all()] == [service.id]
    entry = WriteEntry.objects.get(event="desk.consultation_recorded")
    assert (entry.record_id, entry.by_id) == (person.household_id, worker.id)


def test_a_consultation_opens_its_place_for_the_day_once() -> None:
    place, other = make_place(), make_place(name="出張ひろば 安塚")
    make_consultation(place)
    make_consultation(place, method=Method.PHONE)

    open_desk_day(place=place, day=FRIDAY - timedelta(days=1), by=None, at=TODAY_10AM)
    open_desk_day(place=place, day=FRIDAY, by=None, at=TODAY_10AM)

    assert DeskDay.objects.filter(place=place).count() == 2
    assert DeskDay.objects.filter(place=other).count() == 0
    assert days_open(organisation_id=place.organisation_id, first=date(2026, 4, 1), last=FRIDAY) == 2


def test_a_consultation_without_a_topic_is_refused() -> None:
    with pytest.raises(NoTopic):
        make_consultation(topics=[])


def test_a_consultation_cannot_lie_in_the_future() -> None:
    with pytest.raises(NotHappenedYet):
        make_consultation(happened_at=TODAY_10AM + timedelta(minutes=1))


def test_the_asker_belongs_to_the_household() -> None:
    with pytest.raises(NotOfThisHousehold):
        make_consultation(household=make_household(), asked_by=make_person())


def test_a_promise_is_kept_once() -> None:
    user = make_user()
    promise = NextAction(NextActionKind.CALL_BACK, FRIDAY, user)
    consultation = make_consultation(by=user, next_action=promise)

    finish_next_action(consultation=consultation, by=user, at=TODAY_10AM)

    assert (consultation.next_done_at, consultation.next_done_by) == (TODAY_10AM, user)
    with pytest.raises(NothingToDo):
        finish_next_action(consultation=consultation, by=user, at=TODAY_10AM)
    with pytest.raises(NothingToDo):
        finish_next_action(consultation=make_consultation(), by=user, at=TODAY_10AM)


def test_what_is_hard_now_is_added_and_never_overwritten() -> None:
    home, user = make_household(), make_user()

    write_headline(household=home, text=" 夜泣きで眠れない ", by=user, at=TODAY_10AM)
    write_headline(household=home, text="祖母の介護と重なる", by=user, at=TODAY_10AM + timedelta(hours=1))

    assert [row.text for row in HouseholdHeadline.objects.order_by("at")] == [
        "夜泣きで眠れない",
        "祖母の介護と重なる",
    ]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"next_kind": "visit"}, "consultation_next_action_complete"),
        ({"next_on": date(2026, 12, 1)}, "consultation_next_action_complete"),
        ({"next_note": "電話する"}, "consultation_next_action_complete"),
        ({"next_done_at": TODAY_10AM}, "consultation_next_done_at_and_by_together"),
        ({"is_unmet": True}, "consultation_unmet_need_is_told"),
        ({"unmet_need": "夜間の預かり"}, "consultation_unmet_need_is_told"),
        ({"people_count": 0}, "consultation_somebody_asked"),
        ({"minutes": 0}, "consultation_minutes_sane"),
        ({"method": "fax"}, "consultation_method_known"),
        ({"at": TODAY_10AM + timedelta(days=1)}, "consultation_recorded_after_it_happened"),
    ],
)
def test_the_database_refuses_half_a_record(fields: dict[str, object], name: str) -> None:
    consultation = make_consultation()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Consultation.objects.filter(id=consultation.id).update(**fields)


def test_an_anonymous_consultation_stays_with_its_desk() -> None:
    place, elsewhere = make_place(), make_organisation()
    make_consultation(place)
    user = make_user()

    with acting(acting_as(user, place.organisation_id)):
        assert (Consultation.objects.count(), ConsultationTopic.objects.count()) == (1, 1)
    with acting(acting_as(user, elsewhere.id)):
        assert (Consultation.objects.count(), ConsultationTopic.objects.count()) == (0, 0)


def test_who_was_handed_something_does_not_read_what_was_said() -> None:
    place, member, user = make_place(), make_organisation(), make_user()
    home = make_household(place.organisation_id)
    make_consultation(place, household=home)
    write_headline(household=home, text="夜泣き", by=user, at=TODAY_10AM)
    grant = make_grant(home.id, member.id)

    with acting(acting_as(user, member.id)):
        assert (Consultation.objects.count(), HouseholdHeadline.objects.count()) == (1, 1)
    Grant.objects.filter(id=grant.id).update(field_set=FieldSet.MEMBER)
    with acting(acting_as(user, member.id)):
        assert (Consultation.objects.count(), HouseholdHeadline.objects.count()) == (0, 0)


def test_another_town_reads_no_consultation(nagaoka: Municipality) -> None:
    consultation = make_consultation()
    assert Consultation.objects.count() == 1

    with as_system(nagaoka.id, at=TODAY_10AM):
        assert list(Consultation.objects.filter(id=consultation.id)) == []


def test_the_usual_place_is_where_the_colleague_recorded_last() -> None:
    counter = make_place()
    outreach = make_place(counter.organisation, name="出張ひろば 安塚", kind="outreach")
    worker = make_worker(counter)
    assert usual_place([outreach, counter], user_id=worker.id) == counter

    make_consultation(outreach, by=worker)

    assert usual_place([counter, outreach], user_id=worker.id) == outreach
