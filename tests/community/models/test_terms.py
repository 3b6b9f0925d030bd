"""A town's own terms make sense, and there is one set of them."""

import pytest
from django.db import IntegrityError, transaction

from tsunagu.community.models import BoardTerms

pytestmark = pytest.mark.usefixtures("in_joetsu")


@pytest.mark.parametrize("broken", [{"hide_after_reports": 0}, {"look_within": 0}, {"topic_days": 200}])
def test_terms_that_make_no_sense_are_refused(broken: dict[str, int]) -> None:
    with pytest.raises(IntegrityError, match="board_terms_in_order"), transaction.atomic():
        BoardTerms.objects.create(**broken)


def test_a_town_has_one_set_of_terms() -> None:
    BoardTerms.objects.create()

    with pytest.raises(IntegrityError, match="board_terms_one_per_town"), transaction.atomic():
        BoardTerms.objects.create()
