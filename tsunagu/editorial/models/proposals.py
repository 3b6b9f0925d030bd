"""A column or a report that a member proposes, without an editor's screens (投稿)."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from tsunagu.editorial.choices import ProposalKind, ProposalState
from tsunagu.editorial.models.conditions import EDITS
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import USER, Policy, RowSecurity, floor, here
from tsunagu.kernel.municipality.models import TownModel


class Proposal(TownModel):
    """What was sent, and what the desk made of it."""

    row_security = RowSecurity(
        (
            floor(),
            Policy("sent_by_me", here(f"sent_by_id = {USER}"), command="SELECT"),
            Policy("sends", "true", here(f"sent_by_id = {USER} AND state = 'sent'"), command="INSERT"),
            Policy("moderated", here(EDITS)),
        )
    )

    kind = models.CharField(_("種類"), max_length=10, choices=ProposalKind.choices)
    title = models.CharField(_("題名"), max_length=120)
    signed = models.CharField(_("公開する名前"), max_length=60)
    text = models.TextField(_("文章"), max_length=6000)
    sent_by = models.ForeignKey(User, verbose_name=_("送った人"), on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("送った日時"))
    state = models.CharField(
        _("状態"), max_length=10, choices=ProposalState.choices, default=ProposalState.SENT
    )
    answer = models.CharField(_("窓口からのひとこと"), max_length=500, blank=True, default="")
    answered_by = models.ForeignKey(
        User, verbose_name=_("答えた人"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("答えた日時"), null=True, blank=True)
    # What became of it; the page may be thrown away later.
    page = models.ForeignKey(
        Page, verbose_name=_("ページ"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    sent_by_id: UUID

    class Meta:
        verbose_name = "読みものの投稿"
        verbose_name_plural = "読みものの投稿"
        indexes = [
            models.Index(
                fields=["municipality", "sent_at"],
                condition=Q(state=ProposalState.SENT),
                name="proposal_waiting",
            ),
            models.Index(fields=["sent_by", "sent_at"], name="proposal_of_a_member"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProposalKind.values), name="proposal_kind_known"),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_state_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(signed="") & ~Q(text=""), name="proposal_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.SENT, answered_at=None, answered_by=None)
                | ~Q(state=ProposalState.SENT) & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="proposal_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title
