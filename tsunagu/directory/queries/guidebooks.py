"""Editions of the guidebook, without their files; and one file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import District, Guidebook, GuidebookLanguage, TaxonomyTerm
from tsunagu.directory.models.guidebooks import BEING_MADE


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an edition is about: the whole town, one part of it, or one age; and in which words."""

    language: str = GuidebookLanguage.JAPANESE
    district: District | None = None
    stage: TaxonomyTerm | None = None


def coverage_of(edition: Guidebook) -> Coverage:
    return Coverage(edition.language, edition.district, edition.stage)


def editions() -> QuerySet[Guidebook]:
    """Every edition that the reader may see, newest first."""
    rows = Guidebook.objects.defer("content").select_related("district", "stage", "ordered_by")
    return rows.order_by("-ordered_at", "-id")


def edition(edition_id: UUID) -> Guidebook | None:
    return editions().filter(id=edition_id).first()


def edition_in_making(coverage: Coverage) -> Guidebook | None:
    """The one that is being made, locked: two clicks ask for one book."""
    rows = Guidebook.objects.filter(
        district=coverage.district,
        stage=coverage.stage,
        language=coverage.language,
        state__in=BEING_MADE,
    )
    return rows.defer("content").select_for_update().first()


def current_editions() -> list[Guidebook]:
    """What families take: the newest published one of each kind, the whole town first."""
    rows = (
        Guidebook.objects.defer("content")
        .filter(published_at__isnull=False)
        .select_related("district", "stage")
        .order_by("district", "stage", "language", "-published_at", "-id")
        .distinct("district", "stage", "language")
    )
    return sorted(rows, key=_in_order)


def file_of(edition_id: UUID) -> bytes:
    """The PDF of a finished edition that the reader may see."""
    content = Guidebook.objects.filter(id=edition_id).values_list("content", flat=True).get()
    return bytes(content or b"")


def published_edition(edition_id: UUID) -> Guidebook | None:
    """One that families may take; also for signed-in readers, who would see all."""
    return editions().filter(id=edition_id, published_at__isnull=False).first()


def parts_to_choose() -> tuple[list[District], list[TaxonomyTerm]]:
    """The districts and the ages that an edition can be made for."""
    stages = TaxonomyTerm.objects.filter(scheme=Scheme.STAGE).order_by("position", "key")
    return list(District.objects.order_by("position", "name_kana", "id")), list(stages)


def district_named(name: str) -> District | None:
    """A district by its name or one of its other names."""
    return next((one for one in parts_to_choose()[0] if name in (one.name, *one.alternate_names)), None)


def stage_named(name: str) -> TaxonomyTerm | None:
    """An age by its name or key: 「0歳」, 「infant」."""
    return next((one for one in parts_to_choose()[1] if name in (one.name, one.key)), None)


def _in_order(one: Guidebook) -> tuple[Any, ...]:
    """The whole town, then ages, then districts, each in its order; Japanese before やさしい日本語."""
    part = one.district or one.stage
    newest: datetime | None = one.published_at
    return (
        one.district is not None,
        one.stage is not None,
        part.position if part else 0,
        one.language,
        newest,
    )
