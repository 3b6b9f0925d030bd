"""Mending a record without losing what stood there."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.desk import make_consultation, make_place, make_worker
from tests.factories.directory import make_organisation
from tests.factories.families import make_household
from tests.factories.kernel import acting_as, make_grant, make_user
from tsunagu.desk.actions.correct_consultation import (
    NoReason,
    NothingChanged,
    NotThisDesk,
    correct_consultation,
    facts_of,
)
from tsunagu.desk.actions.record_consultation import NoTopic, Said
from tsunagu.desk.choices import Method
from tsunagu.desk.models import Consultation, ConsultationCorrection, ConsultationHistory, ConsultationTopic
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import acting, as_system
from tsunagu.kernel.municipality.models import Municipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_joetsu")]


def mend(consultation: Consultation, **changes: object) -> ConsultationCorrection:
    facts = replace(facts_of(consultation), **changes)
    by = consultation.recorded_by
    return correct_consultation(
        consultation=consultation, facts=facts, why="聞きまちがい", by=by, at=TODAY_10AM
    )


def test_the_record_says_the_new_words_and_the_correction_the_old_ones() -> None:
    place = make_place()
    worker = make_worker(place)
    one = make_consultation(
        place, by=worker, said=Said(asked="夜泣き", unmet_need="夜間の預かり"), minutes=15
    )

    with acting(acting_as(worker, place.organisation_id)):
        correction = mend(one, asked="昼寝をしない", method=Method.PHONE, minutes=None, unmet_need="")

    one.refresh_from_db()
    assert (one.asked, one.method, one.minutes, one.is_unmet) == ("昼寝をしない", Method.PHONE, None, False)
    assert correction.before == {
        "method": "comes",
        "minutes": 15,
        "asked": "夜泣き",
        "unmet_need": "夜間の預かり",
    }
    assert (correction.why, correction.by, correction.at) == ("聞きまちがい", worker, TODAY_10AM)
    entry = WriteEntry.objects.get(event="desk.consultation_corrected")
    assert entry.details == {"consultation": str(one.id), "fields": "method,minutes,asked,unmet_need"}


def test_topics_are_replaced_and_counted_anew() -> None:
    one = make_consultation(topics=["leave_child", "talk"])

    correction = mend(one, topics=("talk", "food"))

    assert list(one.topics.order_by("position").values_list("topic", flat=True)) == ["talk", "food"]
    assert correction.before == {"topics": ["leave_child", "talk"]}


def test_every_form_of_the_record_stays_in_its_history() -> None:
    one = make_consultation(said=Said(asked="夜泣き"))
    mend(one, asked="昼寝をしない")
    # A write that goes round the action is kept too.
    Consultation.objects.filter(id=one.id).update(asked="もっとちがう")

    rows = ConsultationHistory.objects.filter(id=one.id).order_by("pgh_id")
    assert list(rows.values_list("asked", flat=True)) == ["夜泣き", "昼寝をしない", "もっとちがう"]


def test_a_desk_that_may_read_the_family_does_not_mend_what_another_desk_recorded() -> None:
    place, other = make_place(), make_organisation()
    home, user = make_household(place.organisation_id), make_user()
    one = make_consultation(place, household=home, said=Said(asked="夜泣き"))
    make_grant(home.id, other.id)

    with acting(acting_as(user, other.id)):
        assert Consultation.objects.count() == 1
        with pytest.raises(NotThisDesk):
            mend(one, asked="ちがう")
        with pytest.raises(DatabaseError), transaction.atomic():
            ConsultationCorrection.objects.create(
                consultation=one, before={"asked": "x"}, why="y", by=user, at=TODAY_10AM
            )


@pytest.mark.parametrize(
    ("changes", "why", "problem"),
    [
        ({"asked": "ちがう"}, " ", NoReason),
        ({"topics": ()}, "理由", NoTopic),
        ({}, "理由", NothingChanged),
    ],
)
def test_half_a_correction_is_refused(changes: dict[str, object], why: str, problem: type[Exception]) -> None:
    one = make_consultation(said=Said(asked="夜泣き"))
    facts = replace(facts_of(one), **changes)

    with pytest.raises(problem):
        correct_consultation(consultation=one, facts=facts, why=why, by=one.recorded_by, at=TODAY_10AM)

    assert (ConsultationCorrection.objects.count(), Consultation.objects.get().asked) == (0, "夜泣き")
    assert ConsultationTopic.objects.count() == 1


@pytest.mark.parametrize("model", [ConsultationCorrection, ConsultationHistory])
def test_what_stood_there_before_cannot_be_changed_or_removed(model: type) -> None:
    mend(make_consultation(said=Said(asked="夜泣き")), asked="ちがう")
    assert model.objects.count() >= 1

    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{"why": "x"} if model is ConsultationCorrection else {"asked": "x"})


def test_the_earlier_words_are_seen_by_those_who_see_the_record(nagaoka: Municipality) -> None:
    place, stranger, user = make_place(), make_organisation(), make_user()
    mend(make_consultation(place, household=make_household(place.organisation_id)), asked="ちがう")
    mend(make_consultation(place), asked="だれかの相談")

    def seen() -> tuple[int, int]:
        return ConsultationCorrection.objects.count(), ConsultationHistory.objects.count()

    with acting(acting_as(user, place.organisation_id)):
        assert seen() == (2, 4)
    with acting(acting_as(user, stranger.id)):
        assert seen() == (0, 0)
    with as_system(nagaoka.id, at=TODAY_10AM):
        assert seen() == (0, 0)
