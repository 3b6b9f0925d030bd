"""A copy of everything, and the way back, in an installation of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command

from tsunagu.kernel.database import embedded
from tsunagu.project import archives
from tsunagu.project.archives import ArchiveFailed

PROGRAM = str(Path(sys.executable).parent / "tsunagu")
FOUND = (
    "INSERT INTO kernel_municipality"
    " (id, slug, name, name_kana, name_en, prefecture, code, host, is_demo, directory_version, facts)"
    " VALUES (gen_random_uuid(), %s, %s, '', '', '', %s, '', false, 1, '{}')"
)


@dataclass(frozen=True, slots=True)
class Installation:
    """An installation with an embedded server, migrated and empty."""

    var: Path
    cluster: embedded.Cluster

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        kept.pop("TSUNAGU_DATABASE_ROLE", None)
        return subprocess.run(
            [PROGRAM, *arguments],
            env={**kept, "TSUNAGU_VAR": str(self.var)},
            capture_output=True,
            text=True,
            check=False,
        )

    def as_administrator(self, statement: str, *values: str) -> list[tuple[object, ...]]:
        with (
            embedded.running(self.cluster),
            psycopg.connect(self.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin,
        ):
            cursor = admin.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def towns(self) -> list[tuple[object, ...]]:
        return self.as_administrator("SELECT slug FROM kernel_municipality ORDER BY slug")


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    var = Path(tempfile.mkdtemp(prefix="tsunagu-"))
    var.chmod(0o755)
    made = Installation(var, embedded.cluster_for(var))
    with embedded.running(made.cluster):
        migrated = made.run("migrate", "--verbosity", "0")
        assert migrated.returncode == 0, migrated.stderr
        made.as_administrator(FOUND, "joetsu", "上越市", "152226")
        yield made
    shutil.rmtree(var)


@pytest.fixture(autouse=True)
def _at_home(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process is told what that installation's own processes know."""
    monkeypatch.setenv("TSUNAGU_VAR", str(installation.var))
    monkeypatch.setenv("DATABASE_URL", installation.cluster.url(embedded.OWNER_ROLE))
    monkeypatch.delenv("DATABASE_BACKUP_URL", raising=False)


def test_what_was_copied_comes_back_and_what_came_later_goes(installation: Installation) -> None:
    copy = installation.var / "copy.dump"
    copied = installation.run("backup", str(copy))
    installation.as_administrator("UPDATE kernel_municipality SET slug = 'changed'")
    installation.as_administrator(FOUND, "nagaoka", "長岡市", "152021")
    changed = installation.towns()

    restored = installation.run("restore", str(copy), "--yes")

    assert (copied.returncode, restored.returncode, restored.stderr) == (0, 0, "")
    assert (changed, installation.towns()) == ([("changed",), ("nagaoka",)], [("joetsu",)])


def test_what_comes_back_is_guarded_and_journals_stay_closed(installation: Installation) -> None:
    copy = installation.var / "guarded.dump"
    guarded = (
        "SELECT count(*) FILTER (WHERE relrowsecurity AND relforcerowsecurity),"
        " (SELECT count(*) FROM pg_policies),"
        " has_table_privilege('tsunagu_app', 'kernel_readentry', 'DELETE'),"
        " has_table_privilege('tsunagu_app', 'kernel_readentry', 'INSERT')"
        " FROM pg_class WHERE relkind = 'r'"
    )
    before = installation.as_administrator(guarded)

    archives.backup(copy)
    archives.restore(copy)

    assert installation.as_administrator(guarded) == before
    assert before[0][2:] == (False, True)


def test_a_copy_is_for_nobody_elses_eyes(installation: Installation) -> None:
    copy = installation.var / "private.dump"

    archives.backup(copy)

    assert oct(copy.stat().st_mode & 0o777) == "0o600"
    assert [path.name for path in installation.var.glob("*.part")] == []


def test_a_copy_is_never_written_over(installation: Installation) -> None:
    there = installation.var / "there.dump"
    there.write_text("kept")

    with pytest.raises(ArchiveFailed, match="上書きはしません"):
        archives.backup(there)

    assert there.read_text() == "kept"


def test_a_copy_that_failed_leaves_no_half(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_BACKUP_URL", "postgresql://tsunagu@/nowhere?host=/nowhere")

    with pytest.raises(ArchiveFailed):
        archives.backup(installation.var / "half.dump")

    assert list(installation.var.glob("half*")) == []


def test_a_broken_copy_changes_nothing(installation: Installation) -> None:
    broken = installation.var / "broken.dump"
    archives.backup(broken)
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size * 2 // 3])

    with pytest.raises(ArchiveFailed):
        archives.restore(broken)

    assert installation.towns() == [("joetsu",)]


def test_a_restore_asks_first(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "no")

    with pytest.raises(CommandError, match="取りやめました"):
        call_command("restore", str(installation.var / "any.dump"))


def test_with_a_server_of_ones_own_the_copying_role_must_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://tsunagu@db.example.jp/tsunagu")

    # The embedded server's leftovers are not what is served: copying them would be a false comfort.
    with pytest.raises(ArchiveFailed, match="DATABASE_BACKUP_URL"):
        archives.backup(tmp_path / "copy.dump")
    assert list(tmp_path.iterdir()) == []
