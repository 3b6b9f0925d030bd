"""The words by which resources are sorted and found."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tsunagu.directory.choices import Scheme
from tsunagu.directory.models.security import published
from tsunagu.kernel.municipality.models import TownModel


class TaxonomyTerm(TownModel):
    """One word of one scheme (困りごと「預けたい」), with the everyday words that lead to it."""

    row_security = published()

    scheme = models.CharField("分類", max_length=20, choices=Scheme.choices)
    key = models.CharField("名前", max_length=60)
    parent = models.ForeignKey(
        "self", verbose_name="上位", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField("表示名", max_length=60)
    name_kana = models.CharField("フリガナ", max_length=80, blank=True, default="")
    name_easy = models.CharField("やさしい日本語", max_length=80, blank=True, default="")
    name_en = models.CharField("英語", max_length=80, blank=True, default="")
    # {"vi": "Gửi trẻ"}: by the code of the language, as the interface calls it.
    names = models.JSONField("ほかの言語", default=dict, blank=True)
    # What people type or say. They lead a question to the term; they are not shown.
    words = ArrayField(models.CharField(max_length=60), verbose_name="くらしの言葉", default=list, blank=True)
    is_top = models.BooleanField("入口に出す", default=False)
    position = models.PositiveSmallIntegerField("順番", default=0)
    # For a stage of life: the child's age it spans, both ends included.
    from_months = models.PositiveSmallIntegerField("月齢から", null=True, blank=True)
    to_months = models.PositiveSmallIntegerField("月齢まで", null=True, blank=True)

    class Meta:
        verbose_name = "分類の語"
        verbose_name_plural = "分類の語"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "scheme", "key"], name="term_key_once_in_scheme"),
            models.CheckConstraint(condition=Q(scheme__in=Scheme.values), name="term_scheme_known"),
            models.CheckConstraint(condition=~Q(name=""), name="term_has_a_name"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="term_not_its_parent"),
            models.CheckConstraint(
                condition=Q(from_months=None, to_months=None)
                | Q(from_months__isnull=False, to_months__isnull=False, to_months__gte=F("from_months")),
                name="term_months_paired_and_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Language(TownModel):
    """A language in which help is given."""

    row_security = published()

    code = models.CharField("言語コード", max_length=12)
    name = models.CharField("言語", max_length=40)

    class Meta:
        verbose_name = "言語"
        verbose_name_plural = "言語"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="language_code_once_in_town"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"), name="language_code_shape"
            ),
        ]

    def __str__(self) -> str:
        return self.name
