"""A member proposes; the desk makes it a page, or says why not. Members never meet the editors' screens."""

from datetime import datetime

from django.db import transaction
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from wagtail.models import Page

from tsunagu.editorial.actions.found_tree import found_tree
from tsunagu.editorial.choices import ProposalKind, ProposalState, SectionKind
from tsunagu.editorial.models import CitizenReport, Column, Proposal, Section
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.addresses import page_address
from tsunagu.kernel.notify.letters import write_letter


class AlreadyAnswered(Exception):
    """Somebody was quicker."""


@transaction.atomic
def propose(*, kind: ProposalKind, title: str, signed: str, text: str, by: User, at: datetime) -> Proposal:
    """Send a column or a report to the desk."""
    proposal = Proposal.objects.create(
        kind=kind, title=title, signed=signed, text=text, sent_by=by, sent_at=at
    )
    journal.record("editorial.proposed", record_id=proposal.id, by=by.id, at=at, kind=kind)
    return proposal


@transaction.atomic
def take_proposal(*, proposal: Proposal, by: User, at: datetime) -> Page:
    """Make it a draft that an editor finishes: pictures, easy Japanese, then the desk's review."""
    _answer(proposal, ProposalState.TAKEN, by=by, at=at)
    found_tree(town=Municipality.objects.get(id=proposal.municipality_id))
    body = [("text", linebreaks(escape(proposal.text)))]
    named = {"title": proposal.title, "slug": f"p{new_id().hex[-10:]}", "live": False, "owner": by}
    if proposal.kind == ProposalKind.COLUMN:
        page: Page = Column(author=proposal.signed, body=body, **named)
        kind = SectionKind.COLUMNS
    else:
        page = CitizenReport(reporter=proposal.signed, body=body, **named)
        kind = SectionKind.REPORTS
    Section.objects.get(kind=kind).add_child(instance=page)
    page.save_revision(user=by)
    proposal.page = page
    proposal.save(update_fields=["page"])
    _tell(proposal, _("お送りいただいた「%(title)s」を、公開に向けて整えます。"), at=at)
    return page


@transaction.atomic
def decline_proposal(*, proposal: Proposal, answer: str, by: User, at: datetime) -> Proposal:
    """Say why it does not become a page."""
    _answer(proposal, ProposalState.DECLINED, by=by, at=at, answer=answer)
    _tell(proposal, _("お送りいただいた「%(title)s」の公開は見送りました。"), at=at)
    return proposal


def _answer(proposal: Proposal, state: ProposalState, *, by: User, at: datetime, answer: str = "") -> None:
    """Raises: AlreadyAnswered."""
    if proposal.state != ProposalState.SENT:
        raise AlreadyAnswered(proposal)
    proposal.state, proposal.answered_by, proposal.answered_at, proposal.answer = state, by, at, answer
    proposal.save(update_fields=["state", "answered_by", "answered_at", "answer"])
    journal.record(f"editorial.proposal_{state}", record_id=proposal.id, by=by.id, at=at)


def _tell(proposal: Proposal, words: str, *, at: datetime) -> None:
    said = words % {"title": proposal.title}
    body = "\n\n".join(part for part in (said, proposal.answer, page_address("editorial:propose")) if part)
    write_letter(
        to=proposal.sent_by.email, subject=said, body=body, kind="editorial.proposal", at=at,
        about_id=proposal.id,
    )  # fmt: skip
