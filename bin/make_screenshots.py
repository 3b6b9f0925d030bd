#!/usr/bin/env python
"""Pictures of every main screen, on a phone and on a PC, into docs/screenshots/.

Builds the demo in a scratch folder (`--stage busy` for joetsu, unless told otherwise), signs in as the cast
does, and goes where they go, in the journeys' own town and windows: a picture shows what a test saw.
"""

import argparse
import base64
import contextlib
import os
import re
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402  # after the path is known

from tests.journeys.conftest import CHROMIUM, FLAGS  # noqa: E402
from tests.journeys.people import Colleague, People, Person, Visitor  # noqa: E402
from tests.journeys.running_town import RunningTown, running_town  # noqa: E402
from tsunagu.project import installation  # noqa: E402

PLACE = ROOT / "docs" / "screenshots"
SIZES = {375: {"width": 375, "height": 812}, 1280: {"width": 1280, "height": 900}}
OTHER_TOWNS = ("nagaoka", "koganei", "kochi", "saitama", "niiza")
# Screens that are reached by their address alone: name → path.
ANYBODYS = {
    "home-zh": "/zh/", "home-pt": "/pt/", "home-vi": "/vi/",
    "map": "/map/", "phones": "/phones/", "emergency": "/emergency/", "calendar": "/calendar/",
    "organisations": "/organisations/", "path": "/path/", "guidebook": "/guidebook/",
    "open-data": "/open-data/", "pages": "/pages/", "columns": "/pages/columns/", "board": "/board/",
    "board-rules": "/board/rules/", "board-write": "/board/write/", "visits": "/visits/",
    "notices": "/notices/", "notices-subscribe": "/notices/subscribe/", "wrong": "/wrong/phones/",
    "neighbours": "/neighbours/",
}  # fmt: skip
A_MANAGERS = {
    "events": "/work/events/", "event-new": "/work/events/new/", "rota": "/work/directory/rota/",
    "imports": "/work/directory/import/", "phones-staff": "/work/directory/phones/",
    "phone-new": "/work/directory/phones/new/", "places-staff": "/work/directory/places/",
    "place-new": "/work/directory/places/new/", "freshness": "/work/listings/freshness/",
    "calls": "/work/listings/calls/", "changes": "/work/listings/changes/",
    "renewals": "/work/listings/renewals/", "photos-waiting": "/work/listings/photos/",
    "reports": "/work/listings/reports/", "gaps": "/work/gaps/", "guidebook-staff": "/work/guidebook/",
    "selections": "/work/desk/selections/", "notices-staff": "/work/notices/",
    "notice-new": "/work/notices/new/", "moderation": "/work/community/",
    "proposals": "/work/write/waiting/", "editors": "/work/pages/",
    "neighbours-staff": "/work/directory/neighbours/", "terms": "/work/terms/",
}  # fmt: skip
A_MEMBERS = {
    "listings": "/work/listings/", "letters-to-circle": "/work/community/letters/", "propose": "/work/write/",
}  # fmt: skip
# An interface has few colours: its picture is kept as a palette of at most 256.
PALETTE_OF = """async (picture) => {
  const blob = await (await fetch("data:image/png;base64," + picture)).blob();
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const data = context.getImageData(0, 0, image.width, image.height).data;
  const counted = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counted.set(colour, (counted.get(colour) ?? 0) + 1);
  }
  const all = [...counted].sort((one, other) => other[1] - one[1]).map(([colour]) => colour);
  const palette = [];
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const distance = (one, other) => {
    const [red, green, blue] = parts(one), [red2, green2, blue2] = parts(other);
    return Math.abs(red - red2) + Math.abs(green - green2) + Math.abs(blue - blue2);
  };
  for (let limit = all.length > 256 ? 4 : 1; palette.length === 0; limit += 2) {
    for (const colour of all) {
      if (!palette.some((kept) => distance(kept, colour) < limit)) palette.push(colour);
    }
    if (palette.length > 256) palette.length = 0;
  }
  const nearest = new Map(all.map((colour) => {
    let best = 0, least = Infinity;
    palette.forEach((kept, index) => {
      const far = distance(kept, colour);
      if (far < least) [least, best] = [far, index];
    });
    return [colour, best];
  }));
  let text = "";
  for (let row = 0; row < image.height; row += 1) {
    const line = new Uint8Array(image.width);
    for (let x = 0; x < image.width; x += 1) {
      const at = (row * image.width + x) * 4;
      line[x] = nearest.get((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    }
    text += String.fromCharCode(0, ...line);
  }
  return {width: image.width, height: image.height, palette, rows: btoa(text)};
}"""
README_PAGE = """<!doctype html><meta charset="utf-8"><style>
  body {{ margin: 0; padding: 40px 48px; width: 1184px; background: #e9e2d4; }}
  body {{ display: flex; gap: 32px; align-items: end; }}
  img {{ display: block; border-radius: 12px; border: 1px solid #cfc5b1; }}
  .pc {{ width: 890px; }} .phone {{ width: 262px; border-radius: 22px; }}
</style>
<img class="pc" src="data:image/png;base64,{pc}">
<img class="phone" src="data:image/png;base64,{phone}">"""


