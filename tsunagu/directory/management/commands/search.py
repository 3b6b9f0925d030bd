"""`tsunagu search "夜中に預けたい" … --town joetsu --json`: ask the directory from a terminal."""

import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from tsunagu.directory.queries.search import Reason, SearchHit, SearchQuery, search_everywhere
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.municipality.queries import all_towns


class Command(BaseCommand):
    help = "ことばでサービスを探します（支援者と同じ範囲。--public で家族に見える範囲）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("queries", nargs="+", metavar="ことば")
        parser.add_argument("--town", default="all", help="町の名前（例: joetsu）。all ですべての町")
        parser.add_argument("--json", action="store_true", dest="as_json", help="1問1行のJSON")
        parser.add_argument("--public", action="store_true", help="家族に見えるものだけ")
        parser.add_argument("--limit", type=int, default=10, help="1問の件数")
        parser.add_argument("--at", help="いつとして探すか（2026-11-20T10:00+09:00）")

    def handle(self, *args: Any, **options: Any) -> None:
        at = datetime.fromisoformat(options["at"]) if options["at"] else datetime.now(UTC)
        towns = {town.id: town.slug for town in all_towns() if options["town"] in ("all", town.slug)}
        if not towns:
            raise CommandError(f"「{options['town']}」という町はありません。")
        for text in options["queries"]:
            query = SearchQuery(text=text, page_size=options["limit"])
            with acting(Acting(system=not options["public"], moment=at)):
                hits = search_everywhere(query, at, towns=towns)
            self._tell(text, hits, towns, as_json=options["as_json"])

    def _tell(
        self, text: str, hits: list[tuple[UUID, SearchHit]], towns: dict[UUID, str], *, as_json: bool
    ) -> None:
        if as_json:
            results = [_row(rank, towns[town], hit) for rank, (town, hit) in enumerate(hits, start=1)]
            self.stdout.write(json.dumps({"query": text, "results": results}, ensure_ascii=False))
            return
        self.stdout.write(f"■ {text}")
        for town, hit in hits:
            why = "・".join(_why(reason) for reason in hit.reasons)
            self.stdout.write(f"  {hit.score:.2f} {hit.name}（{hit.organisation_name}・{towns[town]}） {why}")
        if not hits:
            self.stdout.write("  見つかりません")


def _row(rank: int, town: str, hit: SearchHit) -> dict[str, Any]:
    return {
        "rank": rank,
        "name": hit.name,
        "organisation": hit.organisation_name,
        "town": town,
        "id": str(hit.service_id),
        "key": hit.key,
        "score": hit.score,
        "why": [_why(reason) for reason in hit.reasons],
    }


def _why(reason: Reason) -> str:
    parts = [reason.text, reason.detail, str(reason.metres or ""), str(reason.until or "")]
    said = "→".join(part for part in parts if part)
    return f"{reason.kind.value}:{said}" if said else reason.kind.value
