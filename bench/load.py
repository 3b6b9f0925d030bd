"""Ask a server the same things over kept-alive connections, and see how often and how fast it answers."""

import http.client
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 4
ENCODING = "gzip, br"
LUA = """
local paths = {{ {paths} }}
local at = 0
wrk.headers["Accept-Encoding"] = "{encoding}"
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %f %f %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(95) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


class ServerFailed(Exception):
    """Answers were errors: a rate of them means nothing."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests per second, and the milliseconds in which 95 of 100 were answered."""

    per_second: float
    p95_ms: float


def ask(address: str, paths: Sequence[str], *, seconds: float) -> Rate:
    """Load the server with `paths` in turn, by wrk where it is installed."""
    return _by_wrk(address, paths, seconds) if shutil.which("wrk") else _by_threads(address, paths, seconds)


def _by_wrk(address: str, paths: Sequence[str], seconds: float) -> Rate:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(LUA.format(encoding=ENCODING, paths=", ".join(f'"{path}"' for path in paths)))
        finished = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "-s", str(script), address],
            capture_output=True,
            text=True,
            check=True,
        )
    result = next(line for line in finished.stdout.splitlines() if line.startswith("RESULT"))
    _, per_second, p95, errors = result.split()
    if int(errors):
        raise ServerFailed(f"{errors} errors on {paths[0]} …")
    return Rate(float(per_second), float(p95))


def _by_threads(address: str, paths: Sequence[str], seconds: float) -> Rate:
    took: list[float] = []
    failed: list[int] = []
    end = time.monotonic() + seconds

    def visitor(number: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        for path in islice(cycle(paths), number, None):
            started = time.monotonic()
            if started >= end:
                break
            connection.request("GET", path, headers={"Accept-Encoding": ENCODING})
            response = connection.getresponse()
            response.read()
            took.append(time.monotonic() - started)
            if response.status != http.client.OK:
                failed.append(response.status)
        connection.close()

    visitors = [threading.Thread(target=visitor, args=(number,)) for number in range(CONNECTIONS)]
    for thread in visitors:
        thread.start()
    for thread in visitors:
        thread.join()
    if failed:
        raise ServerFailed(f"{len(failed)} errors on {paths[0]} …")
    return Rate(len(took) / seconds, 1000 * sorted(took)[int(0.95 * (len(took) - 1))])
