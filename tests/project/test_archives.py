"""A copy of everything, and the way back, in an installation of its own."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command

from tsunagu.kernel.database import embedded
from tsunagu.project import archives, dumps
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


LIFE = """
import io
from datetime import datetime, UTC
from PIL import Image
from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import town_by_slug
from tsunagu.network.actions.photos import approve_photo, send_photo

at, content = datetime.now(UTC), io.BytesIO()
Image.new("RGB", (320, 240), "teal").save(content, "JPEG")
by = User.objects.create(email="photo@example.jp", name="写真 係")
with as_system(town_by_slug("joetsu").id, at=at):
    npo = Organisation.objects.create(name="ひろば", name_kana="ヒロバ")
    photo = send_photo(organisation=npo, content=content.getvalue(), alt="床", by=by, at=at)
    approve_photo(photo=photo, by=by, at=at)
print(photo.key)
"""
ASK = """
from django.test import Client
answer = Client(headers={{"host": "localhost"}}).get("/joetsu/photos/{key}/320.webp", secure=True)
print(answer.status_code, len(answer.content))
"""


def answer_for(installation: Installation, key: str) -> str:
    asked = installation.run("shell", "--verbosity", "0", "-c", ASK.format(key=key))
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.strip()


@pytest.fixture(scope="module")
def photo_key(installation: Installation) -> str:
    lived = installation.run("shell", "--verbosity", "0", "-c", LIFE)
    assert lived.returncode == 0, lived.stderr
    return lived.stdout.strip()


def test_a_photo_is_served_again_after_everything_was_lost(
    installation: Installation, photo_key: str
) -> None:
    copy = installation.var / "whole.tar"
    before = answer_for(installation, photo_key)
    copied = installation.run("backup", str(copy))
    installation.as_administrator("TRUNCATE kernel_municipality CASCADE")
    shutil.rmtree(installation.var / "media")
    lost = answer_for(installation, photo_key)

    restored = installation.run("restore", str(copy), "--yes")

    assert (copied.returncode, restored.returncode, restored.stderr) == (0, 0, "")
    assert "ファイル 2 個" in copied.stdout
    assert "2 個戻しました" in restored.stdout
    assert (before.split()[0], lost.split()[0]) == ("200", "404")
    assert answer_for(installation, photo_key) == before


def test_the_doctor_misses_a_file_and_only_files_come_back(
    installation: Installation, photo_key: str
) -> None:
    copy = installation.var / "files.tar"
    installation.run("backup", str(copy))
    [lost] = (installation.var / "media").rglob("320.webp")
    lost.unlink()
    missed = installation.run("doctor").stdout
    warned = installation.run("backup", str(installation.var / "poorer.tar"))
    installation.as_administrator("UPDATE kernel_municipality SET name = '改めた町'")

    restored = installation.run("restore", "--only-files", str(copy))

    assert "なくなったものは 1 個です" in missed
    assert f"tsunagu restore --only-files 写しのファイル で戻してください（photos/{lost.parts[-3]}" in missed
    assert (warned.returncode, "見つからないファイルが 1 個" in warned.stderr) == (0, True)
    assert (restored.returncode, "1 個戻しました" in restored.stdout) == (0, True)
    assert "なくなったものは 0 個です" in installation.run("doctor").stdout
    # What was written since stands.
    assert installation.as_administrator("SELECT name FROM kernel_municipality") == [("改めた町",)]


@pytest.mark.parametrize("broken", ["320.jpg", "contents.json", "database.dump"])
def test_a_copy_with_a_wrong_checksum_changes_nothing(
    installation: Installation, photo_key: str, broken: str
) -> None:
    copy = installation.var / "tampered.tar"
    copy.unlink(missing_ok=True)
    installation.run("backup", str(copy))
    with tarfile.open(copy) as archive:
        member = next(each for each in archive if each.name.endswith(broken))
    with copy.open("r+b") as file:
        middle = file.seek(member.offset_data + member.size // 2)
        [byte] = file.read(1)
        file.seek(middle)
        file.write(bytes([byte ^ 1]))
    towns = installation.towns()

    with pytest.raises(ArchiveFailed, match="こわれています"):
        archives.restore(copy)

    assert installation.towns() == towns


def test_a_copy_of_the_database_alone_can_still_be_restored(installation: Installation) -> None:
    old = installation.var / "old.dump"
    dumps.dump(old)

    restored = archives.restore(old)

    assert restored.files == 0
    with pytest.raises(ArchiveFailed, match="データベースだけの写し"):
        archives.restore(old, only_files=True)


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
