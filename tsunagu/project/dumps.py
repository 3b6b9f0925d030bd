"""The whole database in one file, and back, by PostgreSQL's own tools.

Row-level security is forced even on the owner, so a complete copy needs a role that stands above it: the
administrator of the embedded server, or the login of `DATABASE_BACKUP_URL`.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tsunagu.kernel.database import embedded
from tsunagu.project.installation import var


class ArchiveFailed(Exception):
    """PostgreSQL's tool refused; the message is its own."""


def dump(target: Path) -> None:
    """Write the database, compressed.

    Raises:
        ArchiveFailed: pg_dump failed.
    """
    with _administrator() as (programs, url):
        _run([programs / "pg_dump", "--format=custom", f"--file={target}", f"--dbname={url}"])


def load(source: Path) -> None:
    """Put the database back as it was; all or nothing.

    Raises:
        ArchiveFailed: the file cannot be read, or pg_restore failed; the database is then unchanged.
    """
    with _administrator() as (programs, url):
        _run(
            [
                programs / "pg_restore",
                "--clean",
                "--if-exists",
                "--single-transaction",
                "--exit-on-error",
                f"--dbname={url}",
                source,
            ]
        )


@contextlib.contextmanager
def _administrator() -> Iterator[tuple[Path, str]]:
    """The folder of PostgreSQL's programs and the address of a role that sees every row."""
    configured = os.environ.get("DATABASE_BACKUP_URL")
    if configured:
        yield _installed_programs(), configured
        return
    cluster = embedded.cluster_for(var())
    if os.environ["DATABASE_URL"] != cluster.url(embedded.OWNER_ROLE):
        raise ArchiveFailed("DATABASE_BACKUP_URL に、行レベルの保護を越えられる役割を設定してください。")
    with embedded.running(cluster):
        yield cluster.binaries, cluster.url(embedded.ADMIN_ROLE)


def _installed_programs() -> Path:
    found = shutil.which("pg_dump")
    if found is None:
        raise ArchiveFailed("pg_dump が見つかりません（Debian では postgresql-client）。")
    return Path(found).parent


def _run(command: list[str | Path]) -> None:
    finished = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise ArchiveFailed(finished.stderr.strip())
