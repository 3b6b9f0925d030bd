"""Letters that say that something waits, and never what. Who has no account gets a link to one task."""

from collections.abc import Iterable
from datetime import datetime

from tsunagu.desk.actions.referrals.links import make_link
from tsunagu.desk.actions.referrals.sharing import in_the_towns_name
from tsunagu.desk.models import ReferralTask
from tsunagu.desk.models.referral_choices import SHARED
from tsunagu.desk.queries.referral_people import (
    Addressee,
    address_without_account,
    people_of_both,
    people_of_desk,
    people_of_source,
    people_of_target,
)
from tsunagu.kernel.notify.addresses import page_address
from tsunagu.kernel.notify.letters import write_letter

_CLOSING = (
    "\n\n内容はこのメールには書かれていません。上のページでご覧ください。\nつなぐ（子育て支援ネットワーク）"
)

# Kind of letter → subject and first line.
SENT = (
    "sent",
    "つなぎの依頼が届いています",
    "新しい依頼が届いています。引き受けられるかどうかをお答えください。",
)
RECEIVED_BACK = (
    "back",
    "つなぎが窓口に戻りました",
    "家庭を受け持つのは窓口です。次のつなぎ先を決めてください。",
)
REMINDED = (
    "reminded",
    "つなぎがお返事を待っています",
    "お返事または経過のお知らせを待っている依頼があります。",
)
ESCALATED = ("escalated", "動いていないつなぎがあります", "期限が近いか、期限を過ぎた依頼があります。")
ACCEPTED = ("accepted", "つなぎが引き受けられました", "送った依頼に担当者が決まりました。")
DECLINED = (
    "declined",
    "つなぎにお断りの返事がありました",
    "家庭を受け持つのは窓口です。次のつなぎ先を決めてください。",
)
COMPLETED = ("completed", "つなぎが完了しました", "送った依頼に結果の報告がありました。")
CANCELLED = (
    "cancelled",
    "つなぎの依頼が取りやめになりました",
    "対応は要らなくなりました。ありがとうございました。",
)
ASKED_TO_STOP = (
    "asked_to_stop",
    "つなぎの取りやめの依頼が届いています",
    "取りやめてよいかを確かめてください。",
)
YOUR_REPORT = (
    "report",
    "引き受けたつなぎの経過をお知らせください",
    "次のページから、経過や結果を知らせることができます。",
)
UNANSWERABLE = ("unreachable", "依頼のメールを送れる宛先がありません", "つなぎ先に電話で知らせてください。")

Kind = tuple[str, str, str]


def tell_target(*, task: ReferralTask, kind: Kind, at: datetime) -> None:
    """Write to whoever answers; without an account they get a link of their own."""
    with in_the_towns_name(at=at):
        people = list(people_of_target(task, at=at))
        if people:
            _write(people, task=task, kind=kind, at=at)
            return
        address = address_without_account(task.target_id)
        if not address:
            _write(people_of_desk(task, at=at), task=task, kind=UNANSWERABLE, at=at)
            return
        page = ""
        if task.status in SHARED:
            page = page_address("desk:link", make_link(task=task, sent_to=address, at=at))
        _letter(address, task=task, kind=kind, page=page, at=at)


def tell_source(*, task: ReferralTask, kind: Kind, at: datetime) -> None:
    """Write to whoever sent it."""
    with in_the_towns_name(at=at):
        _write(people_of_source(task, at=at), task=task, kind=kind, at=at)


def tell_desk(*, task: ReferralTask, kind: Kind, at: datetime, oversight: bool = False) -> None:
    """Write to the desk that holds the family, unless it is the source and was told already."""
    with in_the_towns_name(at=at):
        _write(people_of_desk(task, at=at, oversight=oversight), task=task, kind=kind, at=at)


def tell_both(*, task: ReferralTask, kind: Kind, at: datetime) -> None:
    """Write to the sender and to the desk, each person once."""
    with in_the_towns_name(at=at):
        _write(people_of_both(task, at=at), task=task, kind=kind, at=at)


def _write(people: Iterable[Addressee], *, task: ReferralTask, kind: Kind, at: datetime) -> None:
    page = page_address("desk:referral", task.id)
    for person in people:
        _letter(person.email, task=task, kind=kind, page=page, at=at)


def _letter(to: str, *, task: ReferralTask, kind: Kind, page: str, at: datetime) -> None:
    key, subject, line = kind
    body = f"{line}\n\n{page}{_CLOSING}" if page else line
    write_letter(to=to, subject=subject, body=body, kind=f"referral.{key}", at=at, about_id=task.id)
