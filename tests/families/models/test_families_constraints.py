"""What the database refuses about families, and whom it shows nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.families import make_household, make_person
from tests.factories.kernel import acting_as, make_grant, make_user
from tsunagu.families.choices import LeftReason
from tsunagu.families.models import (
    Address,
    Consent,
    Household,
    HouseholdHistory,
    Person,
    PersonHistory,
    Relation,
)
from tsunagu.kernel.municipality.acting import acting, as_system
from tsunagu.kernel.municipality.models import Municipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_joetsu")]


def test_an_unnamed_person_has_no_name_and_a_named_one_has() -> None:
    home = make_household()

    for fields in ({"is_unnamed": True, "name_key": "佐藤"}, {"is_unnamed": False}):
        with pytest.raises(IntegrityError, match="person_named_or_marked_unnamed"), transaction.atomic():
            Person.objects.create(household=home, recorded_at=TODAY_10AM, **fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"left_on": date(2026, 1, 1)}, "person_left_on_and_reason_together"),
        ({"left_reason": LeftReason.MOVED}, "person_left_on_and_reason_together"),
        ({"left_on": date(2020, 1, 1), "left_reason": LeftReason.DIED}, "person_leaves_after_birth"),
    ],
)
def test_leaving_has_a_day_and_a_reason(fields: dict[str, object], name: str) -> None:
    person = make_person()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Person.objects.filter(id=person.id).update(**fields)


def test_a_hidden_address_is_never_written_in_clear() -> None:
    home = make_household()

    with pytest.raises(IntegrityError, match="address_hidden_is_not_written_here"), transaction.atomic():
        Address.objects.create(household=home, text="上越市1", is_hidden=True, since=date(2026, 1, 1))


def test_a_hidden_household_has_no_district() -> None:
    home = make_household(district="安塚区")

    with pytest.raises(IntegrityError, match="household_hidden_has_no_district"), transaction.atomic():
        Household.objects.filter(id=home.id).update(has_hidden_address=True)


def test_nobody_is_related_to_themselves() -> None:
    person = make_person()

    with pytest.raises(IntegrityError, match="relation_not_to_oneself"), transaction.atomic():
        Relation.objects.create(household=person.household, person=person, kind="sibling_of", to=person)


def test_a_withdrawn_consent_says_who_recorded_it() -> None:
    user = make_user()
    consent = Consent.objects.create(
        household=make_household(), purpose="share", given_at=TODAY_10AM, recorded_by=user
    )

    with pytest.raises(IntegrityError, match="consent_withdrawn_at_and_by_together"), transaction.atomic():
        Consent.objects.filter(id=consent.id).update(withdrawn_at=TODAY_10AM)


def test_a_household_is_seen_with_a_grant_and_by_nobody_else() -> None:
    mine, person = make_organisation().id, make_person()
    user = make_user()

    with acting(acting_as(user, mine)):
        assert (Household.objects.count(), Person.objects.count()) == (0, 0)
    make_grant(person.household_id, mine)
    with acting(acting_as(user, mine)):
        assert (Household.objects.count(), Person.objects.count()) == (1, 1)


def test_a_grant_that_ended_opens_nothing() -> None:
    mine, person = make_organisation().id, make_person()
    make_grant(person.household_id, mine, until=TODAY_10AM + timedelta(hours=1))
    user = make_user()

    with acting(acting_as(user, mine)):
        assert Person.objects.count() == 1
    with acting(acting_as(user, mine, at=TODAY_10AM + timedelta(hours=1))):
        assert Person.objects.count() == 0


def test_another_town_sees_no_family(nagaoka: Municipality) -> None:
    person = make_person()
    assert Person.objects.count() == 1

    with as_system(nagaoka.id, at=TODAY_10AM):
        assert list(Person.objects.filter(id=person.id)) == []


def test_nobody_adds_a_household_that_nobody_holds() -> None:
    with (
        acting(acting_as(make_user(), make_organisation().id)),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Household.objects.create(label="佐藤さん", recorded_at=TODAY_10AM)


def test_what_was_written_before_stays_in_the_history() -> None:
    person = make_person()

    Household.objects.filter(id=person.household_id).update(label="鈴木さん")
    Person.objects.filter(id=person.id).update(given_name="桜")

    labels = HouseholdHistory.objects.filter(id=person.household_id).order_by("pgh_id")
    assert [row.label for row in labels] == [person.household.label, "鈴木さん"]
    names = PersonHistory.objects.filter(id=person.id).order_by("pgh_id")
    assert [row.given_name for row in names] == ["さくら", "桜"]


def test_history_cannot_be_changed() -> None:
    make_person()

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        PersonHistory.objects.update(given_name="別人")


def test_no_name_can_be_read_from_the_keys_that_desks_compare() -> None:
    person = make_person()

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(m::text, ' ') FROM families_matchkey AS m")
        kept = cursor.fetchone()[0]

    assert str(person.id) in kept
    assert [word for word in ("佐藤", "さくら", "サクラ", "さとう", "2024") if word in kept] == []
