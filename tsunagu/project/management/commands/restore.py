"""`tsunagu restore`: the database and the files as they were in a copy; or only files that are gone."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tsunagu.project import archives


class Command(BaseCommand):
    help = "データベースと、写真・書類のファイルを、写しの時点に戻します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="確認を省きます")
        parser.add_argument(
            "--only-files",
            action="store_true",
            help="データベースはそのままにして、なくなったファイルだけを戻します",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if (
            not options["yes"]
            and not options["only_files"]
            and input("今の内容はすべて消えます。続けるには yes と打ってください: ") != "yes"
        ):
            raise CommandError("取りやめました。")
        try:
            restored = archives.restore(options["file"], only_files=options["only_files"])
        except archives.ArchiveFailed as failure:
            raise CommandError(str(failure)) from failure
        if not options["only_files"]:
            self.stdout.write(f"{options['file']} の時点に戻しました。")
        self.stdout.write(f"写真・書類のファイルを {restored.files} 個戻しました。")
