"""Each question of `tsunagu doctor`, well and ill."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import Settings

from tests.conftest import TODAY_10AM
from tests.database import owner_connection, serve_as_application, serve_as_owner
from tests.factories.directory import make_organisation
from tests.factories.editorial import make_page, make_paper, make_picture, shelf
from tests.factories.kernel import make_user
from tests.factories.network import make_photo
from tests.installation import installation
from tsunagu.editorial.choices import SectionKind
from tsunagu.editorial.models import InformationPage
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.network.actions.photos import withdraw_photo
from tsunagu.project import examination
from tsunagu.project.examination import (
    database_answers,
    database_is_new_enough,
    database_serves_as_application,
    demo_is_meant,
    disk_has_room,
    examine,
    folder_is_writable,
    migrations_are_applied,
    named_files_are_there,
    secret_is_strong,
    tables_are_guarded,
    worker_is_alive,
)
from tsunagu.project.media import named_files

committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(transactional_db: None) -> Iterator[psycopg.Connection]:
    with owner_connection() as opened:
        yield opened


@pytest.mark.parametrize(("length", "well"), [(50, True), (49, False)])
def test_a_short_secret_is_found(settings: Settings, length: int, well: bool) -> None:
    settings.SECRET_KEY = "x" * length

    assert secret_is_strong().is_well is well


@pytest.mark.parametrize(
    ("demo", "secure", "well"), [(True, False, True), (True, True, False), (False, True, True)]
)
def test_a_demo_before_the_public_is_found(settings: Settings, demo: bool, secure: bool, well: bool) -> None:
    settings.DEMO, settings.SECURE = demo, secure

    assert demo_is_meant().is_well is well


def test_a_full_disk_is_found(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR = tmp_path / "not made yet"
    roomy = disk_has_room().is_well
    monkeypatch.setattr(examination, "LEAST_FREE_BYTES", 10**18)

    assert (roomy, disk_has_room().is_well) == (True, False)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_closed_folder_is_found(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    tmp_path.chmod(0o500)

    assert folder_is_writable().is_well is False


def test_a_missing_folder_is_found(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    there = folder_is_writable().is_well
    settings.VAR = tmp_path / "gone"

    assert (there, folder_is_writable().is_well) == (True, False)


@committed
def test_a_database_that_does_not_answer_is_found_and_the_rest_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = database_answers().is_well
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    findings = examine()

    assert (answers, findings[-1].is_well, len(findings)) == (True, False, 5)
    assert findings[-1].what.startswith("データベースに接続できません（")


@pytest.mark.django_db
@pytest.mark.parametrize(("version", "well"), [(150000, True), (140011, False)])
def test_an_old_server_is_found(monkeypatch: pytest.MonkeyPatch, version: int, well: bool) -> None:
    monkeypatch.setitem(connection.__dict__, "pg_version", version)

    assert database_is_new_enough().is_well is well


@committed
def test_a_login_above_row_security_is_found() -> None:
    as_application = database_serves_as_application().is_well
    serve_as_owner()
    try:
        as_owner = database_serves_as_application().is_well
    finally:
        serve_as_application()

    assert (as_application, as_owner) == (True, False)


@committed
def test_a_migration_that_waits_is_found(owner: psycopg.Connection) -> None:
    before = migrations_are_applied().is_well
    forgotten = "app = 'kernel' AND name = (SELECT max(name) FROM django_migrations WHERE app = 'kernel')"
    row = owner.execute(
        f"DELETE FROM django_migrations WHERE {forgotten} RETURNING app, name, applied"
    ).fetchone()

    during = migrations_are_applied().is_well
    owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", row)

    assert (before, during, migrations_are_applied().is_well) == (True, False, True)


@committed
def test_a_database_without_our_tables_is_found(owner: psycopg.Connection) -> None:
    owner.execute("ALTER TABLE django_migrations RENAME TO somebody_elses")
    try:
        findings = examine()
    finally:
        owner.execute("ALTER TABLE somebody_elses RENAME TO django_migrations")

    ill = [finding for finding in findings if not finding.is_well]
    assert [finding.remedy for finding in ill] == ["tsunagu migrate を実行してください。"]


@committed
def test_an_unguarded_table_is_found(owner: psycopg.Connection) -> None:
    before = tables_are_guarded().is_well
    connection.close()
    owner.execute("ALTER TABLE kernel_letter NO FORCE ROW LEVEL SECURITY")
    during = tables_are_guarded().is_well
    connection.close()
    owner.execute("ALTER TABLE kernel_letter FORCE ROW LEVEL SECURITY")

    assert (before, during) == (True, False)


@committed
@pytest.mark.parametrize(
    "waiting",
    [
        "UPDATE procrastinate_events SET at = now() - interval '16 minutes'",
        "UPDATE procrastinate_jobs SET scheduled_at = now() - interval '16 minutes'",
    ],
    ids=["asked for at once", "asked for an hour"],
)
def test_a_sleeping_worker_is_found(joetsu: Municipality, owner: psycopg.Connection, waiting: str) -> None:
    enqueue("notify.deliver", town_id=joetsu.id)
    fresh = worker_is_alive().is_well

    owner.execute(waiting)

    assert (fresh, worker_is_alive().is_well) == (True, False)


@committed
def test_a_photo_without_its_file_is_found(joetsu: Municipality, nagaoka: Municipality) -> None:
    for town in (joetsu, nagaoka):
        with as_system(town.id, at=TODAY_10AM):
            photo = make_photo(make_organisation(), by=make_user(), is_approved=True)
            make_photo(make_organisation(), by=make_user())
    before = named_files_are_there()
    storages["media"].delete(photo.paths[0])

    after = named_files_are_there()

    assert (before.is_well, before.what) == (
        True,
        "写真・書類のファイル 8 個のうち、なくなったものは 0 個です",
    )
    assert (after.is_well, after.what) == (
        False,
        "写真・書類のファイル 8 個のうち、なくなったものは 1 個です",
    )
    assert f"--only-files 写しのファイル で戻してください（{photo.paths[0]} など）" in after.remedy


@committed
def test_the_files_of_photos_that_are_gone_are_not_missed(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        photo = make_photo(make_organisation(), by=make_user(), is_approved=True)
        withdraw_photo(photo=photo, by=photo.sent_by, at=TODAY_10AM)

    assert named_files_are_there().what.startswith("写真・書類のファイル 0 個")


@committed
def test_the_pictures_and_papers_of_editors_are_named_too(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        shelf(SectionKind.KNOW)
        paper, picture = make_paper(), make_picture()
        make_page(
            InformationPage,
            "絵",
            on=shelf(SectionKind.KNOW),
            body=[("picture", {"picture": picture, "caption": ""})],
        )
        rendition = picture.renditions.get()

    names = {one.name for one in named_files()}

    assert names == {paper.file.name, picture.file.name, rendition.file.name}


@committed
def test_a_job_of_tomorrow_is_not_late(joetsu: Municipality, owner: psycopg.Connection) -> None:
    enqueue("notify.deliver", town_id=joetsu.id)
    owner.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 day'")
    owner.execute("UPDATE procrastinate_events SET at = now() - interval '1 day'")

    assert worker_is_alive().is_well is True


@committed
@pytest.mark.parametrize(("secret", "status"), [("x" * 60, 0), ("short", 1)])
def test_the_doctor_ends_with_a_status_and_a_remedy(
    settings: Settings, capsys: pytest.CaptureFixture[str], secret: str, status: int
) -> None:
    settings.SECRET_KEY = secret

    with pytest.raises(SystemExit) as ended:
        call_command("doctor")

    said = capsys.readouterr().out
    assert (ended.value.code, "TSUNAGU_SECRET_KEY を50文字以上に" in said) == (status, status == 1)


def test_an_installation_makes_its_secret_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUNAGU_VAR", str(tmp_path))

    first, second = installation._secret(), installation._secret()

    assert (first == second, len(first) >= 50, oct((tmp_path / "secret").stat().st_mode & 0o777)) == (
        True,
        True,
        "0o600",
    )
