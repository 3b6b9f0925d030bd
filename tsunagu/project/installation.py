"""What a process must know before Django starts: its secret, its database, its role there.

Set variables win; without them the installation under `var/` provides for itself.
"""

import contextlib
import os
import secrets
from pathlib import Path

from tsunagu.kernel.database import embedded
from tsunagu.kernel.database.address import APPLICATION_ROLE, Role, var_directory

ROOT = Path(__file__).resolve().parents[2]
# These change what the database is; everything else serves and is held by row-level security.
OWNER_COMMANDS = frozenset(
    {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "optimizemigration", "pgtrigger", "dbshell"}
)


def var() -> Path:
    """This installation's own folder."""
    return var_directory(os.environ.get("TSUNAGU_VAR"), ROOT)


def prepare(command: str | None, *, keep_up: contextlib.ExitStack) -> None:
    """Fill in the environment; `keep_up` holds the embedded server until the process ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagu.project.settings")
    os.environ.setdefault("TSUNAGU_SECRET_KEY", _secret())
    if command in OWNER_COMMANDS:
        os.environ["TSUNAGU_DATABASE_ROLE"] = Role.OWNER
    if "DATABASE_URL" not in os.environ:
        cluster = keep_up.enter_context(embedded.running(embedded.cluster_for(var())))
        os.environ["DATABASE_URL"] = cluster.url(embedded.OWNER_ROLE)
        os.environ["DATABASE_APP_URL"] = cluster.url(APPLICATION_ROLE)


def _secret() -> str:
    """A secret of this installation's own, made once."""
    path = var() / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    return path.read_text()
