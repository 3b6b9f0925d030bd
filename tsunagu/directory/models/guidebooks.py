"""The printed guidebook (子育てガイドブック): an edition is made of the register of a moment, and kept."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tsunagu.directory.models.places import District
from tsunagu.directory.models.security import published
from tsunagu.directory.models.taxonomy import TaxonomyTerm
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.models import TownModel


class GuidebookState(models.TextChoices):
    WAITING = "waiting", _("順番を待っています")
    GATHERING = "gathering", _("載せるものを集めています")
    TYPESETTING = "typesetting", _("ページを組んでいます")
    READY = "ready", _("できました")
    FAILED = "failed", _("作れませんでした")


class GuidebookLanguage(models.TextChoices):
    JAPANESE = "ja", _("日本語")
    EASY = "ja-easy", _("やさしい日本語")


BEING_MADE = (GuidebookState.WAITING, GuidebookState.GATHERING, GuidebookState.TYPESETTING)
# What is in the file and what it is: none of it changes once the file is there.
_OF_THE_FILE = (
    "district_id", "stage_id", "language", "state", "ordered_at", "made_at", "content", "digest", "size",
    "pages", "listings",
)  # fmt: skip


def _columns(row: str) -> str:
    return ", ".join(f"{row}.{column}" for column in _OF_THE_FILE)


class Guidebook(TownModel):
    """One edition: what it covers, how far its making is, the file, and whether families may take it."""

    row_security = published("published_at IS NOT NULL")

    district = models.ForeignKey(
        District, verbose_name="地区", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stage = models.ForeignKey(
        TaxonomyTerm, verbose_name="時期", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField("言葉", max_length=10, choices=GuidebookLanguage.choices)
    state = models.CharField(
        "状態", max_length=12, choices=GuidebookState.choices, default=GuidebookState.WAITING
    )
    ordered_by = models.ForeignKey(
        User, verbose_name="頼んだ人", on_delete=models.PROTECT, null=True, related_name="+"
    )
    ordered_at = models.DateTimeField("頼んだ日時")
    # When its making last gave a sign of life.
    noted_at = models.DateTimeField("最後の進み")
    done = models.PositiveIntegerField("集めた件数", default=0)
    listings = models.PositiveIntegerField("載せる件数", default=0)
    failure = models.CharField("作れなかったわけ", max_length=300, blank=True, default="")
    made_at = models.DateTimeField("できた日時", null=True, blank=True)
    content = models.BinaryField("PDF", null=True)
    digest = models.CharField("PDFの指紋", max_length=64, blank=True, default="")
    size = models.PositiveIntegerField("大きさ（バイト）", default=0)
    pages = models.PositiveIntegerField("ページ数", default=0)
    published_at = models.DateTimeField("公開した日時", null=True, blank=True)
    published_by = models.ForeignKey(
        User, verbose_name="公開した人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "ガイドブック"
        verbose_name_plural = "ガイドブック"
        indexes = [
            models.Index(fields=["municipality", "-ordered_at"], name="guidebook_by_order"),
            models.Index(
                fields=["municipality", "-published_at"],
                condition=Q(published_at__isnull=False),
                name="guidebook_published",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=GuidebookState.values), name="guidebook_state_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=GuidebookLanguage.values), name="guidebook_language_known"
            ),
            models.CheckConstraint(
                condition=Q(district=None) | Q(stage=None), name="guidebook_of_a_district_or_an_age"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=GuidebookState.READY, content__isnull=False, made_at__isnull=False)
                    & Q(pages__gt=0, size__gt=0)
                    & ~Q(digest="")
                )
                | (
                    ~Q(state=GuidebookState.READY) & Q(content=None, made_at=None, pages=0, size=0, digest="")
                ),
                name="guidebook_ready_with_its_file",
            ),
            models.CheckConstraint(
                condition=Q(failure="") | Q(state=GuidebookState.FAILED), name="guidebook_failure_of_a_failed"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False, state=GuidebookState.READY),
                name="guidebook_published_when_ready",
            ),
            models.UniqueConstraint(
                fields=["municipality", "district", "stage", "language"],
                condition=Q(state__in=BEING_MADE),
                nulls_distinct=False,
                name="guidebook_made_once_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="edition_stays_as_printed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state = 'ready' AND ROW({_columns('NEW')}) IS DISTINCT FROM ROW({_columns('OLD')})"
                ),
            ),
            pgtrigger.Protect(
                name="edition_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district_id or self.stage_id or ''} {self.language} {self.state}".strip()

    @property
    def is_being_made(self) -> bool:
        return self.state in BEING_MADE
