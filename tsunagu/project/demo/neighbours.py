"""A demo town's neighbour: another demo town, read over the real API as soon as this installation serves."""

from datetime import timedelta

from django.conf import settings

from tsunagu.directory.actions.neighbours.keeping import add_neighbour
from tsunagu.directory.actions.neighbours.pulls import order_pull
from tsunagu.project.demo.town import Town

# By the slug of the town: whom it names, by name and slug.
NEXT_DOOR = {"joetsu": ("長岡市", "nagaoka"), "nagaoka": ("上越市", "joetsu"), "saitama": ("新座市", "niiza")}
# The pages are served some seconds after the last town is made.
SERVES_IN = timedelta(minutes=2)


def meet_neighbours(town: Town) -> None:
    """Name the neighbour and have it read; the town in force acts as its own machinery."""
    if town.slug not in NEXT_DOOR:
        return
    name, slug = NEXT_DOOR[town.slug]
    neighbour = add_neighbour(
        name=name,
        api_url=f"{settings.SITE_URL}/{slug}/hsds",
        licence="CC BY 4.0",
        by=None,
        at=town.now,
    )
    order_pull(neighbour=neighbour, by=None, at=town.now, start_at=town.now + SERVES_IN)
