"""Lint the row-level security of the migrated database; `pgrls.toml` says what is excused."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from tsunagu.project import installation

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    with contextlib.ExitStack() as keep_up:
        installation.prepare("migrate", keep_up=keep_up)
        programs = Path(sys.executable).parent
        migrated = subprocess.run([programs / "tsunagu", "migrate", "--verbosity", "0"], check=False)
        if migrated.returncode != 0:
            return migrated.returncode
        lint = [
            programs / "pgrls",
            "lint",
            "--database-url",
            os.environ["DATABASE_URL"],
            "--min-severity",
            "warning",
            *sys.argv[1:],
        ]
        return subprocess.run(lint, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
