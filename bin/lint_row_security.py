"""Lint the row-level security of the migrated database; `pgrls.toml` says what is excused."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from tsunagu.project import installation

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.migrated import migrated_database, on_database  # noqa: E402  # the tests are no installed package


def main() -> int:
    with contextlib.ExitStack() as keep_up:
        installation.prepare("migrate", keep_up=keep_up)
        lint = [
            Path(sys.executable).parent / "pgrls",
            "lint",
            "--database-url",
            on_database(os.environ["DATABASE_URL"], migrated_database()),
            "--min-severity",
            "warning",
            *sys.argv[1:],
        ]
        return subprocess.run(lint, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
