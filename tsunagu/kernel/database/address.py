"""Where the database is, and as which of its two roles a process connects.

The owner migrates; the application serves and is held by row-level security.
With `DATABASE_URL` alone the login role is the owner and serving connections step down to the
application role at start-up; `DATABASE_APP_URL` gives the application a login of its own.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

APPLICATION_ROLE = "tsunagu_app"


class Role(StrEnum):
    OWNER = "owner"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Address:
    """One PostgreSQL database and the login that reaches it."""

    name: str
    user: str
    host: str
    port: str = ""
    password: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_url(cls, url: str) -> "Address":
        """Read `postgresql://user:password@host:port/name?sslmode=…`; a socket folder stands as `?host=`."""
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme}://")
        query = dict(parse_qsl(parts.query))
        host = query.pop("host", None) or unquote(parts.hostname or "")
        port = query.pop("port", None) or str(parts.port or "")
        return cls(
            name=unquote(parts.path.lstrip("/")),
            user=unquote(parts.username or ""),
            host=host,
            port=port,
            password=unquote(parts.password or ""),
            options=tuple(query.items()),
        )


def django_settings(address: Address, *, role: Role, steps_down: bool) -> dict[str, Any]:
    """Django's `DATABASES` entry for one role; `steps_down` when the login itself is the owner."""
    options: dict[str, Any] = dict(address.options)
    if role is Role.APPLICATION and steps_down:
        options["options"] = f"-c role={APPLICATION_ROLE}"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
        "OPTIONS": options,
        # A connection per request costs three times the request (docs/explanation/performance.md).
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def var_directory(configured: str | None, root: Path) -> Path:
    """Where this installation keeps what it makes: `TSUNAGU_VAR`, or `var/` beside the code."""
    return Path(configured).resolve() if configured else root / "var"
