"""`python -m tsunagu.project.keeping`: the supervisor alone, without the house that it keeps running.

`tsunagu serve` becomes this process when all is prepared: what only restarts others need not hold a copy of
every model for as long as the town is served.
"""

import contextlib
import os
import sys

from tsunagu.kernel.database import embedded
from tsunagu.project import installation
from tsunagu.project.serving import job_worker, web_server
from tsunagu.project.supervisor import Supervisor

WITH_JOBS, WITHOUT_JOBS = "with-jobs", "without-jobs"


def become(*, host: str, port: int, workers: int, jobs: bool) -> None:
    """Turn the process in hand into the supervisor; its number stays, for whoever sends it signals."""
    sys.stdout.flush()
    arguments = [host, str(port), str(workers), WITH_JOBS if jobs else WITHOUT_JOBS]
    os.execv(sys.executable, [sys.executable, "-m", "tsunagu.project.keeping", *arguments])  # noqa: S606  # our own


def main(host: str, port: str, workers: str, jobs: str) -> int:
    with contextlib.ExitStack() as keep_up:
        _hold_up_the_database(keep_up)
        children = [web_server(host=host, port=int(port), workers=int(workers))]
        if jobs == WITH_JOBS:
            children.append(job_worker())
        return Supervisor(children).run()


def _hold_up_the_database(keep_up: contextlib.ExitStack) -> None:
    """The embedded server runs while somebody holds it; a server of somebody else's is not ours to hold."""
    cluster = embedded.cluster_for(installation.var())
    if os.environ.get("DATABASE_URL") == cluster.url(embedded.OWNER_ROLE):
        keep_up.enter_context(embedded.running(cluster))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