class Album:
    """Takes the pictures and keeps them small."""

    def __init__(self, browser: Browser, only: str) -> None:
        self.only = re.compile(only)
        self.dark_room = browser.new_page(viewport={"width": 1280, "height": 720})

    def take(self, person: Person, name: str) -> None:
        """The page as it stands in the person's window, in both sizes."""
        if not self.only.search(name):
            return
        for width, size in SIZES.items():
            person.page.set_viewport_size(size)
            person.page.evaluate("scrollTo(0, 0)")
            self._keep(f"{name}-{width}", person.page.screenshot(animations="disabled"))
        person.page.set_viewport_size(SIZES[1280])

    def compose_readme(self) -> None:
        """The desk's board and a family's phone side by side."""
        pc, phone = (
            base64.b64encode((PLACE / name).read_bytes()).decode()
            for name in ("today-1280.png", "home-375.png")
        )
        self.dark_room.set_content(README_PAGE.format(pc=pc, phone=phone))
        self._keep("readme", self.dark_room.locator("body").screenshot())

    def _keep(self, name: str, picture: bytes) -> None:
        found = self.dark_room.evaluate(PALETTE_OF, base64.b64encode(picture).decode())
        palette = b"".join(colour.to_bytes(3, "big") for colour in found["palette"])
        small = _png(found["width"], found["height"], palette, base64.b64decode(found["rows"]))
        (PLACE / f"{name}.png").write_bytes(small)
        print(f"  {name}.png {len(small) // 1024 + 1} KB")


def _png(width: int, height: int, palette: bytes, rows: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    pixels = zlib.compress(rows, 9)
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, content) for kind, content in parts)


def public_pages(people: People, album: Album) -> None:
    """What anybody sees."""
    visitor = people.a_visitor_at_a_desk()
    visitor.page.goto(f"{visitor.address}/")
    album.take(visitor, "towns")
    for name, path in (("home", "/"), ("home-en", "/en/"), ("home-easy", "/easy/")):
        album.take(visitor.opens(path), name)
    album.take(visitor.opens("/now/"), "open-now")
    album.take(visitor.opens("/search/?q=夜泣き+つらい"), "search")
    visitor.page.get_by_role("article").get_by_role("link").first.click()
    album.take(visitor, "service")
    album.take(visitor.opens("/work/account/login/"), "sign-in")
    album.take(visitor.opens("/work/demo/"), "demo-door")
    album.take(visitor.opens("/no-such-page/"), "error")
    for name, path in ANYBODYS.items():
        album.take(visitor.opens(path), name)


def first_contact(people: People, album: Album) -> None:
    """A family asks."""
    mother: Visitor = people.a_visitor_at_a_desk()
    mother.opens("/search/?q=一時預かり").page.get_by_role("article").get_by_role("link").first.click()
    album.take(mother.follows("ここにつないでほしい"), "ask-stop")
    mother.follows("危険はない。相談をつづける")
    album.take(mother, "ask-form")
    mother.writes(
        "どんなことで困っていますか", "夜泣きが続いて、わたしも眠れません。少しの間、預けたいです。"
    )
    mother.chooses("連絡しないで。受付番号で自分で見ます").presses("窓口に送る")
    album.take(mother.notes_the_receipt_code(), "ask-receipt")
    album.take(mother.looks_up_the_request(), "ask-status")


