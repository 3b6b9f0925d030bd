"""`tsunagu demo`: migrate, build the demo towns where they are missing, and serve them."""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tsunagu.project.demo.cast import cast_of
from tsunagu.project.demo.founding import town_slugs
from tsunagu.project.demo.fresh import built_towns
from tsunagu.project.serving import tsunagu


class Command(BaseCommand):
    help = "デモの町を用意して動かします。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stage", default="opening", help="町の暮らしの段階（opening|spring|busy|year_end）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("デモは TSUNAGU_DEMO=1 のときだけ動きます（make demo が設定します）。")
        self._step("データベースを用意しています", "migrate", "--verbosity", "0")
        if built_towns() != set(town_slugs()):
            self._step("デモの町を用意しています", "seed", "--stage", options["stage"], "--if-empty")
        self._announce()
        # In this process, which holds the embedded server up and puts it to rest at the end.
        call_command("serve")

    def _step(self, label: str, *arguments: str) -> None:
        started = time.monotonic()
        self.stdout.write(f"・{label} …", ending="")
        self.stdout.flush()
        finished = subprocess.run(tsunagu(*arguments), check=False)
        if finished.returncode != 0:
            sys.exit(finished.returncode)
        self.stdout.write(f" {time.monotonic() - started:.1f}秒")

    def _announce(self) -> None:
        address = f"http://localhost:{os.environ.get('PORT', '8000')}"
        self.stdout.write(
            f"\nつなぐ のデモが動きます: {address}/\n"
            f"  住民の入口   {address}/joetsu/\n"
            f"  職員・団体   {address}/joetsu/work/demo/ で人を選ぶと、その人として入れます\n"
        )
        for persona in cast_of("joetsu"):
            self.stdout.write(f"    {persona.name}（{persona.title}）: {persona.hint}")
        self.stdout.write("\n  止めるには   Ctrl-C\n")
