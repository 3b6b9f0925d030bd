"""One migrated database, of which every test database is a copy.

Migrating takes a quarter of a minute, copying half a second. It is made once for each state of what is
migrated; Django migrates each test database again, finds nothing to do, and secures its rows.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tsunagu.kernel.database.address import Address

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).parent / "tsunagu"
BUILDING = "tsunagu_migrating"
# Only one process builds; the others wait, and find what they need.
LOCK = 5_202_611


def administrator() -> psycopg.Connection:
    """The owner's connection to the database that `DATABASE_URL` names; from here others are made."""
    owner = Address.from_url(os.environ["DATABASE_URL"])
    return psycopg.connect(
        dbname=owner.name,
        user=owner.user,
        host=owner.host,
        port=owner.port or None,
        password=owner.password or None,
        autocommit=True,
    )


def on_database(url: str, name: str) -> str:
    """The same server and login, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


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
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(former)))


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
    yield from (house / "kernel").rglob("*.py")
    yield house / "project" / "management" / "commands" / "migrate.py"
    yield house / "project" / "settings.py"
    yield ROOT / "requirements" / "dev.lock"
