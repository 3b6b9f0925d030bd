"""Every organisation of the town in one statement, for the index that families leaf through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from tsunagu.directory.choices import Audience, PhoneKind, ServiceStatus
from tsunagu.directory.models import Organisation, Phone, Service
from tsunagu.directory.queries.listing import Named
from tsunagu.directory.queries.listings import OFFERED


@dataclass(frozen=True, slots=True)
class OrganisationEntry(Named):
    """One line of the index."""

    id: UUID | None = None
    name_kana: str = ""
    kind: Named | None = None
    district: str = ""
    phone: str = ""
    services: int = 0


def organisations_in_town() -> list[OrganisationEntry]:
    """Those that exist today, in kana order; a number of a fax machine is nobody's to call."""
    numbers = Phone.objects.filter(
        organisation=OuterRef("pk"), audience=Audience.RESIDENTS, kind__in=(PhoneKind.VOICE, PhoneKind.CELL)
    ).order_by("position", "id")
    offered = (
        Service.objects.filter(organisation=OuterRef("pk"), audience=Audience.RESIDENTS, status__in=OFFERED)
        .order_by()
        .values("organisation")
        .annotate(number=Count("id"))
    )
    rows = (
        Organisation.objects.exclude(status=ServiceStatus.DEFUNCT)
        .annotate(
            phone=Subquery(numbers.values("number")[:1]),
            services_offered=Coalesce(Subquery(offered.values("number")), 0),
        )
        .order_by("name_kana", "id")
        .values(
            "id", "name", "name_kana", "name_en", "kind__name", "kind__name_easy", "kind__name_en",
            "kind__names", "district__name", "phone", "services_offered",
        )
    )  # fmt: skip
    return [
        OrganisationEntry(
            row["name"],
            name_en=row["name_en"],
            id=row["id"],
            name_kana=row["name_kana"],
            kind=_kind(row),
            district=row["district__name"] or "",
            phone=row["phone"] or "",
            services=row["services_offered"],
        )
        for row in rows
    ]


def _kind(row: Mapping[str, Any]) -> Named | None:
    names = (row["kind__name"], row["kind__name_easy"], row["kind__name_en"])
    return Named(*names, names=row["kind__names"]) if row["kind__name"] else None
