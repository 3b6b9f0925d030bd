"""Where a first contact stands, as its family reads it: one sentence, who has it, by when one hears."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.desk.actions.intake import intake_by_receipt
from tsunagu.desk.choices import IntakeState, ReachBy
from tsunagu.desk.queries.referrals import referrals_by_receipt, status_for_family
from tsunagu.directory.presenters.language import day_label
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.visitors.receipts import TooManyWrongCodes, receipt_hash
from tsunagu.portal.presenters.terms import name_of

# What the thank-you page promises.
ANSWER_WITHIN_BUSINESS_DAYS = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """The words of the status page."""

    sentence: str
    received: str
    holder: str
    hear_by: str
    word: str
    handovers: list[str]


def progress_of(code: str, *, sender: str, at: datetime) -> Progress | None:
    """What the holder of the code may know; nothing for a wrong code, nor for one who guesses."""
    try:
        intake = intake_by_receipt(code, sender=sender, at=at)
    except TooManyWrongCodes:
        return None
    if intake is None:
        return None
    return Progress(
        sentence=_sentence(intake),
        received=day_label(localdate(intake.received_at)),
        holder=name_of(intake.organisation) if intake.organisation else _("総合支援窓口"),
        hear_by=_hear_by(intake, today=localdate(at)),
        word=intake.word_to_family,
        handovers=status_for_family(referrals=referrals_by_receipt(receipt_hash(code))),
    )


def _sentence(intake: Any) -> str:
    return {
        IntakeState.NEW: _("窓口に届いています。担当の人が、順番に読んでいます。"),
        IntakeState.TAKEN: _("担当の人が決まりました。いま、あなたのことを考えています。"),
        IntakeState.ANSWERED: _("お返事をしました。"),
        IntakeState.CLOSED: _("この相談は終わりました。また困ったときは、いつでも書いてください。"),
    }[IntakeState(intake.state)]


def _hear_by(intake: Any, *, today: date) -> str:
    if intake.state not in {IntakeState.NEW, IntakeState.TAKEN}:
        return ""
    due = add_business_days(localdate(intake.received_at), ANSWER_WITHIN_BUSINESS_DAYS)
    if today > due:
        return _("お待たせしています。急ぐときは、窓口に電話でおたずねください。")
    if intake.reach_by == ReachBy.RECEIPT:
        return _("%(day)sまでに、このページでお知らせします") % {"day": day_label(due)}
    return _("%(day)sまでに、窓口から連絡します") % {"day": day_label(due)}
