"""What is free, as it was last told, and whether that is still news."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from tsunagu.directory.models import Service, Vacancy
from tsunagu.directory.queries.listing import FreePlaces
from tsunagu.directory.queries.listings import OFFERED


def vacancies_of(service_id: UUID) -> list[Vacancy]:
    """All lines of a service, in order."""
    return list(Vacancy.objects.filter(service_id=service_id).order_by("position", "id"))


def free_places_of(service_ids: Collection[UUID]) -> dict[UUID, tuple[FreePlaces, ...]]:
    """What was told of each of these services, by service: one statement."""
    names = [field.name for field in fields(FreePlaces)]
    rows = Vacancy.objects.filter(service__in=service_ids).order_by("position", "id")
    found: dict[UUID, tuple[FreePlaces, ...]] = {}
    for row in rows.values("service_id", *names):
        service_id = row.pop("service_id")
        found[service_id] = (*found.get(service_id, ()), FreePlaces(**row))
    return found


def is_old_news(as_of: date, *, today: date) -> bool:
    """Whether so long ago says nothing of today any more (`TSUNAGU_VACANCY_DAYS`)."""
    return today - as_of > timedelta(days=settings.VACANCY_DAYS)


def services_with_old_vacancies(organisations: Collection[UUID], *, today: date) -> QuerySet[Service]:
    """Services of these organisations that said once what is free, too long ago."""
    last_day = today - timedelta(days=settings.VACANCY_DAYS)
    old = Vacancy.objects.filter(as_of__lt=last_day).values("service")
    return Service.objects.filter(organisation_id__in=organisations, status__in=OFFERED, id__in=old)
