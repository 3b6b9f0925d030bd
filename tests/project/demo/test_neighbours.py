"""The demo's neighbours are its own towns, read when they are served."""

from tests.conftest import TODAY_10AM
from tsunagu.directory.models import Neighbour, NeighbourPull
from tsunagu.kernel.municipality.acting import acting
from tsunagu.project.demo.founding import found_town
from tsunagu.project.demo.neighbours import meet_neighbours


def test_joetsu_will_read_nagaoka(db: None, settings: object) -> None:
    town = found_town("joetsu", now=TODAY_10AM)

    with acting(town.system(TODAY_10AM)):
        meet_neighbours(town)

        [neighbour] = Neighbour.objects.all()
        assert (neighbour.name, neighbour.api_url) == ("長岡市", f"{settings.SITE_URL}/nagaoka/hsds")  # type: ignore[attr-defined]
        assert [pull.state for pull in NeighbourPull.objects.all()] == ["waiting"]


def test_a_town_without_a_demo_neighbour_names_none(db: None) -> None:
    town = found_town("koganei", now=TODAY_10AM)

    with acting(town.system(TODAY_10AM)):
        meet_neighbours(town)

        assert Neighbour.objects.count() == 0
