"""`tsunagu guidebook --town joetsu --to guide.pdf`: print the guidebook of a town into a file."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tsunagu.directory.models import GuidebookLanguage
from tsunagu.directory.queries.guidebooks import Coverage, district_named, parts_to_choose, stage_named
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import town_by_slug
from tsunagu.portal.presenters.guidebook.book import book_of
from tsunagu.portal.presenters.guidebook.typesetting import (
    CannotBePrinted,
    PressFailed,
    pictures,
    typeset,
)
from tsunagu.portal.queries.guidebook import material_for


class Command(BaseCommand):
    help = "子育てガイドブックのPDFを作ります（データベースには何も残しません）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--town", required=True, help="町の名前（例: joetsu）")
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--district", default="", help="地区の名前（例: 安塚区）")
        part.add_argument("--age", default="", help="時期の名前（例: 0歳、infant）")
        parser.add_argument("--language", default="ja", help="ja または ja-easy（やさしい日本語）")
        parser.add_argument("--to", required=True, help="書き出すファイル")
        parser.add_argument("--pictures", default="", help="各ページをPNGでも書き出すフォルダー")

    def handle(
        self, *args: Any, town: str, district: str, age: str, language: str, to: str, **options: Any
    ) -> None:
        municipality = town_by_slug(town)
        if municipality is None:
            raise CommandError(f"{town}という町はありません。")
        if language not in GuidebookLanguage.values:
            raise CommandError(f"{language}では作れません（{'・'.join(GuidebookLanguage.values)}）。")
        target = Path(to)
        for folder in (target.parent, Path(options["pictures"] or ".")):
            if not folder.is_dir():
                raise CommandError(f"{folder}というフォルダーはありません。")
        at = timezone.now()
        with as_system(municipality.id):
            material = material_for(_coverage(language, district, age))
            book = book_of(material, town=municipality, at=at)
        self.stdout.write(
            _print(book, target, Path(options["pictures"]) if options["pictures"] else None, at=at)
        )


def _print(book: dict[str, Any], target: Path, folder: Path | None, *, at: datetime) -> str:
    """Write the files, and say what became of them."""
    try:
        printed = typeset(book, at=at)
        target.write_bytes(printed.content)
        if folder is not None:
            for number, picture in enumerate(pictures(book, at=at), start=1):
                (folder / f"{number:03}.png").write_bytes(picture)
    except CannotBePrinted as error:
        where = "、".join(error.where) or book["title"]
        raise CommandError(f"「{error.text}」を印刷できる字がありません（{where}）。") from error
    except PressFailed as error:
        raise CommandError(f"印刷できませんでした（{error}）。") from error
    except OSError as error:
        raise CommandError(f"{target}に書けません（{error.strerror}）。") from error
    listings = sum(len(group["entries"]) for group in book["index"])
    return f"{target}：{printed.pages}ページ、{listings}件、{len(printed.content):,}バイト"


def _coverage(language: str, district: str, age: str) -> Coverage:
    here, stage = district_named(district) if district else None, stage_named(age) if age else None
    districts, stages = parts_to_choose() if (district and not here) or (age and not stage) else ([], [])
    if district and here is None:
        raise CommandError(
            f"{district}という地区はありません（{'・'.join(map(str, districts)) or 'なし'}）。"
        )
    if age and stage is None:
        raise CommandError(f"{age}という時期はありません（{'・'.join(map(str, stages)) or 'なし'}）。")
    return Coverage(language, here, stage)
