"""Where a first contact stands, as its family reads it."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import TODAY_10AM
from tests.portal.conftest import Town
from tsunagu.desk.actions.intake import receive_intake
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal.presenters.progress import progress_of


def received(joetsu: Municipality, *, reach_by: str, phone: str = "") -> str:
    with acting(Acting(town=joetsu.id, moment=TODAY_10AM)):
        return receive_intake(asked="眠れません", reach_by=reach_by, phone=phone, at=TODAY_10AM).code


@pytest.mark.parametrize(
    ("reach_by", "phone", "words"),
    [
        ("phone", "090-1234-5678", "2026年11月26日までに、窓口から連絡します"),
        ("receipt", "", "2026年11月26日までに、このページでお知らせします"),
    ],
)
def test_a_family_learns_by_when_it_will_hear(
    town: Town, joetsu: Municipality, reach_by: str, phone: str, words: str
) -> None:
    code = received(joetsu, reach_by=reach_by, phone=phone)

    # Friday 20 November, a weekend, 23 November 勤労感謝の日: three business days end on the 26th.
    assert _progress(code, joetsu, at=TODAY_10AM).hear_by == words


def test_a_family_that_waited_too_long_is_told_so_and_where_to_turn(town: Town, joetsu: Municipality) -> None:
    code = received(joetsu, reach_by="receipt")

    hear_by = _progress(code, joetsu, at=TODAY_10AM + timedelta(days=7)).hear_by

    assert hear_by == "お待たせしています。急ぐときは、窓口に電話でおたずねください。"


def _progress(code: str, joetsu: Municipality, *, at: datetime):
    with acting(Acting(town=joetsu.id, moment=at)):
        return progress_of(code, sender="192.0.2.1", at=at)
