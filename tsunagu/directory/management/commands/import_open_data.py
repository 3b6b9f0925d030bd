"""`tsunagu import_open_data --town joetsu 施設.csv`: what would become of each row; --apply, for good."""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.directory.actions.open_data.runs import apply, receive_file, rehearse
from tsunagu.directory.actions.open_data.text_stream import UnreadableFile
from tsunagu.directory.actions.open_data.undoing import ChangedSince, undo
from tsunagu.directory.models import ImportRow, ImportRun
from tsunagu.directory.models.open_data import ImportState, RowChange, RowOutcome
from tsunagu.directory.queries.open_data_columns import READABLE
from tsunagu.directory.queries.open_data_runs import import_run, report_of
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import town_by_slug

_PIECE = 256 * 1024


class Command(BaseCommand):
    help = "自治体標準オープンデータセットのCSVを名簿に取り込みます。まず行ごとの結果を見せます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="CSVファイル")
        parser.add_argument("--town", required=True, help="町のURLの名前（例：joetsu）")
        parser.add_argument(
            "--set", choices=READABLE, default="", help="一覧の種類（見出しで決まらないとき）"
        )
        parser.add_argument("--source", help="出典の名前（なければファイル名）")
        parser.add_argument("--source-date", type=date.fromisoformat, help="出典の日付（例：2026-04-01）")
        parser.add_argument("--licence", default="", help="利用条件（例：CC BY 4.0）")
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--dry-run", action="store_true", help="読むだけで、何も変えない（何も付けないときと同じ）"
        )
        way.add_argument("--apply", action="store_true", help="取り込む")
        way.add_argument("--undo", type=UUID, metavar="番号", help="取り込みを取り消す")

    def handle(self, *args: Any, **options: Any) -> None:
        town = town_by_slug(options["town"])
        if town is None:
            raise CommandError(f"「{options['town']}」という町はありません。")
        with as_system(town.id, at=timezone.now()):
            if options["undo"]:
                self._undo(options["undo"])
            elif options["file"] is None:
                raise CommandError("CSVファイルを書いてください。")
            else:
                self._take(options)

    def _take(self, options: dict[str, Any]) -> None:
        now, file = timezone.now(), options["file"]
        try:
            with transaction.atomic():
                run = receive_file(
                    content=_pieces(file), file_name=file.name, source_name=options["source"] or file.name,
                    source_on=options["source_date"], licence=options["licence"], data_set=options["set"],
                    by=None, at=now,
                )  # fmt: skip
                run = apply(run=run, by=None, at=now) if options["apply"] else rehearse(run=run, at=now)
                self._tell(run, everything=options["verbosity"] > 1)
                # A look leaves nothing behind, neither its file nor the order to read it again.
                transaction.set_rollback(not options["apply"])
        except (UnreadableFile, OSError) as problem:
            raise CommandError(str(problem)) from problem

    def _undo(self, run_id: UUID) -> None:
        run = import_run(run_id)
        if run is None or run.state != ImportState.APPLIED:
            raise CommandError("その番号の、取り込んだものはありません。")
        try:
            undo(run=run, by=None, at=timezone.now())
        except ChangedSince as reason:
            raise CommandError(f"取り消せません。{reason}") from reason
        self.stdout.write("取り消しました。")

    def _tell(self, run: ImportRun, *, everything: bool) -> None:
        if run.failure:
            raise UnreadableFile(run.failure["message"], **run.failure["places"])
        for kept in run.remarks:
            self.stdout.write(f"ファイル：{Remark.from_json(kept)}")
        for row in report_of(run).iterator(chunk_size=500):
            if everything or row.outcome != RowOutcome.TAKEN:
                self.stdout.write(line_of(row))
        self.stdout.write(summary_of(run))
        if run.state == ImportState.APPLIED:
            self.stdout.write(f"取り込みの番号：{run.id}")


def line_of(row: ImportRow) -> str:
    """One row of the report: 「3行目　直して受け入れ・新規　なかよし保育園」."""
    change = "" if row.change == RowChange.NONE else f"・{row.get_change_display()}"
    head = f"{row.line}行目　{row.get_outcome_display()}{change}　{row.name}"
    return "\n    ".join([head, *(str(Remark.from_json(kept)) for kept in row.remarks)])


def summary_of(run: ImportRun) -> str:
    """「12行：受け入れ9・人が決める1・受け入れず2（新規8・変更1・変更なし0）」."""
    outcomes = [f"{each.label}{run.counts.get(each.value, 0)}" for each in RowOutcome]
    changes = [f"{each.label}{run.counts.get(each.value, 0)}" for each in RowChange if each != RowChange.NONE]
    return f"{run.done}行：{'・'.join(outcomes)}（{'・'.join(changes)}）"


def _pieces(file: Path) -> Iterable[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            yield piece
