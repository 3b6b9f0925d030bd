"""A year's figures as a document states them: the years before the desk kept its records here."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from tsunagu.kernel.database.row_security import signed_in_in_town
from tsunagu.kernel.municipality.models import TownModel


class YearlyFigure(TownModel):
    """One line of a desk's yearly table, kept as it was stated, also where it cannot be true.

    Growth: a handful of rows per desk, once.
    """

    row_security = signed_in_in_town()

    desk = models.ForeignKey(
        "directory.Organisation", verbose_name="窓口", on_delete=models.PROTECT, related_name="yearly_figures"
    )
    programme = models.CharField("事業", max_length=80)
    # The Western year in which the 年度 begins.
    fiscal_year = models.PositiveSmallIntegerField("年度")
    opening_days = models.PositiveSmallIntegerField("開設日数", null=True, blank=True)
    users = models.PositiveIntegerField("年間延べ利用者数", null=True, blank=True)
    consultations = models.PositiveIntegerField("年間相談件数", null=True, blank=True)
    # What the document says, never recomputed: the difference is what the page tells.
    stated_average = models.DecimalField(
        "1日平均利用者数（資料の値）", max_digits=7, decimal_places=2, null=True, blank=True
    )
    source = models.CharField("資料", max_length=80)
    source_place = models.CharField("資料の箇所", max_length=200, blank=True, default="")
    # Nobody: the town's own machinery read the file (a seed, a command).
    entered_by = models.ForeignKey(
        "kernel.User",
        verbose_name="取り込んだ人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    entered_at = models.DateTimeField("取り込んだ日時")

    desk_id: UUID
    entered_by_id: UUID | None

    class Meta:
        verbose_name = "過年度の数字"
        verbose_name_plural = "過年度の数字"
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "programme", "fiscal_year"], name="yearly_figure_once_per_programme_and_year"
            ),
            # 昭和元年度 to the century's end: outside, a year was misread.
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=1926, fiscal_year__lte=2100), name="yearly_figure_year_sane"
            ),
            models.CheckConstraint(
                condition=Q(stated_average=None) | Q(stated_average__gte=0),
                name="yearly_figure_average_at_least_0",
            ),
            models.CheckConstraint(
                condition=~Q(opening_days=None, users=None, consultations=None),
                name="yearly_figure_states_something",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(programme=""), name="yearly_figure_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.fiscal_year}"
