"""What search reads: one entry for each listing, and the synonyms that staff keep.

An entry holds nothing that its service does not hold; `actions/index_search.py` can rebuild all of them.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from tsunagu.directory.models.search_lookup import LOOKUP_STATEMENTS
from tsunagu.directory.models.security import published
from tsunagu.directory.models.services import Service
from tsunagu.kernel.municipality.models import TownModel


class SearchEntry(TownModel):
    """A listing as search sees it: folded texts to rank by, and lexemes to find it by."""

    row_security = published("NOT supporters_only", also=LOOKUP_STATEMENTS)

    service = models.OneToOneField(
        Service, verbose_name="サービス", on_delete=models.CASCADE, related_name="search_entry"
    )
    supporters_only = models.BooleanField("支援者だけに見せる", default=False)
    # Better kept listings first, where the words say nothing: see `static_rank` in documents.py.
    static_rank = models.SmallIntegerField("順位の素点", default=0)
    name = models.CharField("名称", max_length=120)
    organisation_name = models.CharField("組織", max_length=120, blank=True, default="")
    name_key = models.TextField("名称（検索用）")
    # One line each: other names, readings, organisation and places, summary, everything else.
    texts = models.TextField("文（検索用）")
    words = models.TextField("語（検索用）", blank=True, default="")
    facts = models.JSONField("絞りこみに使う事実", default=dict)
    lexemes = SearchVectorField("索引語")

    class Meta:
        verbose_name = "検索の見出し"
        verbose_name_plural = "検索の見出し"
        indexes = [GinIndex(fields=["lexemes"], name="search_entry_lexemes", fastupdate=False)]
        constraints = [
            models.CheckConstraint(condition=~Q(name_key=""), name="search_entry_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SynonymGroup(TownModel):
    """Words that find one another, or lead to others. Read at query time: a change works at once."""

    row_security = published()

    # Any of these, typed, finds all the others; with `leads_to`, it finds those instead.
    terms = ArrayField(models.CharField(max_length=60), verbose_name="言葉")
    leads_to = ArrayField(
        models.CharField(max_length=60), verbose_name="こちらも探す言葉", default=list, blank=True
    )
    updated_at = models.DateTimeField("更新日時")

    class Meta:
        verbose_name = "言いかえ"
        verbose_name_plural = "言いかえ"
        constraints = [
            models.CheckConstraint(
                condition=Q(terms__len__gte=2) | Q(terms__len=1, leads_to__len__gte=1),
                name="synonym_group_links_words",
            ),
        ]

    def __str__(self) -> str:
        shown = "・".join(self.terms)
        return f"{shown} → {'・'.join(self.leads_to)}" if self.leads_to else shown
