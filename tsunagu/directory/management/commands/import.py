"""`tsunagu import joetsu`: read a town's data file into the register; without a name, every town's."""  # noqa: N999 a command is named by its module

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tsunagu.directory.actions.load_town import NotATownFile, load_town
from tsunagu.directory.actions.town_files.report import Outcome
from tsunagu.directory.queries.data_files import SYNONYMS, TAXONOMY, TOWNS


class Command(BaseCommand):
    help = "町のデータファイルを名簿に読み込みます（何度読んでも同じ結果になります）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("towns", nargs="*", help="町の名前（joetsu）またはファイル。なければすべての町。")

    def handle(self, *args: Any, towns: list[str], verbosity: int, **options: Any) -> None:
        taxonomy = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8"))
        synonyms = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
        for path in [_file(town) for town in towns] or sorted(TOWNS.glob("*.yaml")):
            try:
                report = load_town(
                    yaml.safe_load(path.read_text(encoding="utf-8")),
                    taxonomy=taxonomy,
                    synonyms=synonyms,
                    is_demo=settings.DEMO,
                    at=timezone.now(),
                )
            except (NotATownFile, yaml.YAMLError) as error:
                raise CommandError(f"{path.name}を読めません。{error}") from error
            for row in report.rows:
                if row.outcome is not Outcome.TAKEN or verbosity > 1:
                    self.stdout.write(f"  {row.line}")
            self.stdout.write(report.summary)


def _file(town: str) -> Path:
    path = Path(town) if town.endswith((".yaml", ".yml")) else TOWNS / f"{town}.yaml"
    if not path.is_file():
        raise CommandError(f"{town}のデータファイルがありません。")
    return path
