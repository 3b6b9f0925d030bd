"""Where an organisation without an account is written to."""

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_contact_person, make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.desk.queries.referral_people import address_without_account
from tsunagu.directory.models import ContactPersonDetail, Organisation
from tsunagu.kernel.permissions.roles import MEMBER_WORKER

pytestmark = pytest.mark.usefixtures("in_joetsu")


def nursery_of(email: str) -> Organisation:
    """An organisation whose register names one person with a line of their own."""
    organisation = make_organisation()
    person = make_contact_person(organisation)
    ContactPersonDetail.objects.create(contact_person=person, name="春まち かおる", direct_email=email)
    return organisation


def test_a_named_contact_person_is_written_to() -> None:
    organisation = nursery_of("harumachi@example.jp")

    assert address_without_account(organisation.id) == "harumachi@example.jp"


def test_somebody_who_has_left_is_not_written_to() -> None:
    organisation = nursery_of("harumachi@example.jp")
    make_posting(make_user(email="harumachi@example.jp"), organisation.id, MEMBER_WORKER, until=TODAY_10AM)

    assert address_without_account(organisation.id) == ""
