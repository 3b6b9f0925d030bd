"""`tsunagu import_figures <town> <file>`: a document's yearly figures, with a report of every row."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tsunagu.directory.models import Organisation
from tsunagu.insight.actions.figure_file import UnreadableFile
from tsunagu.insight.actions.import_figures import Outcome, RowReport, import_figures
from tsunagu.insight.presenters.doubts import doubt_in_words
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import town_by_slug

WORDS = {
    Outcome.NEW: "取り込みました",
    Outcome.CHANGED: "書きかえました",
    Outcome.SAME: "前と同じです",
    Outcome.REFUSED: "取り込めません",
}


class Command(BaseCommand):
    help = "過年度の数字をCSVから取り込みます。何度でも実行できます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("town", help="町のURLの名前（例：joetsu）")
        parser.add_argument("file", type=Path, help="CSVファイル")
        parser.add_argument("--desk", help="窓口の名前（ファイルに書かれていないとき）")
        parser.add_argument("--era", help="「24」とだけ書かれた年度の元号（例：平成）")

    def handle(self, *args: Any, **options: Any) -> None:
        town, file = town_by_slug(options["town"]), options["file"]
        if town is None:
            raise CommandError(f"「{options['town']}」という町はありません。")
        now = timezone.now()
        with as_system(town.id, at=now):
            try:
                reports = import_figures(
                    content=file.read_bytes(),
                    file_name=file.name,
                    by=None,
                    at=now,
                    desk=_desk_named(options["desk"]) if options["desk"] else None,
                    era=options["era"],
                )
            except (UnreadableFile, OSError) as problem:
                raise CommandError(str(problem)) from problem
        for report in reports:
            self.stdout.write(line_of(report))
        if any(report.outcome is Outcome.REFUSED for report in reports):
            raise CommandError("取り込めない行がありました。")


def line_of(report: RowReport) -> str:
    """One row of the report."""
    head = f"{report.line}行目　{report.year.label if report.year else '―'}　{WORDS[report.outcome]}"
    remarks = [report.reason, *report.repairs, *(f"注意：{doubt_in_words(one)}" for one in report.doubts)]
    return "\n    ".join([head, *(remark for remark in remarks if remark)])


def _desk_named(name: str) -> Organisation:
    found = Organisation.objects.filter(name=name).first()
    if found is None:
        raise CommandError(f"「{name}」という窓口が名簿にありません。")
    return found
