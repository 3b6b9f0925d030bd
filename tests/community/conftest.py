"""Who writes and who reads."""

import pytest

from tests.factories.community import Board, make_board
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture
def board(in_joetsu: Municipality) -> Board:
    return make_board()
