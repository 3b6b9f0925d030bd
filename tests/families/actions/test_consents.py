"""A consent is given in words, and may be taken back."""

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.families import make_household
from tests.factories.kernel import make_user
from tsunagu.families.actions.consents import AlreadyWithdrawn, record_consent, withdraw_consent
from tsunagu.families.choices import ConsentPurpose
from tsunagu.families.models import Consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_joetsu")]


def test_a_consent_is_withdrawn_once_and_stays_as_history() -> None:
    home, user = make_household(), make_user()
    consent = record_consent(
        household=home, purpose=ConsentPurpose.REFER, scope="名前と電話番号", by=user, at=TODAY_10AM
    )

    withdraw_consent(consent=consent, by=user, at=TODAY_10AM)

    kept = Consent.objects.get()
    assert (kept.scope, kept.withdrawn_at, kept.withdrawal_recorded_by) == (
        "名前と電話番号",
        TODAY_10AM,
        user,
    )
    with pytest.raises(AlreadyWithdrawn):
        withdraw_consent(consent=kept, by=user, at=TODAY_10AM)
