"""Gathering the static files before serving, only when one of them changed since the last time.

Hashing and compressing them all is half of a start; telling by size and time that nothing changed is not.
"""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_when_changed() -> bool:
    """Gather the static files unless what stands in `STATIC_ROOT` was made from these very files.

    Returns:
        Whether they had to be gathered.
    """
    root = Path(settings.STATIC_ROOT)
    mark = root / ".made-from"
    made_from = _fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == made_from:
        return False
    # A gathering that is cut short leaves no mark, so the next start gathers again.
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(made_from, encoding="ascii")
    return True


def _fingerprint() -> str:
    """Every file there is to gather, with size and time, and what gathers them."""
    files = sorted(
        (path, *_size_and_time(Path(storage.path(path))))
        for finder in get_finders()
        for path, storage in finder.list([])
    )
    storage = settings.STORAGES["staticfiles"]["BACKEND"]
    return hashlib.sha256(json.dumps([storage, settings.STATIC_URL, files]).encode()).hexdigest()


def _size_and_time(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
