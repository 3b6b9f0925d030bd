"""An organisation's listings: how old the news of each is, when it is due, what is waiting."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Capacity, ListingPart, ServiceStatus
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_rule import CLOSED, DateException
from tsunagu.kernel.dates.opening_words import describe
from tsunagu.kernel.ui.words import day_words_without_weekday, month_day
from tsunagu.network.models import FreshnessTerms
from tsunagu.network.queries.terms import Freshness, freshness_of


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One listing among its owner's."""

    service: Service
    terms: FreshnessTerms
    today: date

    @property
    def url(self) -> str:
        return reverse("network:service", args=[self.service.id])

    @property
    def status(self) -> str:
        return str(ServiceStatus(self.service.status).label)

    @property
    def age(self) -> str:
        """「最終確認 2026年4月1日（120日前）」"""
        news = self._news
        if news.assured_on is None:
            return _("まだ一度も確認されていません")
        day = day_words_without_weekday(news.assured_on)
        return _("最終確認 %(day)s（%(days)s日前）") % {"day": day, "days": news.days_old}

    @property
    def due(self) -> str:
        """When it is to be confirmed; empty when it has ended and nobody has to."""
        news = self._news
        if self.service.status == ServiceStatus.DEFUNCT:
            return ""
        if news.due_on is None or news.is_due:
            return _("確認をお願いします")
        return _("次の確認 %(day)s") % {"day": day_words_without_weekday(news.due_on)}

    @property
    def is_due(self) -> bool:
        return bool(self.due) and self._news.is_due

    @property
    def waiting(self) -> str:
        count = getattr(self.service, "waiting", 0)
        return _("確認待ちの変更 %(count)s件") % {"count": count} if count else ""

    @property
    def opening(self) -> str:
        return self.service.opening_text if self.service.opening is None else describe(self._rule)

    @property
    def capacity(self) -> str:
        status = self.service.capacity.status if hasattr(self.service, "capacity") else Capacity.UNKNOWN
        return str(Capacity(status).label)

    @property
    def closures(self) -> list[dict[str, Any]]:
        """Days off that are still to come, each with what is needed to take it back."""
        exceptions = self._rule.exceptions if self._rule else ()
        return [
            {"words": _span(each), "first": each.first.isoformat(), "last": each.last.isoformat()}
            for each in exceptions
            if each.hours == CLOSED and each.last >= self.today
        ]

    @property
    def _rule(self) -> Any:
        return rule_from_json(self.service.opening)

    @property
    def _news(self) -> Freshness:
        return freshness_of(self.service.assured_on, today=self.today, terms=self.terms)


@dataclass(frozen=True, slots=True)
class OwnerSection:
    """An organisation and its listings."""

    organisation: Organisation
    lines: list[ListingLine]


def sections(
    organisations: list[Organisation], services: list[Service], *, terms: FreshnessTerms, today: date
) -> list[OwnerSection]:
    return [
        OwnerSection(
            organisation,
            [ListingLine(one, terms, today) for one in services if one.organisation_id == organisation.id],
        )
        for organisation in organisations
    ]


def part_words(parts: dict[str, date]) -> list[str]:
    """「費用（11月2日）」 of each part that was confirmed lately."""
    return [
        _("%(part)s（%(day)s）") % {"part": group.label, "day": month_day(parts[group.value])}
        for group in ListingPart
        if group.value in parts
    ]


def _span(each: DateException) -> str:
    days = month_day(each.first)
    if each.last != each.first:
        days += f"–{month_day(each.last)}"
    return f"{days} {each.note}".strip()
