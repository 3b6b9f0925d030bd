"""The demo's notices: enough invented parents that one could go out."""

from tests.conftest import TODAY_10AM
from tsunagu.kernel.municipality.acting import acting, as_system
from tsunagu.outreach.models import Notice, Subscription
from tsunagu.project.demo.founding import found_town
from tsunagu.project.demo.notices import tell_families


def test_joetsu_has_a_notice_in_each_state_that_a_visitor_should_see(db: None) -> None:
    town = found_town("joetsu", now=TODAY_10AM)
    with acting(town.system(TODAY_10AM)):
        tell_families(town)

    with as_system(town.municipality.id, at=TODAY_10AM):
        states = set(Notice.objects.values_list("state", flat=True))
        sent = Notice.objects.get(state="sent")

        assert states == {"draft", "asked", "sent"}
        assert (sent.sent, sent.failed) == (17, 0)
        assert Subscription.objects.filter(confirmed_at=None).count() == 0


def test_a_town_without_a_scene_has_none(db: None) -> None:
    town = found_town("niiza", now=TODAY_10AM)
    with acting(town.system(TODAY_10AM)):
        tell_families(town)

    with as_system(town.municipality.id, at=TODAY_10AM):
        assert Notice.objects.count() == 0
