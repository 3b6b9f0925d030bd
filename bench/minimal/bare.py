"""The same view with nothing around it: the most that Django says on this server."""

from bench.minimal.settings import *  # noqa: F403  # the same project

MIDDLEWARE: list[str] = []
