"""A desk begins to know a family."""

from datetime import date

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.families import make_household, make_person
from tests.factories.kernel import acting_as, make_user
from tsunagu.families.actions.record_household import (
    AlreadyLeft,
    ContactRules,
    NotOneHousehold,
    PersonFacts,
    change_contact_rules,
    leave_household,
    record_household,
    relate,
)
from tsunagu.families.choices import LeftReason, RelationKind
from tsunagu.families.models import Household, MatchKey, Person, Relation
from tsunagu.families.queries.people import find_people, read_question
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.permissions.models import FieldSet, Grant, GrantLevel, GrantSource, LegalBasis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_joetsu")]


def test_the_desk_that_records_a_family_holds_it() -> None:
    desk, user = make_organisation().id, make_user()

    with acting(acting_as(user, desk)):
        home = record_household(
            organisation_id=desk,
            by=user,
            at=TODAY_10AM,
            people=[PersonFacts(family_name="佐藤", family_kana="さとう", born_on=date(2024, 5, 1))],
        )
        assert [(h.label, h.label_kana, h.kana_key) for h in Household.objects.all()] == [
            ("佐藤さん", "サトウ", "さとう")
        ]

    grant = Grant.objects.get(record_id=home.id)
    assert (grant.organisation_id, grant.level, grant.field_set, grant.source, grant.legal_basis) == (
        desk,
        GrantLevel.EDIT,
        FieldSet.CASE,
        GrantSource.OWNERSHIP,
        LegalBasis.OWN_DUTY,
    )
    assert sorted(WriteEntry.objects.values_list("event", flat=True)) == [
        "families.household_recorded",
        "families.person_added",
    ]


def test_a_family_may_stay_without_a_name() -> None:
    home = record_household(
        organisation_id=make_organisation().id, by=None, at=TODAY_10AM, people=[PersonFacts()]
    )

    assert (home.label, home.is_anonymous) == ("名前を伏せた家庭", True)
    assert Person.objects.get().is_unnamed is True


def test_a_name_in_another_script_is_a_name() -> None:
    make_person(
        family_name="",
        given_name="",
        family_kana="",
        given_kana="",
        original_name="NGUYEN THI LAN",
        born_on=None,
    )

    assert [match.person.name for match in find_people(read_question("nguyen"))] == ["NGUYEN THI LAN"]


def test_the_family_says_how_it_must_not_be_reached() -> None:
    home, user = make_household(), make_user()

    change_contact_rules(
        household=home,
        rules=ContactRules(no_phone=True, contact_prohibited="夜は父がいるので連絡しない"),
        by=user,
        at=TODAY_10AM,
    )

    home.refresh_from_db()
    assert (home.no_phone, home.contact_prohibited, home.has_contact_rules) == (
        True,
        "夜は父がいるので連絡しない",
        True,
    )


def test_relations_stay_inside_a_household() -> None:
    one, other = make_person(), make_person()

    with pytest.raises(NotOneHousehold):
        relate(
            person=one, kind=RelationKind.TWIN_OF, to=other, household=one.household, by=None, at=TODAY_10AM
        )
    assert Relation.objects.count() == 0


def test_somebody_who_left_is_no_longer_found() -> None:
    person, user = make_person(), make_user()
    assert len(find_people(read_question("さとう"))) == 1

    leave_household(person=person, on=date(2026, 4, 1), reason=LeftReason.DIED, by=user, at=TODAY_10AM)

    assert find_people(read_question("さとう")) == []
    assert MatchKey.objects.count() == 0
    with pytest.raises(AlreadyLeft):
        leave_household(person=person, on=date(2026, 4, 1), reason=LeftReason.DIED, by=user, at=TODAY_10AM)
