"""What a neighbour town publishes, kept beside our own register and never in it.

A copy is theirs: it is shown under their name with a link to their page, counted nowhere, exported by nobody.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.models.security import published
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import signed_in_in_town
from tsunagu.kernel.municipality.models import TownModel


class PullState(models.TextChoices):
    WAITING = "waiting", _("順番を待っています")
    READING = "reading", _("読んでいます")
    DONE = "done", _("取りこみました")
    FAILED = "failed", _("取りこめませんでした")


class TheirStatus(models.TextChoices):
    """Those of HSDS that families may be shown."""

    ACTIVE = "active", _("行っています")
    CLOSED_FOR_NOW = "temporarily closed", _("お休み中")


IN_HAND = (PullState.WAITING, PullState.READING)


class Neighbour(TownModel):
    """A town or an organisation nearby whose public register we show: where it is read, under what terms."""

    row_security = published()

    name = models.CharField("名前", max_length=60)
    # The first address of their HSDS API, without a slash at its end.
    api_url = models.URLField("HSDS APIのアドレス", max_length=300)
    licence = models.CharField("利用条件", max_length=120, blank=True, default="")
    is_on = models.BooleanField("取りこむ", default=True)
    added_by = models.ForeignKey(
        User, verbose_name="足した人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField("足した日時")

    class Meta:
        verbose_name = "となりのまち"
        verbose_name_plural = "となりのまち"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "api_url"], name="neighbour_once_in_town"),
            models.CheckConstraint(condition=~Q(name=""), name="neighbour_has_a_name"),
            models.CheckConstraint(
                condition=Q(api_url__regex=r"^https?://[^/]+(/.*[^/])?$"), name="neighbour_address_shape"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NeighbourPull(TownModel):
    """One reading of a neighbour's register: how far it is, what it changed, what was not taken and why."""

    row_security = signed_in_in_town()

    neighbour = models.ForeignKey(
        Neighbour, verbose_name="となりのまち", on_delete=models.CASCADE, related_name="pulls"
    )
    state = models.CharField("状態", max_length=10, choices=PullState.choices, default=PullState.WAITING)
    # Nobody: the night's round.
    ordered_by = models.ForeignKey(
        User, verbose_name="頼んだ人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ordered_at = models.DateTimeField("頼んだ日時")
    started_at = models.DateTimeField("始めた日時", null=True, blank=True)
    noted_at = models.DateTimeField("最後の進み")
    ended_at = models.DateTimeField("終わった日時", null=True, blank=True)
    done = models.PositiveIntegerField("読んだ件数", default=0)
    expected = models.PositiveIntegerField("あるはずの件数", null=True, blank=True)
    counts = models.JSONField("結果の数", default=dict, blank=True)
    # [{"id", "name", "message", "places"}]: what was not taken, and what is gone.
    remarks = models.JSONField("断ったもの・なくなったもの", default=list, blank=True)
    failure = models.JSONField("できなかったわけ", null=True, blank=True)

    class Meta:
        verbose_name = "となりのまちの取りこみ"
        verbose_name_plural = "となりのまちの取りこみ"
        indexes = [models.Index(fields=["neighbour", "-ordered_at"], name="neighbour_pull_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["neighbour"], condition=Q(state__in=IN_HAND), name="neighbour_pull_one_in_hand"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=IN_HAND)
                | Q(ended_at__isnull=False, state__in=[PullState.DONE, PullState.FAILED]),
                name="neighbour_pull_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(failure=None) | Q(state=PullState.FAILED),
                name="neighbour_pull_failed_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.neighbour_id} {self.ordered_at:%Y-%m-%d} {self.state}"

    @property
    def is_in_hand(self) -> bool:
        return self.state in IN_HAND


class NeighbourListing(TownModel):
    """A copy of one public listing of a neighbour's, with where it comes from and what was left out of it."""

    row_security = published()

    neighbour = models.ForeignKey(
        Neighbour, verbose_name="となりのまち", on_delete=models.CASCADE, related_name="listings"
    )
    their_id = models.CharField("もとの番号", max_length=100)
    # Where people read it at the neighbour's; the record itself where they name no page.
    page_url = models.URLField("もとのページ", max_length=500)
    name = models.CharField("名前", max_length=200)
    name_kana = models.CharField("フリガナ", max_length=200, blank=True, default="")
    organisation_name = models.CharField("運営", max_length=200, blank=True, default="")
    summary = models.CharField("説明", max_length=600, blank=True, default="")
    status = models.CharField("状態", max_length=20, choices=TheirStatus.choices, default=TheirStatus.ACTIVE)
    # for_whom, cost, how, when, place, phones: their words, each within its bounds.
    facts = models.JSONField("そのほかの内容", default=dict, blank=True)
    # Keys of our own needs, the wider ones included.
    needs = ArrayField(models.CharField(max_length=60), verbose_name="困りごと", default=list, blank=True)
    # Everything that words are looked for in, as search folds it.
    words = models.TextField("さがすための文字", blank=True, default="")
    modified_at = models.DateTimeField("もとの更新日時", null=True, blank=True)
    assured_on = models.DateField("もとの最終確認日", null=True, blank=True)
    # Properties of their record that we do not keep.
    dropped = models.JSONField("取りこまなかった項目", default=list, blank=True)
    etag = models.CharField("もとの版", max_length=200, blank=True, default="")
    digest = models.CharField("内容の指紋", max_length=32)
    fetched_at = models.DateTimeField("取りこんだ日時")
    changed_at = models.DateTimeField("内容が変わった日時")

    class Meta:
        verbose_name = "となりのまちの支援"
        verbose_name_plural = "となりのまちの支援"
        indexes = [models.Index(fields=["municipality", "-fetched_at"], name="neighbour_listing_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["neighbour", "their_id"], name="neighbour_listing_once"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(their_id=""), name="neighbour_listing_named_by_them"
            ),
            models.CheckConstraint(
                condition=Q(page_url__regex=r"^https?://"), name="neighbour_listing_leads_to_them"
            ),
            models.CheckConstraint(
                condition=Q(status__in=TheirStatus.values), name="neighbour_listing_status_known"
            ),
            models.CheckConstraint(
                condition=Q(fetched_at__gte=models.F("changed_at")),
                name="neighbour_listing_fetched_since_change",
            ),
        ]

    def __str__(self) -> str:
        return self.name
