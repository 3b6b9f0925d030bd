"""The product's settings, less what asks the database which town this is and who acts in it."""

from tsunagu.project.settings import *  # noqa: F403  # the point is to be the same
from tsunagu.project.settings import MIDDLEWARE as ALL

OF_THE_TOWN = {
    "tsunagu.kernel.municipality.middleware.TownMiddleware",
    "tsunagu.kernel.municipality.middleware.ActingMiddleware",
}
MIDDLEWARE = [name for name in ALL if name not in OF_THE_TOWN]
ROOT_URLCONF = "bench.minimal.urls"
