"""`tsunagu restore`: the database as it was in a copy."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tsunagu.project import archives


class Command(BaseCommand):
    help = "データベースを写しの時点に戻します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="確認を省きます")

    def handle(self, *args: Any, **options: Any) -> None:
        if (
            not options["yes"]
            and input("今の内容はすべて消えます。続けるには yes と打ってください: ") != "yes"
        ):
            raise CommandError("取りやめました。")
        try:
            archives.restore(options["file"])
        except archives.ArchiveFailed as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(f"{options['file']} の時点に戻しました。")
