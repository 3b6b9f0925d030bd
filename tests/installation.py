"""Loaded before Django: a database server for the tests, reached as the owner until it is migrated."""

import atexit
import contextlib
import os

from tsunagu.project import installation

_keep_up = contextlib.ExitStack()
atexit.register(_keep_up.close)

os.environ.setdefault("TSUNAGU_DEMO", "1")
os.environ["TSUNAGU_DATABASE_ROLE"] = "owner"
installation.prepare(None, keep_up=_keep_up)
# Static files are collected when serving; whoever asks for pages in a test needs only the folder.
(installation.var() / "static").mkdir(parents=True, exist_ok=True)
