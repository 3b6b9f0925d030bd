"""Words that nobody will read again are erased; that something was written and decided, stays."""

from datetime import datetime, timedelta

from django.db import transaction

from tsunagu.community.actions.inquiries import SILENT_AFTER
from tsunagu.community.choices import ENDED, AppealState, InquiryState
from tsunagu.community.models import AbuseReport, Appeal, Inquiry, InquiryAddress, InquiryLine, Post
from tsunagu.community.queries.terms import terms_of_board
from tsunagu.kernel.audit import journal

# Stands where a reader had said why: that somebody had, stays.
ERASED = "…"


@transaction.atomic
def erase_ended_posts(*, at: datetime) -> int:
    """Erase what was withdrawn, declined or removed long enough ago, unless an appeal waits; how many."""
    until = at - timedelta(days=terms_of_board().erase_after_days)
    waiting = Appeal.objects.filter(state=AppealState.OPEN).exclude(post__state="withdrawn").values("post")
    ended = Post.objects.filter(state__in=ENDED, ended_at__lte=until, erased_at=None).exclude(id__in=waiting)
    ids = list(ended.values_list("id", flat=True))
    if not ids:
        return 0
    Post.objects.filter(id__in=ids).update(text="", title="", display_name="", erased_at=at)
    AbuseReport.objects.filter(post__in=ids).exclude(text="").update(text=ERASED)
    Appeal.objects.filter(post__in=ids).update(text="")
    journal.record("community.posts_erased", record_id=None, by=None, at=at, count=len(ids))
    return len(ids)


@transaction.atomic
def forget_letters(*, at: datetime) -> int:
    """Close what has been silent for long, and erase what ended long enough ago; how many were erased."""
    silent = Inquiry.objects.filter(state=InquiryState.OPEN, last_at__lte=at - SILENT_AFTER)
    silent.update(state=InquiryState.CLOSED, ended_at=at)
    InquiryAddress.objects.exclude(inquiry__state=InquiryState.OPEN).delete()
    until = at - timedelta(days=terms_of_board().erase_after_days)
    ended = Inquiry.objects.exclude(state=InquiryState.OPEN).filter(ended_at__lte=until, erased_at=None)
    ids = list(ended.values_list("id", flat=True))
    if ids:
        InquiryLine.objects.filter(inquiry__in=ids).update(text="")
        Inquiry.objects.filter(id__in=ids).update(display_name="", sender="", erased_at=at)
        journal.record("community.letters_erased", record_id=None, by=None, at=at, count=len(ids))
    return len(ids)
