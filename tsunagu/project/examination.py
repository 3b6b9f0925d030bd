"""The questions that `tsunagu doctor` asks, one function each."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tsunagu.kernel.database.address import APPLICATION_ROLE
from tsunagu.kernel.database.row_security import secured_models
from tsunagu.kernel.ui.words import joined
from tsunagu.project.media import named_files

OLDEST_POSTGRESQL = 150000
LEAST_FREE_BYTES = 1_000_000_000
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: what was looked at, whether it is well, and what to do if not."""

    what: str
    is_well: bool
    remedy: str = ""


Question = Callable[[], Finding]


def examine() -> list[Finding]:
    """Ask everything; where the database does not answer, only what needs none."""
    findings = [question() for question in WITHOUT_DATABASE]
    reachable = database_answers()
    findings.append(reachable)
    if reachable.is_well:
        findings += [_asked(question) for question in WITH_DATABASE]
    return findings


def _asked(question: Question) -> Finding:
    """The answer; a database without our tables cannot give one, and that is an answer too."""
    try:
        return question()
    except DatabaseError as error:
        connection.close()
        return Finding(
            f"データベースが答えられません（{str(error).splitlines()[0]}）",
            False,
            "tsunagu migrate を実行してください。",
        )


def database_answers() -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Finding(
            f"データベースに接続できません（{str(error).splitlines()[0]}）",
            False,
            "DATABASE_URL を確かめるか、外して組み込みの PostgreSQL を使ってください。",
        )
    return Finding("データベースに接続できます", True)


def database_is_new_enough() -> Finding:
    version = connection.pg_version
    return Finding(
        f"PostgreSQL {version // 10000}.{version % 10000}",
        version >= OLDEST_POSTGRESQL,
        "PostgreSQL 15 以上が必要です。",
    )


def database_serves_as_application() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        role, passes_by = cursor.fetchone()
    return Finding(
        f"行レベルの保護を受ける役割（{role}）で動いています",
        role == APPLICATION_ROLE and not passes_by,
        f"DATABASE_APP_URL を確かめ、{APPLICATION_ROLE} として接続してください。",
    )


def migrations_are_applied() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Finding(
        f"データベースの形は最新です（未適用 {len(waiting)}）",
        not waiting,
        "tsunagu migrate を実行してください。",
    )


def tables_are_guarded() -> Finding:
    expected = {model._meta.db_table for model, _ in secured_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        guarded = {name for (name,) in cursor.fetchall()}
    return Finding(
        f"{len(expected)} の表が町ごとに守られています",
        expected <= guarded,
        "tsunagu migrate を実行してください（守りは移行のたびに張り直されます）。",
    )


def worker_is_alive() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(
            # A job without an hour of its own is due from the moment it was asked for.
            "SELECT count(*) FROM procrastinate_jobs AS job"
            " JOIN procrastinate_events AS asked ON asked.job_id = job.id AND asked.type = 'deferred'"
            " WHERE job.status = 'todo'"
            " AND coalesce(job.scheduled_at, asked.at) < now() - interval '15 minutes'"
        )
        (late,) = cursor.fetchone()
    return Finding(
        f"15分以上待っている仕事は {late} 件です",
        late == 0,
        "ワーカーが動いていません。tsunagu serve か tsunagu worker を起動してください。",
    )


def named_files_are_there() -> Finding:
    files = list(named_files())
    gone = [one.name for one in files if not one.is_there]
    return Finding(
        f"写真・書類のファイル {len(files)} 個のうち、なくなったものは {len(gone)} 個です",
        not gone,
        f"tsunagu restore --only-files 写しのファイル で戻してください（{joined(gone[:MOST_NAMES])} など）。"
        "写しにもないものは、写真や書類を載せ直してください。",
    )


def secret_is_strong() -> Finding:
    return Finding(
        "秘密の鍵は十分に長いです",
        len(settings.SECRET_KEY) >= 50,
        "TSUNAGU_SECRET_KEY を50文字以上にしてください。",
    )


def demo_is_meant() -> Finding:
    public = settings.DEMO and settings.SECURE
    return Finding(
        "デモの扉は閉じています" if not settings.DEMO else "デモとして動いています",
        not public,
        "本番では TSUNAGU_DEMO を外してください。デモの扉から誰でも入れます。",
    )


def disk_has_room() -> Finding:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.VAR).free
    return Finding(
        f"空き容量 {free // 10**9} GB（{settings.VAR.name}）",
        free >= LEAST_FREE_BYTES,
        "不要なファイルを消すか、TSUNAGU_VAR を広い場所に移してください。",
    )


def folder_is_writable() -> Finding:
    return Finding(
        "記録する場所に書き込めます",
        os.access(settings.VAR, os.W_OK),
        f"{settings.VAR} に書き込めるようにしてください。",
    )


WITHOUT_DATABASE: tuple[Question, ...] = (secret_is_strong, demo_is_meant, disk_has_room, folder_is_writable)
WITH_DATABASE: tuple[Question, ...] = (
    database_is_new_enough,
    migrations_are_applied,
    database_serves_as_application,
    tables_are_guarded,
    worker_is_alive,
    named_files_are_there,
)
