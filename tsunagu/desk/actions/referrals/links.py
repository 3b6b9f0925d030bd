"""The door for members without an account: a signed link, a code in a second mail, one answer, closed."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from tsunagu.desk.models import ReferralLink, ReferralTask
from tsunagu.desk.models.referral_choices import SHARED
from tsunagu.desk.queries.referral_terms import terms_of_town
from tsunagu.kernel.audit.journal import record
from tsunagu.kernel.notify.letters import write_letter

SALT = "desk.referral-link"
CODE_MINUTES = 10
CODES_PER_LINK = 5
WRONG_CODES_PER_LINK = 5


class LinkClosed(Exception):
    """Used, expired, guessed, or its task is over: the visitor is told one and the same."""


class WrongCode(Exception):
    """The code was mistyped or is too old."""


def make_link(*, task: ReferralTask, sent_to: str, at: datetime) -> str:
    """A fresh link for a task; an older unused one stops working. Returns the token of the letter."""
    ReferralLink.objects.filter(task=task, used_at=None).update(used_at=at)
    link = ReferralLink.objects.create(
        task=task, sent_to=sent_to, made_at=at, ends_at=at + timedelta(days=terms_of_town().link_days)
    )
    return signing.dumps([str(task.id), str(link.id)], salt=SALT)


def read_token(token: str) -> tuple[UUID, UUID]:
    """The task and link that we signed.

    Raises:
        LinkClosed: we did not sign this.
    """
    try:
        task_id, link_id = signing.loads(token, salt=SALT)
        return UUID(task_id), UUID(link_id)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkClosed from None


def open_link(*, task_id: UUID, link_id: UUID, at: datetime) -> ReferralLink:
    """The link, while it opens anything. Act with `link=task_id` first.

    Raises:
        LinkClosed: it was used, is too old, or its task is over.
    """
    link = (
        ReferralLink.objects.select_for_update(of=("self",))
        .select_related("task")
        .filter(id=link_id, task_id=task_id, used_at=None, ends_at__gt=at, task__status__in=SHARED)
        .first()
    )
    if link is None or link.wrong_codes >= WRONG_CODES_PER_LINK:
        raise LinkClosed
    return link


@transaction.atomic
def send_code(*, link: ReferralLink, at: datetime) -> None:
    """Mail a six-digit code to the address that the link went to; an earlier code is void.

    Asked for on a page, so the letter speaks the language of that page.

    Raises:
        LinkClosed: too many codes were asked for.
    """
    if link.codes_sent >= CODES_PER_LINK:
        raise LinkClosed
    code = f"{secrets.randbelow(1_000_000):06d}"
    link.code_hash, link.code_ends_at = _hash(link, code), at + timedelta(minutes=CODE_MINUTES)
    link.codes_sent += 1
    link.save(update_fields=["code_hash", "code_ends_at", "codes_sent"])
    write_letter(
        to=link.sent_to,
        subject=_("確認番号のお知らせ"),
        body="\n\n".join(
            (
                _("確認番号は %(code)s です。%(minutes)s分のあいだ使えます。")
                % {"code": code, "minutes": CODE_MINUTES},
                _("心あたりがないときは、何もしないでください。"),
            )
        ),
        kind="referral.code",
        at=at,
        about_id=link.task_id,
    )


@transaction.atomic
def confirm_code(*, link: ReferralLink, code: str, at: datetime) -> str:
    """Exchange the code for a key that only this browser holds.

    Raises:
        WrongCode: mistyped or too old; the attempt is counted by `count_wrong_code`.
    """
    given = _hash(link, code.strip())
    if link.code_ends_at is None or link.code_ends_at <= at or not hmac.compare_digest(link.code_hash, given):
        raise WrongCode
    key = secrets.token_urlsafe(24)
    link.key_hash, link.code_hash, link.code_ends_at = _hash(link, key), "", None
    link.save(update_fields=["key_hash", "code_hash", "code_ends_at"])
    record("referral.link_confirmed", record_id=None, by=None, at=at, task=str(link.task_id))
    return key


@transaction.atomic
def count_wrong_code(*, link: ReferralLink, at: datetime) -> None:
    """After a few wrong codes the link is dead, whoever types."""
    link.wrong_codes += 1
    link.save(update_fields=["wrong_codes"])
    record("referral.link_wrong_code", record_id=None, by=None, at=at, task=str(link.task_id))


def is_confirmed(link: ReferralLink, key: str) -> bool:
    """Whether this browser typed the code."""
    return bool(link.key_hash) and hmac.compare_digest(link.key_hash, _hash(link, key))


@transaction.atomic
def spend_link(*, link: ReferralLink, at: datetime) -> None:
    """One link, one answer."""
    ReferralLink.objects.filter(id=link.id).update(used_at=at, key_hash="")


def _hash(link: ReferralLink, secret: str) -> str:
    return hashlib.sha256(f"{link.id}:{secret}".encode()).hexdigest()
