"""`tsunagu seed`: build the life of the demo towns through the real actions."""

import time
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tsunagu.project.demo.cast import cast_of
from tsunagu.project.demo.founding import town_slugs
from tsunagu.project.demo.fresh import NotADemo, begun_towns, built_towns, empty_demo
from tsunagu.project.demo.stages import Stage, Wish, build_town
from tsunagu.project.demo.tally import tally_of
from tsunagu.project.demo.year import JST

FIXED_HOUR = 10


class Command(BaseCommand):
    help = "デモの町の暮らしを、日付は今日を基準に、本物の操作を通して作ります。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stage",
            choices=[stage.value for stage in Stage],
            default=Stage.OPENING.value,
            help="opening 初日、spring 4月の数週間、busy 1年分の窓口、year_end 年度の終わりまで",
        )
        parser.add_argument(
            "--town", action="append", choices=town_slugs(), help="この町だけ（くり返せます）"
        )
        parser.add_argument("--if-empty", action="store_true", help="デモがもうあれば何もしません")
        parser.add_argument("--anew", action="store_true", help="今のデモを消して作り直します")
        parser.add_argument("--seed", type=int, default=20260401, help="同じ数なら同じ町になります")
        parser.add_argument("--today", type=date.fromisoformat, help="この日の10時を「今」とします")
        parser.add_argument("--scale", type=float, default=1.0, help="1年の量をこの倍率にします（試験用）")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("seed は TSUNAGU_DEMO=1 のときだけ動きます。本番の町に架空の人は作りません。")
        slugs = self._towns_to_build(
            options["town"] or town_slugs(), if_empty=options["if_empty"], anew=options["anew"]
        )
        if not slugs:
            self.stdout.write("デモの町はもうあります。")
            return
        wish = Wish(Stage(options["stage"]), options["seed"], _now(options["today"]), options["scale"])
        started = time.monotonic()
        for number, slug in enumerate(slugs, start=1):
            self._build(f"{number}/{len(slugs)}", slug, wish)
        self.stdout.write(f"できました（{time.monotonic() - started:.1f}秒）。")

    def _towns_to_build(self, wanted: list[str], *, if_empty: bool, anew: bool) -> list[str]:
        """Which towns are to be made now, after what stood in their way was emptied or refused."""
        begun, built = begun_towns(), built_towns()
        if anew:
            self._empty(begun)
            return wanted
        if if_empty and begun != built:
            # An interrupted demo is half a town; whoever asks for one at all wants it whole.
            self._empty(begun)
            return [slug for slug in town_slugs() if slug in begun or slug in wanted]
        if if_empty:
            return [slug for slug in wanted if slug not in built]
        if there := begun & set(wanted):
            names = "、".join(sorted(there))
            raise CommandError(f"デモの町（{names}）がもうあります。作り直すには --anew を付けてください。")
        return wanted

    def _empty(self, begun: set[str]) -> None:
        if not begun:
            return
        try:
            empty_demo()
        except NotADemo as refused:
            raise CommandError("デモでない町があるので、消しません。") from refused
        self.stdout.write("今までのデモを消しました。")

    def _build(self, step: str, slug: str, wish: Wish) -> None:
        started = time.monotonic()
        town = build_town(slug, wish, tell=lambda words: self.stdout.write(f"  {slug} {words}"))
        tally = tally_of(town)
        self.stdout.write(
            f"{step} {town.municipality.name}：人物{len(cast_of(slug))}、資源{tally.services}、"
            f"家庭{tally.households}、相談{tally.consultations}（延べ{tally.people}人・{tally.questions}件・開設{tally.days}日）、"
            f"つなぎ{tally.referrals}（{time.monotonic() - started:.1f}秒）"
        )


def _now(today: date | None) -> datetime:
    if today is None:
        return timezone.now()
    return datetime(today.year, today.month, today.day, FIXED_HOUR, tzinfo=JST)