def the_desk(people: People, album: Album) -> None:
    """A consultation worker's day."""
    worker = people.a_colleague("つむぎ野 ほのか")
    album.take(worker.opens("/work/desk/"), "today")
    album.take(worker.opens("/work/desk/consultations/"), "consultations")
    album.take(worker.opens("/work/desk/referrals/"), "referrals")
    family = a_family_on_its_way(worker)
    name = worker.page.get_by_role("heading", level=1).inner_text().removesuffix("さん")
    album.take(worker, "household")
    worker.opens("/work/desk/consultations/new/").chooses("2 電話")
    worker.page.get_by_label("だれ").first.press_sequentially(name)
    worker.sees("この中にいますか").writes("相談の種類", "1 5")
    worker.writes("聞いたこと", "下の子が生まれてから、上の子が眠らない。少し預けて休みたい。")
    worker.page.get_by_label("資源をさがす").press_sequentially("一時預かり")
    worker.sees("つなぎを受ける")
    album.take(worker, "record")
    worker.page.goto("about:blank")
    worker.opens(family).page.get_by_role("link", name="つなぐ", exact=True).click()
    album.take(worker, "referral-choose")
    worker.page.get_by_role("link", name="ここへつなぐ").first.click()
    album.take(worker, "referral-send")
    worker.opens("/work/desk/referrals/").opens_from_the_column("送った", "")
    album.take(worker, "referral")
    album.take(worker.opens("/work/directory/?q=一時預かり"), "directory")
    album.take(worker.opens("/work/components/"), "gallery")


def a_family_on_its_way(worker: Colleague) -> str:
    """The path of a family whom somebody has right now; the worker is on its page."""
    worker.opens("/work/desk/households/")
    links = worker.page.get_by_role("rowheader").get_by_role("link")
    paths = links.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    for path in paths[:40]:
        worker.opens(path)
        if worker.page.locator(".owner-line").count():
            break
    return worker.place


def the_others(people: People, album: Album) -> None:
    """A member, the manager, the chief and the administrator."""
    album.take(people.a_colleague("ほし空 れい").opens("/work/desk/referrals/"), "member-board")
    member = people.a_colleague("そよ風 ひなの")
    for name, path in A_MEMBERS.items():
        album.take(member.opens(path), name)
    manager = people.a_colleague("ひだまり山 さち")
    album.take(manager.opens("/work/synonyms/"), "synonyms")
    for name, path in A_MANAGERS.items():
        album.take(manager.opens(path), name)
    chief = people.a_colleague("わかば台 まこと")
    album.take(chief.opens("/work/desk/oversight/"), "oversight")
    album.take(chief.opens("/work/figures/"), "figures-yearly")
    album.take(chief.opens("/work/figures/place/"), "figures-breakdown")
    administrator = people.a_colleague("石だたみ けい")
    album.take(administrator.opens("/work/accounts/"), "accounts")
    album.take(administrator.follows("つむぎ野 ほのか"), "account")
    administrator.opens("/work/accounts/new/").writes("氏名", "しずく沢 あん")
    administrator.writes("メールアドレス", "shizukusawa@")
    album.take(administrator.presses("案内を送る"), "account-new")


ROUNDS: tuple[Callable[[People, Album], None], ...] = (public_pages, first_contact, the_desk, the_others)


@contextlib.contextmanager
def demo(stage: str) -> Iterator[RunningTown]:
    """A scratch installation with a lively joetsu and five towns on their first day."""
    others = tuple(word for town in OTHER_TOWNS for word in ("--town", town))
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as keep_up:
        os.environ["TSUNAGU_VAR"] = scratch
        installation.prepare(None, keep_up=keep_up)
        seeds = (("--stage", stage, "--town", "joetsu"), ("--stage", "opening", *others))
        with running_town(Path(scratch), *seeds) as town:
            yield town


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--stage", default="busy", help="how lively joetsu is (opening|spring|busy|year_end)"
    )
    options.add_argument("--only", default="", help="a pattern: only the pictures whose name it fits")
    chosen = options.parse_args()
    PLACE.mkdir(parents=True, exist_ok=True)
    print("デモの町を作っています …")
    with demo(chosen.stage) as town, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        album = Album(browser, chosen.only)
        for go_round in ROUNDS:
            people = People(browser=browser, address=town.address)
            go_round(people, album)
            people.leave()
        album.compose_readme()
        browser.close()


if __name__ == "__main__":
    main()
