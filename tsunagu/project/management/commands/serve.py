"""`tsunagu serve`: web server and worker as one supervised foreground process."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tsunagu.project.keeping import become
from tsunagu.project.serving import is_taken
from tsunagu.project.static_collection import collect_when_changed


class Command(BaseCommand):
    help = "ウェブサーバーとワーカーを動かします（Ctrl-C で止まります）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("TSUNAGU_BIND", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=int(os.environ.get("TSUNAGU_WORKERS", "2")))
        parser.add_argument("--no-jobs", action="store_true", help="ワーカーを動かしません")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_taken(options["host"], options["port"]):
            raise CommandError(
                f"ポート {options['port']} は使われています。PORT=8001 のように、別の番号で動かしてください。"
            )
        collect_when_changed()
        become(
            host=options["host"],
            port=options["port"],
            workers=options["workers"],
            jobs=not options["no_jobs"],
        )
