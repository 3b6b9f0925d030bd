"""The demo's cast for tests and journeys: the same people, by the same keys, as `tsunagu seed` makes."""

from tsunagu.kernel.accounts.models import User
from tsunagu.project.demo.cast import Persona, cast


def who(key: str) -> Persona:
    """Somebody of the cast: name, title, where they work, what to try as them."""
    return cast()[key]


def persona(key: str) -> User:
    """The account of somebody of the cast; their town must have been seeded."""
    return User.objects.get(email=who(key).email)
