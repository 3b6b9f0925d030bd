"""Everybody that a hand-over needs."""

import pytest

from tests.factories.referrals import Cast, make_cast
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def cast(in_joetsu: Municipality) -> Cast:
    return make_cast()
