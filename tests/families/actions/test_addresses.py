"""A hidden address is sealed, opened by those who may, and each opening leaves a trace."""

import pytest
from django.db import connection

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.families import make_household
from tests.factories.kernel import acting_as, make_posting, make_user
from tsunagu.families.actions.addresses import NotForYou, record_address, reveal_hidden_address
from tsunagu.families.models import Address
from tsunagu.families.models.sealing import SealBroken, seal, unseal
from tsunagu.kernel.audit.models import ReadEntry, WriteEntry
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import acting
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, HEALTH_NURSE, Role

WORDS = "上越市秘密町3-4-5"


def make_hidden(desk: object) -> Address:
    return record_address(
        household=make_household(desk, district="安塚区"), text=WORDS, is_hidden=True, by=None, at=TODAY_10AM
    )


def test_what_is_sealed_opens_only_with_its_own_record() -> None:
    record = new_id()
    sealed = seal(WORDS, bound_to=record)

    assert unseal(sealed, bound_to=record) == WORDS
    with pytest.raises(SealBroken):
        unseal(sealed, bound_to=new_id())


@pytest.mark.django_db
@pytest.mark.usefixtures("in_joetsu")
class TestHiddenAddress:
    def test_a_nurse_of_the_desk_opens_it_and_the_journal_knows(self) -> None:
        desk, nurse = make_organisation().id, make_user()
        address = make_hidden(desk)
        make_posting(nurse, desk, HEALTH_NURSE)

        with acting(acting_as(nurse, desk)):
            shown = reveal_hidden_address(address=address, by=nurse, at=TODAY_10AM)

        assert shown == WORDS
        assert [(row.record_ids, row.by_id) for row in ReadEntry.objects.all()] == [
            ([address.household_id], nurse.id)
        ]
        assert WriteEntry.objects.filter(event="families.hidden_address_shown").count() == 1

    @pytest.mark.parametrize(("role", "at_the_desk"), [(CONSULTATION_WORKER, True), (HEALTH_NURSE, False)])
    def test_neither_role_nor_grant_alone_opens_it(self, role: Role, at_the_desk: bool) -> None:
        desk, elsewhere, user = make_organisation().id, make_organisation().id, make_user()
        address = make_hidden(desk)
        make_posting(user, desk if at_the_desk else elsewhere, role)

        with (
            acting(acting_as(user, desk if at_the_desk else elsewhere)),
            pytest.raises(NotForYou),
        ):
            reveal_hidden_address(address=address, by=user, at=TODAY_10AM)
        assert ReadEntry.objects.count() == 0

    def test_who_may_not_read_it_may_still_write_it_down(self) -> None:
        desk, worker = make_organisation().id, make_user()
        make_posting(worker, desk, CONSULTATION_WORKER)
        home = make_household(desk)

        with acting(acting_as(worker, desk)):
            record_address(household=home, text=WORDS, is_hidden=True, by=worker, at=TODAY_10AM)

        home.refresh_from_db()
        assert home.has_hidden_address is True

    def test_no_table_holds_the_words(self) -> None:
        address = make_hidden(make_organisation().id)
        found = []

        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for (table,) in cursor.fetchall():
                if table.startswith(("families_", "kernel_")):
                    cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', ["%秘密町%"])
                    found += [table] * cursor.fetchone()[0]

        assert found == []
        assert (str(address), address.household.district) == ("（秘匿）", "")

    def test_moving_ends_the_former_address(self) -> None:
        home = make_household()
        first = record_address(household=home, text="本城町8-1", by=None, at=TODAY_10AM)

        record_address(household=home, text="木田1-1-3", by=None, at=TODAY_10AM)

        first.refresh_from_db()
        assert first.until == TODAY_10AM.date()
        assert [a.text for a in Address.objects.filter(until=None)] == ["木田1-1-3"]
