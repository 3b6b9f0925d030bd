"""The page of one event: when, where, for whom, how much, how to join, whom to call."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event
from tsunagu.directory.presenters.events import (
    DayLine,
    ages_of_event,
    cost_of_event,
    day_line,
    district_of_event,
    event_reasons,
    name_of_event,
    organisation_of_event,
    place_of_event,
    summary_of_event,
    time_words,
    when_words,
)
from tsunagu.directory.presenters.language import in_language
from tsunagu.directory.presenters.reasons import Reason
from tsunagu.directory.queries.events import Occurrence
from tsunagu.kernel.ui.words import family_day_words, joined


@dataclass(frozen=True, slots=True)
class EventPage:
    event: Event
    coming: list[Occurrence]
    today: date

    @property
    def name(self) -> str:
        return name_of_event(self.event)

    @property
    def summary(self) -> str:
        return summary_of_event(self.event)

    @property
    def organisation(self) -> str:
        return organisation_of_event(self.event)

    @property
    def service(self) -> str:
        service = self.event.service
        return in_language(service.name, english=service.name_en) if service else ""

    @property
    def is_cancelled(self) -> bool:
        return self.event.state == EventState.CANCELLED

    @property
    def is_over(self) -> bool:
        return not self.coming

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return event_reasons(self.event)

    @property
    def next_days(self) -> list[DayLine]:
        """Its next days; for what happens once only when something is to be said of it."""
        lines = [day_line(one) for one in self.coming]
        is_plain = self.event.recurrence is None and all(not line.sign for line in lines)
        return [] if is_plain else lines

    @property
    def next_day(self) -> str:
        """The next day on which it really takes place, for the eye that looks first."""
        return next((day_line(one).day for one in self.coming if one.takes_place), "")

    @property
    def time(self) -> str:
        return time_words(self.event.starts, self.event.ends)

    @property
    def updated(self) -> str:
        return family_day_words(self.event.updated_at.date())

    @property
    def facts(self) -> list[dict[str, Any]]:
        event = self.event
        address = event.location.address if event.location else ""
        place = joined([part for part in (place_of_event(event), address, district_of_event(event)) if part])
        facts = [
            {"label": _("いつ"), "value": f"{when_words(event)} {time_words(event.starts, event.ends)}"},
            {"label": _("どこで"), "value": place},
            {"label": pgettext("who an event is for", "だれが"), "value": ages_of_event(event)},
            {"label": _("費用"), "value": cost_of_event(event)},
            {"label": _("申し込み"), "value": event.how_to_join},
        ]
        if event.location and event.location.transportation:
            facts.append({"label": _("交通"), "value": event.location.transportation})
        return facts
