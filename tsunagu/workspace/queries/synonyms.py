"""The synonym groups of the acting town."""

from uuid import UUID

from django.db.models import CharField, Func, Q, QuerySet, Value

from tsunagu.directory.models.search import SynonymGroup


def synonym_groups(*, containing: str = "") -> QuerySet[SynonymGroup]:
    """Groups by their first word; with `containing`, those where any word has that piece."""
    groups = SynonymGroup.objects.annotate(terms_text=_joined("terms"), leads_to_text=_joined("leads_to"))
    return groups.filter(Q(terms_text__contains=containing) | Q(leads_to_text__contains=containing)).order_by(
        "terms__0", "id"
    )


def synonym_group(group_id: UUID) -> SynonymGroup | None:
    return SynonymGroup.objects.filter(id=group_id).first()


def _joined(column: str) -> Func:
    return Func(column, Value("、"), function="array_to_string", output_field=CharField())
