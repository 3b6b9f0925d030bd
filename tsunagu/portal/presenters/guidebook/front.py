"""The pages before the chapters: cover, numbers for an emergency, the desk, how to read."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tsunagu.directory.models import GuidebookLanguage
from tsunagu.directory.presenters.guidebooks import (
    day_in_both_calendars,
    edition_words,
    part_words,
    title_words,
)
from tsunagu.directory.presenters.pages import OrganisationPage
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.words import with_remark
from tsunagu.portal.presenters.guidebook.addresses import Addresses, qr_code
from tsunagu.portal.presenters.helplines import NIGHT_LINES
from tsunagu.portal.queries.guidebook import Material


def cover(material: Material, *, at: datetime, addresses: Addresses) -> dict[str, Any]:
    home = addresses.home()
    return {
        "town": addresses.town.name,
        "title": title_words(),
        "part": part_words(material.coverage),
        "easy": _("やさしい日本語") if material.coverage.language == GuidebookLanguage.EASY else "",
        "day": day_in_both_calendars(at),
        "publisher": addresses.town.name,
        "desk": _("窓口：%(desk)s") % {"desk": material.desk.name} if material.desk else "",
        "phone": material.desk_phone,
        "note": _("いちばん新しい情報は、こちらから見られます。"),
        "address": home,
        "qr": qr_code(home),
        "qr_text": _("町の子育て情報のページのQRコード"),
    }


def emergency() -> dict[str, Any]:
    """What the emergency page of the site says, and the lines that answer day and night."""
    at_once = [
        ("110", _("警察。暴力をふるわれている、身の危険を感じる")),
        ("119", _("救急・消防。けが、急な病気、意識がない")),
        (
            "189",
            _("児童相談所（いちはやく）。虐待かもしれない、子どもに手を上げそうでつらい。24時間"),
        ),
    ]
    named = {number for number, _who in at_once}
    return {
        "title": _("緊急の電話番号"),
        "lead": _("迷ったら、かけてください。話せないときは、つながったまま待っていても大丈夫です。"),
        "at_once": [{"number": number, "who": who} for number, who in at_once],
        "lines_title": _("夜でも話せる電話"),
        "lines": [
            {"number": line.number, "who": str(line.who), "when": str(line.when)}
            for line in NIGHT_LINES
            if line.number not in named
        ],
        "own": _("かかりつけの病院・家族の電話番号（書いておきましょう）"),
    }


def desk(material: Material, *, addresses: Addresses) -> dict[str, Any] | None:
    """Whom to ask when one does not know whom to ask; nothing in a town without a desk."""
    if material.desk is None:
        return None
    page = OrganisationPage(material.desk)
    ask = addresses.ask()
    return {
        "title": _("まよったら、ここへ"),
        "lead": _("どこに聞けばよいか分からないときは、総合支援窓口に聞いてください。"
                  "いっしょに考え、合うところにつなぎます。"),
        "name": page.name,
        "reading": material.desk.name_kana,
        "description": page.description,
        "phones": [with_remark(call.number, call.label) for call in page.calls] or [
            one for one in (material.desk_phone,) if one
        ],
        "phone_title": _("電話"),
        "phone_unknown": _("電話番号は確認中です。"),
        "place_title": _("場所"),
        "places": [
            with_remark(place.name, place.address or place.district) for place in page.places
        ],
        "promises_title": _("窓口の約束"),
        "promises": [
            _("相談は無料です。名前を言わなくても話せます。"),
            _("話したことを、だまってほかの人に伝えません。"),
            _("電話が苦手なときは、窓口が代わりに連絡します。"),
        ],
        "write": _("このQRコードから、文字でも相談できます。"),
        "address": ask,
        "qr": qr_code(ask),
        "qr_text": _("相談を送るページのQRコード"),
    }  # fmt: skip


def how_to_read(desk_phone: str) -> dict[str, Any]:
    told = _("「まだ分からないこと」は、まだ確かめられていないことです。「ない」という意味ではありません。")
    if desk_phone:
        told += _("知りたいときは、窓口（%(phone)s）に聞いてください。") % {"phone": desk_phone}
    return {
        "title": _("この本の読み方"),
        "points": [
            {
                "head": _("困りごとから探す"),
                "text": _("章は「預けたい」「相談したい」などの困りごとで分かれています。"
                          "一つのサービスは一か所にだけ載せ、ほかの章からはページ番号で案内します。"),
            },
            {
                "head": _("名前から探す"),
                "text": _("うしろの「五十音のさくいん」には、すべてのサービスの名前とページがあります。"
                          "団体の名前と電話番号は「団体のさくいん」にあります。"),
            },
            {
                "head": _("QRコード"),
                "text": _("スマートフォンのカメラを向けると、そのサービスの新しい情報のページが開きます。"
                          "休みや変更は、行く前にここで確かめてください。"),
            },
            {"head": _("まだ分からないこと"), "text": told},
            {
                "head": _("最終確認"),
                "text": _("載せている内容を、その団体や窓口が最後に確かめた日です。"
                          "古いものや「まだ確認されていません」とあるものは、電話で確かめてください。"),
            },
        ],
    }  # fmt: skip


def colophon(material: Material, *, at: datetime, town: Municipality) -> dict[str, Any]:
    """Who made the book, from what, and whom to tell of a mistake."""
    pairs = [
        (_("書名"), f"{town.name} {title_words()} {edition_words(material.coverage)}"),
        (_("つくった日"), day_in_both_calendars(at)),
        (_("発行"), town.name),
        (_("窓口"), material.desk.name if material.desk else ""),
        (_("連絡先"), material.desk_phone),
        (_("載せた数"), str(len(material.listings))),
    ]
    return {
        "title": _("この本について"),
        "pairs": [{"label": label, "value": value} for label, value in pairs if value],
        "note": _("この本は、町の子育て情報のサイトに載っている内容から作りました。"
                  "まちがいに気づいたら、発行者に知らせてください。次の版で直します。"),
    }  # fmt: skip
