"""What the demo shows of the register's upkeep: invented, and looking it."""

import pytest

from tests.conftest import TODAY_10AM
from tsunagu.directory.models import Location, Vacancy
from tsunagu.kernel.municipality.acting import acting
from tsunagu.network.models import ListingChange, Photo, RenewalRound
from tsunagu.project.demo.stages import Stage, Wish, build_town

pytestmark = pytest.mark.django_db


def test_joetsu_has_a_sample_house_and_something_that_waits_for_the_desk() -> None:
    town = build_town("joetsu", Wish(Stage.OPENING, 20260401, TODAY_10AM, 1.0), tell=lambda words: None)

    with acting(town.system(town.now)):
        waiting = ListingChange.objects.filter(status="waiting")
        assert waiting.filter(is_new=True).count() == waiting.filter(is_new_place=True).count() == 1
        assert sorted(Photo.objects.values_list("state", flat=True)) == ["approved", "waiting"]
        assert set(Vacancy.objects.values_list("service__name", flat=True)) == {"見本こども園（架空）"}
        placed = Location.objects.filter(latitude__isnull=False).values_list("name", flat=True)
        assert list(placed) == ["見本の家（架空）"]


def test_koganei_is_in_the_middle_of_a_renewal() -> None:
    town = build_town("koganei", Wish(Stage.OPENING, 20260401, TODAY_10AM, 1.0), tell=lambda words: None)

    with acting(town.system(town.now)):
        assert RenewalRound.objects.filter(closed_at=None).count() == 1
