"""The programs that make up a running installation."""

import os
import socket
import sys
from pathlib import Path

from tsunagu.project.supervisor import Child

PROGRAMS = Path(sys.executable).parent


def tsunagu(*arguments: str) -> list[str]:
    """Our own command line, by the same Python."""
    return [str(PROGRAMS / "tsunagu"), *arguments]


def web_server(*, host: str, port: int, workers: int) -> Child:
    """The WSGI server: processes with one thread each, so that a connection belongs to one request."""
    command = [
        str(PROGRAMS / "granian"),
        "--interface", "wsgi",
        "--host", host,
        "--port", str(port),
        "--workers", str(workers),
        "--blocking-threads", "1",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level", os.environ.get("TSUNAGU_SERVER_LOG_LEVEL", "warning"),
        "tsunagu.project.wsgi:application",
    ]  # fmt: skip
    return Child("ウェブサーバー", command)


def job_worker() -> Child:
    """The worker that carries out the queue."""
    return Child("ワーカー", tsunagu("worker"))


def is_taken(host: str, port: int) -> bool:
    """Whether another program listens there already.

    The web server's processes share their port on purpose, so a second installation would share it too:
    every other request would be answered by the wrong one, and no error would say so.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError:
            return True
    return False
