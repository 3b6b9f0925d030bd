"""Who keeps listings, and who reads them for the town."""

import pytest

from tests.factories.network import Keepers, make_keepers
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def keepers(in_joetsu: Municipality) -> Keepers:
    return make_keepers()
