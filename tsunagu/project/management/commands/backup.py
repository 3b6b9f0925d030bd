"""`tsunagu backup`: a copy of the whole database in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tsunagu.project import archives


class Command(BaseCommand):
    help = "データベース全体を一つのファイルに写します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:

        try:
            archives.backup(options["file"])
        except archives.ArchiveFailed as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(f"{options['file']} に写しました。")
