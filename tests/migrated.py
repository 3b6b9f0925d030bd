"""One migrated database, of which every test database is a copy.

Migrating takes a quarter of a minute, copying half a second. It is made once for each state of what is
migrated; Django migrates each test database again, finds nothing to do, and secures its rows.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import errors, sql

from tsunagu.kernel.database.address import Address

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).parent / "tsunagu"
BUILDING = "tsunagu_migrating"
# Only one process builds; the others wait, and find what they need.
LOCK = 5_202_611


def administrator(name: str = "") -> psycopg.Connection:
    """The owner's own connection: to a database of that name, else to the one that `DATABASE_URL` names."""
    owner = Address.from_url(os.environ["DATABASE_URL"])
    return psycopg.connect(
        dbname=name or owner.name,
        user=owner.user,
        host=owner.host,
        port=owner.port or None,
        password=owner.password or None,
        autocommit=True,
    )


def on_database(url: str, name: str) -> str:
    """The same server and login, another database."""
    parts = urlsplit(url)
    # An address without a host (a socket) would lose its slashes.
    renamed = urlunsplit(parts._replace(netloc=parts.netloc or " ", path=f"/{name}"))
    return renamed.replace("// ", "//")


def migrated_database() -> str:
    """The name of a database with every table, rule and policy, and not one row of a town."""
    name = f"tsunagu_migrated_{_state()}"
    with administrator() as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _databases(admin):
            _forget_former(admin)
            _build(admin, name)
    return name


def _build(admin: psycopg.Connection, name: str) -> None:
    building, finished = sql.Identifier(BUILDING), sql.Identifier(name)
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(building))
    admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(building))
    environment = {**os.environ, "DATABASE_URL": on_database(os.environ["DATABASE_URL"], BUILDING)}
    subprocess.run([PROGRAM, "migrate", "--verbosity", "0"], env=environment, check=True)
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(building, finished))


def _forget_former(admin: psycopg.Connection) -> None:
    for former in _databases(admin):
        # Another checkout that is being tested on this server keeps its own.
        with contextlib.suppress(errors.ObjectInUse):
            admin.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(former)))


def _databases(admin: psycopg.Connection) -> list[str]:
    found = admin.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'tsunagu\_migrated\_%'")
    return [name for (name,) in found]


def _state() -> str:
    """Of everything that says what a migrated database holds."""
    digest = hashlib.sha256()
    for path in sorted(_what_is_migrated()):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _what_is_migrated() -> Iterator[Path]:
    """Migrations, the models whose rules they write, what secures the rows, and the libraries' versions."""
    house = ROOT / "tsunagu"
    yield from house.glob("*/migrations/*.py")
    yield from house.glob("*/models/**/*.py")
    yield from house.glob("*/models.py")
    yield from house.glob("*/choices.py")
    yield from (house / "kernel").rglob("*.py")
    yield house / "project" / "management" / "commands" / "migrate.py"
    yield house / "project" / "settings.py"
    yield ROOT / "requirements" / "dev.lock"
