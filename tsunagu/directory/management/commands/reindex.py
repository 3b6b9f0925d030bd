"""`tsunagu reindex`: build the search index of every town anew, as after an upgrade that folds words anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import all_towns, town_by_slug


class Command(BaseCommand):
    help = "検索の索引を作り直します。作り直すあいだも、前の索引でさがせます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--town", help="町のURLの名前（例：joetsu）。なければすべての町")

    def handle(self, *args: Any, **options: Any) -> None:
        towns = all_towns()
        if options["town"]:
            town = town_by_slug(options["town"])
            if town is None:
                raise CommandError(f"「{options['town']}」という町はありません。")
            towns = [town]
        for town in towns:
            at = timezone.now()
            with as_system(town.id, at=at):
                count = reindex_town()
                # Pages that a process keeps show what the old index found.
                note_change("directory.reindexed", record_id=None, by=None, at=at, count=count)
            self.stdout.write(f"{town.name}　{count}件")
