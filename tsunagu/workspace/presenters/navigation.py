"""The way through the staff's house: each entry is shown to those whose role opens it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission

# So many entries are read at a glance; more stand in groups.
FEW = 9


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url_name: str
    icon: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    entries: tuple[Entry, ...]


GROUPS = (
    Group(
        gettext_noop("相談とつなぎ"),
        (
            Entry(gettext_noop("今日"), "desk:today", "home", Permission.CONSULTATION_RECORD),
            Entry(
                gettext_noop("相談を記録"), "desk:consultation-new", "edit", Permission.CONSULTATION_RECORD
            ),
            Entry(gettext_noop("相談の一覧"), "desk:consultations", "note", Permission.CONSULTATION_VIEW),
            Entry(gettext_noop("つなぎ"), "desk:referrals", "handover", Permission.REFERRAL_ANSWER),
            Entry(gettext_noop("滞りを見る"), "desk:oversight", "hourglass", Permission.REFERRAL_OVERSEE),
            Entry(gettext_noop("家庭"), "desk:households", "family", Permission.HOUSEHOLD_SEARCH),
            Entry(gettext_noop("選んだリスト"), "desk:selections", "note", Permission.CONSULTATION_RECORD),
        ),
    ),
    Group(
        gettext_noop("名簿"),
        (
            Entry(
                gettext_noop("社会資源"), "workspace:directory", "list", Permission.DIRECTORY_SUPPORTERS_VIEW
            ),
            Entry(
                gettext_noop("わたしたちの情報"),
                "network:listings",
                "building",
                Permission.DIRECTORY_EDIT_OWN,
            ),
            Entry(
                gettext_noop("変更の確認"), "network:changes", "check-circle", Permission.DIRECTORY_EDIT_ALL
            ),
            Entry(gettext_noop("行事"), "workspace:events", "calendar", Permission.DIRECTORY_EDIT_OWN),
            Entry(gettext_noop("場所と地図"), "workspace:places", "map-pin", Permission.DIRECTORY_EDIT_ALL),
            Entry(gettext_noop("電話番号"), "workspace:phones", "phone", Permission.DIRECTORY_EDIT_ALL),
            Entry(gettext_noop("休日当番医"), "workspace:rota", "stethoscope", Permission.DIRECTORY_EDIT_ALL),
            Entry(
                gettext_noop("一覧の取り込み"), "workspace:imports", "inbox", Permission.DIRECTORY_EDIT_ALL
            ),
            Entry(
                gettext_noop("となりのまち"), "workspace:neighbours", "globe", Permission.DIRECTORY_EDIT_ALL
            ),
        ),
    ),
    Group(
        gettext_noop("町から知らせる"),
        (
            Entry(gettext_noop("お知らせの配信"), "outreach:notices", "mail", Permission.NOTICE_WRITE),
            Entry(gettext_noop("読みものを書く"), "editorial:screens", "edit", Permission.EDITORIAL_WRITE),
            Entry(gettext_noop("コラムを送る"), "editorial:propose", "note", Permission.DIRECTORY_EDIT_OWN),
            Entry(
                gettext_noop("ガイドブック"), "workspace:guidebooks", "book", Permission.DIRECTORY_EDIT_ALL
            ),
        ),
    ),
    Group(
        gettext_noop("住民の声"),
        (
            Entry(gettext_noop("掲示板の確認"), "community:queue", "chat", Permission.COMMUNITY_MODERATE),
            Entry(
                gettext_noop("サークルへの問い合わせ"),
                "community:letters",
                "users",
                Permission.DIRECTORY_EDIT_OWN,
            ),
            Entry(gettext_noop("見つからなかったこと"), "workspace:gaps", "help", Permission.SYNONYM_EDIT),
            Entry(gettext_noop("ことばの対応"), "workspace:synonyms", "search", Permission.SYNONYM_EDIT),
        ),
    ),
    Group(
        gettext_noop("町の記録"),
        (
            Entry(gettext_noop("統計"), "insight:yearly", "chart", Permission.FIGURES_VIEW),
            Entry(gettext_noop("町の決めごと"), "workspace:terms", "clock", Permission.TERMS_SET),
            Entry(gettext_noop("閲覧の記録"), "workspace:journal", "eye", Permission.JOURNAL_VIEW),
            Entry(gettext_noop("アカウント"), "workspace:accounts", "users", Permission.ACCOUNT_MANAGE),
            Entry(gettext_noop("送信箱"), "workspace:outbox", "mail", Permission.OUTBOX_VIEW),
        ),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor; made only when a page asks for it."""
    return {"navigation": SimpleLazyObject(lambda: _entries_for(request))}


def demo_door(request: HttpRequest) -> dict[str, str]:
    """The context processor of the sign-in page: in a demo, the way to its one-click door."""
    town = getattr(request, "town", None)
    return {"demo_door": reverse("demo-door")} if settings.DEMO and town and town.is_demo else {}


def _entries_for(request: HttpRequest) -> list[dict[str, Any]]:
    holder: Holder | None = getattr(request, "holder", None)
    if holder is None:
        return []
    here = request.get_full_path().partition("?")[0]
    open_to_me = [
        (group, [(entry, reverse(entry.url_name)) for entry in group.entries if holder.may(entry.permission)])
        for group in GROUPS
    ]
    addresses = [address for _group, entries in open_to_me for _entry, address in entries]
    # The deepest entry above the page in hand: 「今日」 stands above every page of the desk.
    current = max((address for address in addresses if here.startswith(address)), key=len, default="")
    items: list[dict[str, Any]] = []
    for group, entries in open_to_me:
        if entries and len(addresses) > FEW:
            items.append({"group": _(group.heading)})
        items += [_item(entry, address, is_current=address == current) for entry, address in entries]
    return items


def _item(entry: Entry, address: str, *, is_current: bool) -> dict[str, Any]:
    return {
        "label": _(entry.label),
        "url": address,
        "icon": entry.icon,
        "current": is_current,
        "count": None,
    }
