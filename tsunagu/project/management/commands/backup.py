"""`tsunagu backup`: a copy of the database and of the files that it names, in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tsunagu.project import archives
from tsunagu.project.media import named_files


class Command(BaseCommand):
    help = "データベース全体と、写真・書類のファイルを、一つのファイルに写します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            copied = archives.backup(options["file"], files=named_files())
        except archives.ArchiveFailed as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(f"{options['file']} に写しました（写真・書類のファイル {copied.files} 個）。")
        if copied.missing:
            self.stderr.write(
                f"見つからないファイルが {len(copied.missing)} 個あります（{copied.missing[0]} など）。"
                "tsunagu doctor を見てください。"
            )
