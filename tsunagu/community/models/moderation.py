# ruff: noqa: S608 - the SQL of a trigger is made of our own words
"""What was decided about posts, who complained, and who asked for a second look."""

from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models import Q

from tsunagu.community.choices import AbuseKind, AppealState, Reason, Verdict
from tsunagu.community.models.post import Post
from tsunagu.community.models.security import REFUSE, WORKS_ON_IT, of_my_post
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import Policy, RowSecurity, floor, here
from tsunagu.kernel.municipality.models import TownModel

_NEEDS_REASON = (Verdict.DECLINED, Verdict.REMOVED)
_ANOTHER_PERSON = f"""
    IF NEW.decided_by_id = (SELECT d.by_id FROM community_decision AS d WHERE d.id = NEW.against_id) THEN
        RAISE EXCEPTION 'appeal: another person decides than who decided before' {REFUSE};
    END IF;
    RETURN NEW;
"""


class Decision(TownModel):
    """One decision of one moderator about one post; it is never changed.

    Growth: one for each post, and a few more.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("moderators_decide", here(WORKS_ON_IT)),
            Policy("writer_reads_with_the_receipt", here(of_my_post()), command="SELECT"),
        ),
        append_only=True,
    )

    post = models.ForeignKey(Post, verbose_name="投稿", on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField("決めたこと", max_length=10, choices=Verdict.choices)
    reason = models.CharField("理由", max_length=12, choices=Reason.choices, blank=True, default="")
    # The writer reads it beside the reason.
    note = models.CharField("書いた人へのひとこと", max_length=400, blank=True, default="")
    by = models.ForeignKey(User, verbose_name="決めた人", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("決めた日時")

    post_id: UUID
    by_id: UUID

    class Meta:
        verbose_name = "投稿についての判断"
        verbose_name_plural = "投稿についての判断"
        indexes = [models.Index(fields=["post", "-at"])]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="decision_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict__in=_NEEDS_REASON, reason__in=Reason.values)
                | ~Q(verdict__in=_NEEDS_REASON) & Q(reason=""),
                name="decision_against_a_post_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason=Reason.OTHER) | ~Q(note=""), name="decision_other_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.verdict}"


class AbuseReport(TownModel):
    """A reader says that a post should not stand there (通報).

    Growth: some 60 a year.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("moderators_work_on_it", here(WORKS_ON_IT)),
            Policy(
                "anybody_may_tell",
                "true",
                # Whoever cannot read a post cannot complain of it.
                here(
                    "looked_at IS NULL AND looked_by_id IS NULL"
                    " AND EXISTS (SELECT 1 FROM community_post AS p WHERE p.id = post_id)"
                ),
                command="INSERT",
            ),
        )
    )

    post = models.ForeignKey(
        Post, verbose_name="投稿", on_delete=models.CASCADE, related_name="abuse_reports"
    )
    kind = models.CharField("どこが気になるか", max_length=10, choices=AbuseKind.choices)
    text = models.CharField("くわしく", max_length=400, blank=True, default="")
    # A hash of sender and post: three reports of one person are one, and nobody is followed to other posts.
    sender = models.CharField("送り主の控え", max_length=64, editable=False)
    sent_at = models.DateTimeField("届いた日時")
    looked_at = models.DateTimeField("見た日時", null=True, blank=True)
    looked_by = models.ForeignKey(
        User, verbose_name="見た人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    post_id: UUID

    class Meta:
        verbose_name = "通報"
        verbose_name_plural = "通報"
        indexes = [
            models.Index(fields=["post"], condition=Q(looked_at=None), name="abuse_report_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["post", "sender"], name="abuse_report_once_per_sender"),
            models.CheckConstraint(condition=Q(kind__in=AbuseKind.values), name="abuse_report_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=AbuseKind.OTHER) | ~Q(text=""), name="abuse_report_other_says_what"
            ),
            models.CheckConstraint(
                condition=Q(looked_at=None, looked_by=None)
                | Q(looked_at__isnull=False, looked_by__isnull=False),
                name="abuse_report_looked_at_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.kind}"


class Appeal(TownModel):
    """The writer asks for a second look by somebody else (異議).

    Growth: a handful a year.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("moderators_work_on_it", here(WORKS_ON_IT)),
            Policy("writer_reads_with_the_receipt", here(of_my_post()), command="SELECT"),
            Policy(
                "writer_may_appeal",
                "true",
                here(f"state = 'open' AND decided_by_id IS NULL AND {of_my_post()}"),
                command="INSERT",
            ),
        )
    )

    post = models.ForeignKey(Post, verbose_name="投稿", on_delete=models.CASCADE, related_name="appeals")
    against = models.OneToOneField(
        Decision, verbose_name="どの判断に", on_delete=models.CASCADE, related_name="appeal"
    )
    text = models.CharField("わけ", max_length=1000, blank=True, default="")
    sent_at = models.DateTimeField("届いた日時")
    due_on = models.DateField("見直す期限")
    state = models.CharField("状態", max_length=10, choices=AppealState.choices, default=AppealState.OPEN)
    answer = models.CharField("見直した結果のひとこと", max_length=400, blank=True, default="")
    decided_by = models.ForeignKey(
        User, verbose_name="見直した人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("見直した日時", null=True, blank=True)

    post_id: UUID

    class Meta:
        verbose_name = "投稿についての異議"
        verbose_name_plural = "投稿についての異議"
        indexes = [
            models.Index(
                fields=["municipality", "due_on"], condition=Q(state=AppealState.OPEN), name="appeal_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AppealState.values), name="appeal_state_known"),
            models.CheckConstraint(
                condition=Q(state=AppealState.OPEN, decided_by=None, decided_at=None)
                | ~Q(state=AppealState.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="appeal_decided_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="appeal_by_another_person",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_ANOTHER_PERSON,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.state}"
