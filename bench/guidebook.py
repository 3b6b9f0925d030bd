"""A guidebook of a hundred pages, printed by our press and by WeasyPrint: same text, fonts and pictures.

Each prints in a process of its own, start included, from the ready words of the same book. Putting the
register into words and drawing the QR codes comes before both and is shown beside.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.table import Line, at_most

TITLE = "guidebook of 100 pages (A5, contents, kana index, QR, map sheets, photos)"
LISTINGS, QUICK_LISTINGS = 130, 40
# Every third has a photo; a district fills a map sheet.
A_PHOTO_IN, DISTRICTS = 3, 6
RATIO_GOAL = 1 / 8
MEMORY_GOAL_MIB = 250
AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"


@dataclass(frozen=True, slots=True)
class Run:
    """One process from its start to its end."""

    seconds: float
    mib: float
    failed: bool


def measure(*, quick: bool) -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="guidebook-") as name:
        folder = Path(name)
        words = _prepare(QUICK_LISTINGS if quick else LISTINGS, folder)
        times = 1 if quick else 3
        ours = _best(_ours(), times, folder / "book.json", folder / "ours.bin")
        theirs = _best(_theirs(folder), times, folder / "book.html", folder / "theirs.txt")
        from tsunagu.portal.presenters.guidebook.typesetting import page_count

        yield Line("pages", str(page_count((folder / "ours.bin").read_bytes())), _pages(folder, theirs))
    yield Line("register → words and QR codes", f"{words:.2f} s")
    yield at_most("memory", ours.mib, MEMORY_GOAL_MIB, "MiB")
    if theirs.failed:
        yield Line("words → PDF, whole process", f"{ours.seconds:.2f} s", "WeasyPrint or Pango is missing")
        return
    yield Line("  WeasyPrint's memory", "", f"{theirs.mib:,.1f} MiB")
    ratio = ours.seconds / theirs.seconds
    yield Line(
        "words → PDF, whole process",
        f"{ours.seconds:.2f} s",
        f"{theirs.seconds:.2f} s → {ratio:.3f}",
        f"≤ {RATIO_GOAL:.3f}",
        ratio <= RATIO_GOAL,
    )


def _prepare(listings: int, folder: Path) -> float:
    """Both printers' input, and how long the words took."""
    from bench.guidebook_page import page_of

    _start_django()
    began = time.monotonic()
    book = _book(listings)
    seconds = time.monotonic() - began
    (folder / "book.json").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    (folder / "book.html").write_text(page_of(book), encoding="utf-8")
    return seconds


def _ours() -> list[str]:
    from tsunagu.portal.presenters.guidebook.typesetting import press_command

    return press_command("pdf", AT)


def _theirs(folder: Path) -> list[str]:
    script = (
        "import sys, weasyprint; from pathlib import Path; "
        "document = weasyprint.HTML(string=sys.stdin.read()).render(); "
        f"document.write_pdf({str(folder / 'theirs.pdf')!r}); print(len(document.pages))"
    )
    return [sys.executable, "-c", script]


def _pages(folder: Path, run: Run) -> str:
    return "" if run.failed else (folder / "theirs.txt").read_text().strip()


def _best(command: list[str], times: int, given: Path, answer: Path) -> Run:
    return min((_run(command, given, answer) for _ in range(times)), key=lambda run: run.seconds)


def _run(command: list[str], given: Path, answer: Path) -> Run:
    with given.open("rb") as stdin, answer.open("wb") as stdout:
        began = time.monotonic()
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, used.ru_maxrss / 1024, process.returncode != 0)


def _start_django() -> None:
    """No database is asked: the town exists only here."""
    os.environ.setdefault("TSUNAGU_SECRET_KEY", "bench")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@localhost/none")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagu.project.settings")
    import django  # late: its settings are read from the environment

    django.setup()
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES, "media": {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    }  # fmt: skip


def _book(listings: int) -> dict[str, Any]:
    from tsunagu.kernel.municipality.models import Municipality
    from tsunagu.portal.presenters.guidebook.book import book_of

    town = Municipality(slug="bench", name="見本市", name_kana="ミホンシ")
    return book_of(_material(listings), town=town, at=AT)


def _material(count: int) -> Any:
    from tsunagu.directory.models import TaxonomyTerm
    from tsunagu.directory.queries.guidebooks import Coverage
    from tsunagu.directory.queries.listing import Listing, PhoneLine, Place, Term
    from tsunagu.kernel.identifiers import new_id
    from tsunagu.portal.queries.guidebook import Material, OrganisationToCall

    town = {"municipality_id": new_id(), "scheme": "need"}
    tops = [TaxonomyTerm(**town, key=f"need{n}", name=f"困りごと{n}") for n in range(10)]
    narrow = [
        TaxonomyTerm(**town, key=f"{top.key}-{n}", name=f"{top.name}の{n}", parent=top)
        for top in tops
        for n in range(3)
    ]
    who = [OrganisationToCall(new_id(), f"団体{n}", _reading(n), (f"025-500-{n:04}",)) for n in range(60)]
    text = "予約はいりません。親子で遊べる部屋と、相談できる職員がいます。天気のよい日は庭でも遊べます。"
    listings = [
        Listing(
            id=new_id(),
            name=f"子育て応援ひろば第{n}号",
            name_kana=_reading(n),
            organisation_id=who[n % 60].id,
            organisation_name=who[n % 60].name,
            summary=text,
            description=text * 2,
            how_to_use="電話か窓口で申し込みます。",
            cost_text="1回300円（市民税非課税の家庭は無料）",
            opening_text="月曜から金曜 9:00–16:00（祝日と年末年始は休み）",
            age_text="0歳から就学前まで",
            terms=(Term(narrow[n % 30].name, scheme="need", key=narrow[n % 30].key),
                   Term(tops[(n + 1) % 10].name, scheme="need", key=tops[(n + 1) % 10].key)),
            places=(
                Place(
                    new_id(), f"市民プラザ{n}", name_kana=_reading(n), address=f"見本市本町{n}丁目1-{n}",
                    district=f"見本{n % DISTRICTS}区", latitude=37 + n * 7 % 50 / 1000,
                    longitude=138 + n * 11 % 50 / 1000,
                ),
            ),
            phones=(PhoneLine(f"025-526-{n:04}"),),
            assured_on=AT.date(),
            assured_by="こども課",
        )
        for n in range(count)
    ]  # fmt: skip
    photos = {one.id: _photo(town["municipality_id"]) for one in listings[::A_PHOTO_IN]}
    districts = [f"見本{n}区" for n in range(DISTRICTS)]
    return Material(Coverage(), listings, [*tops, *narrow], who, districts=districts, photos=photos)


def _photo(town_id: UUID) -> Any:
    """As many bytes as a photo of a room has in this size: noise, softened."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages
    from PIL import Image, ImageFilter

    from tsunagu.kernel.identifiers import new_id
    from tsunagu.network.models import Photo
    from tsunagu.network.queries.photos import STORAGE

    photo = Photo(municipality_id=town_id, key=str(new_id()), alt="部屋", widths=[320], heights=[240])
    drawn, content = Image.effect_noise((320, 240), 90).filter(ImageFilter.GaussianBlur(1)), io.BytesIO()
    drawn.convert("RGB").save(content, "JPEG", quality=75)
    storages[STORAGE].save(photo.path(320, "jpg"), ContentFile(content.getvalue()))
    return photo


def _reading(n: int) -> str:
    return _KANA[n % len(_KANA)] + _KANA[n * 7 % len(_KANA)] + "ヒロバ"
