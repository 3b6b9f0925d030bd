"""「この情報はちがう」: received from anybody, answered by the desk, and the owner is asked."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.visitors.counting import Limit, NotAPerson, TooMany, count_sender
from tsunagu.kernel.visitors.receipts import look_behind, new_code, receipt_hash
from tsunagu.network.actions.asking import ask_about
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.network.actions.letters import answer_reporter
from tsunagu.network.choices import AskReason, ReportKind, ReportState
from tsunagu.network.models import ErrorReport

REPORTS = Limit("network.report", per_sender=5, per_town=60)


class ReportReceipt(NamedTuple):
    """What a reader is given: the report, and the code by which the answer is found."""

    report: ErrorReport
    code: str


class TooManyReports(Exception):
    """This sender, or the whole town, reached the limit of the hour."""


class AlreadyAnswered(Exception):
    """A colleague answered first."""


@transaction.atomic
def report_error(
    *,
    kind: ReportKind,
    at: datetime,
    service_id: UUID | None = None,
    organisation_id: UUID | None = None,
    event_id: UUID | None = None,
    page: str = "",
    text: str = "",
    email: str = "",
    language: str = "ja",
    sender: str = "",
    trap: str = "",
) -> ReportReceipt:
    """A reader says what is wrong with one record, or on a page of many.

    `sender` tells senders apart for an hour; only a hash of it is kept.

    Raises:
        NotAPerson: `trap`, a field hidden from people, was filled in.
        TooManyReports: the limit of the hour is reached.
    """
    if trap:
        raise NotAPerson
    try:
        count_sender(REPORTS, sender=sender, at=at)
    except TooMany:
        raise TooManyReports from None
    code = new_code()
    report = ErrorReport.objects.create(
        service_id=service_id,
        organisation_id=organisation_id,
        event_id=event_id,
        page=page,
        kind=kind,
        text=text.strip(),
        email=email,
        language=language,
        receipt_hash=receipt_hash(code),
        sent_at=at,
    )
    journal.record(
        "network.error_reported", record_id=report.subject_id, by=None, at=at, kind=kind, page=page
    )
    return ReportReceipt(report, code)


@transaction.atomic
def report_by_receipt(code: str, *, sender: str, at: datetime) -> ErrorReport | None:
    """The reader comes back for the answer; from here on the context of the request carries the receipt.

    Raises:
        TooManyWrongCodes: this sender tried too many codes in this hour.
    """
    digest = receipt_hash(code)
    mine = ErrorReport.objects.select_related("service", "organisation", "event").filter(receipt_hash=digest)
    return look_behind(digest, mine.first, sender=sender, at=at)


@transaction.atomic
def answer_report(
    *, report: ErrorReport, answer: str, by: User, at: datetime, ask_the_owner: bool = False
) -> bool:
    """Tell the reader what became of it, and forget their address. True when a letter was written.

    Raises:
        AlreadyAnswered: a colleague was quicker.
    """
    report = (
        ErrorReport.objects.select_for_update(of=("self",))
        .select_related("service__organisation", "organisation", "event")
        .get(id=report.id)
    )
    if report.state != ReportState.NEW:
        raise AlreadyAnswered(report.id)
    report.answer, report.answered_by, report.answered_at = answer.strip(), by, at
    report.state = ReportState.ANSWERED if report.email and report.answer else ReportState.CLOSED
    is_written = bool(report.answer) and answer_reporter(report=report, at=at)
    report.email = ""
    report.save(update_fields=["answer", "answered_by", "answered_at", "state", "email"])
    journal.record("network.report_answered", record_id=report.subject_id, by=by.id, at=at)
    if ask_the_owner and report.service:
        with in_the_towns_name(at=at):
            ask_about(service=report.service, reason=AskReason.REPORTED, at=at)
    return is_written
