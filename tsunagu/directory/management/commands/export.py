"""`tsunagu export joetsu`: write a town's register as a data file, which `tsunagu import` reads back."""

from argparse import ArgumentParser
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from tsunagu.directory.queries.town_file import town_file
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import town_by_slug


class Command(BaseCommand):
    help = "町の名簿をデータファイルとして書き出します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("town", help="町の名前（joetsu）")

    def handle(self, *args: Any, town: str, **options: Any) -> None:
        municipality = town_by_slug(town)
        if municipality is None:
            raise CommandError(f"{town}という町はありません。")
        with as_system(municipality.id):
            data = town_file()
        self.stdout.write(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110), ending="")
