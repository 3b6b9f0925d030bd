"""`tsunagu …`: Django's command line, with the installation prepared first."""

import contextlib
import sys

from tsunagu.project import installation


def main() -> None:
    """Run one command and leave the embedded server as it was found."""
    arguments = sys.argv
    command = arguments[1] if len(arguments) > 1 else None
    with contextlib.ExitStack() as keep_up:
        installation.prepare(command, keep_up=keep_up)
        from django.core.management import execute_from_command_line  # late: settings need the environment

        execute_from_command_line(arguments)
