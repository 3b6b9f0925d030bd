"""A photo of a place or of what is done there: sent by a member, public when the desk has looked at it."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.row_security import IS_SYSTEM, Policy, RowSecurity, floor, here, is_mine
from tsunagu.kernel.municipality.models import TownModel
from tsunagu.network.choices import PhotoState
from tsunagu.network.models.change import IS_EDITOR


class Photo(TownModel):
    """What the picture shows, in words too; the files lie in the storage under its key.

    Families see what was approved; before that, only who sent it and the desk.
    """

    row_security = RowSecurity(
        (
            floor(),
            Policy("approved_for_all", here("state = 'approved'"), command="SELECT"),
            Policy("kept_by_both_sides", here(f"{IS_SYSTEM} OR {is_mine('organisation_id')} OR {IS_EDITOR}")),
        )
    )

    organisation = models.ForeignKey(
        Organisation, verbose_name="組織", on_delete=models.CASCADE, related_name="photos"
    )
    # Null: it shows the organisation or its house.
    service = models.ForeignKey(
        Service,
        verbose_name="サービス",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="photos",
    )
    # Names the files: nobody finds one photo by knowing another.
    key = models.CharField("ファイルの鍵", max_length=40, editable=False)
    alt = models.CharField("何が写っているか", max_length=200)
    widths = ArrayField(models.PositiveSmallIntegerField(), verbose_name="幅")
    heights = ArrayField(models.PositiveSmallIntegerField(), verbose_name="高さ")
    # Its sender said so: no child can be recognised in it.
    shows_no_child = models.BooleanField("子どもの顔が写っていない")
    state = models.CharField("状態", max_length=10, choices=PhotoState.choices, default=PhotoState.WAITING)
    sent_by = models.ForeignKey(User, verbose_name="送った人", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("送った日時")
    decided_by = models.ForeignKey(
        User, verbose_name="決めた人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)
    reason = models.CharField("載せない理由", max_length=400, blank=True, default="")

    organisation_id: UUID
    service_id: UUID | None

    class Meta:
        verbose_name = "写真"
        verbose_name_plural = "写真"
        indexes = [
            models.Index(
                fields=["municipality", "sent_at"],
                condition=Q(state=PhotoState.WAITING),
                name="photo_waiting",
            ),
            models.Index(fields=["organisation", "-sent_at"], name="photo_of_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="photo_key_once"),
            models.CheckConstraint(condition=~Q(alt=""), name="photo_told_in_words"),
            models.CheckConstraint(condition=Q(shows_no_child=True), name="photo_shows_no_child"),
            models.CheckConstraint(condition=Q(state__in=PhotoState.values), name="photo_state_known"),
            models.CheckConstraint(
                condition=Q(state=PhotoState.WAITING, decided_at=None)
                | ~Q(state=PhotoState.WAITING) & Q(decided_at__isnull=False),
                name="photo_decided_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=PhotoState.DECLINED) | ~Q(reason=""), name="photo_declined_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(widths__len__gt=0) & Q(heights__len=models.F("widths__len")),
                name="photo_has_its_sizes",
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    def path(self, width: int, ending: str) -> str:
        """Where one size lies in the storage."""
        return f"photos/{self.municipality_id}/{self.key}/{width}.{ending}"

    @property
    def paths(self) -> list[str]:
        """All its files."""
        return [self.path(width, ending) for width in self.widths for ending in ("webp", "jpg")]

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return list(zip(self.widths, self.heights, strict=True))
