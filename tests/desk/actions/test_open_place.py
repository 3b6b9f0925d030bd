"""A desk opens a counter."""

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tsunagu.desk.actions.open_place import open_place
from tsunagu.desk.choices import PlaceKind
from tsunagu.desk.models import ConsultationPlace
from tsunagu.kernel.audit.models import WriteEntry

pytestmark = pytest.mark.usefixtures("in_joetsu")


def test_a_desk_goes_out_to_a_place_once() -> None:
    desk = make_organisation()

    first = open_place(
        organisation=desk, name="安塚区の子育てひろば", kind=PlaceKind.OUTREACH, by=None, at=TODAY_10AM
    )
    again = open_place(organisation=desk, name="安塚区の子育てひろば", by=None, at=TODAY_10AM)

    assert again == first
    assert [place.kind for place in ConsultationPlace.objects.all()] == [PlaceKind.OUTREACH]
    assert WriteEntry.objects.filter(event="desk.place_opened").count() == 1
