"""The calendar as its keepers see it: entries in their states, and what may be done with each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event
from tsunagu.directory.presenters.events import (
    ages_of_event,
    cost_of_event,
    district_of_event,
    place_of_event,
    time_words,
    when_words,
)
from tsunagu.directory.rules import is_calendar_desk, may_withdraw
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.ui.filters import moment


@dataclass(frozen=True, slots=True)
class Steps:
    """What this person may do with this entry as it stands."""

    edit: bool
    publish: bool
    give_back: bool
    cancel: bool
    change_days: bool
    withdraw: bool

    @classmethod
    def of(cls, event: Event, holder: Holder) -> "Steps":
        state, is_desk = event.state, is_calendar_desk(holder)
        is_public = state == EventState.PUBLISHED
        return cls(
            edit=state in (EventState.WAITING, EventState.RETURNED, EventState.PUBLISHED),
            publish=is_desk and state in (EventState.WAITING, EventState.RETURNED, EventState.CANCELLED),
            give_back=is_desk and state == EventState.WAITING,
            cancel=is_public,
            change_days=is_public,
            withdraw=may_withdraw(holder, event),
        )


def event_columns() -> list[dict[str, str]]:
    return [
        {"label": label} for label in (_("行事の名前"), _("いつ"), _("主催"), _("状態"), _("書きかえた日時"))
    ]


def event_rows(events: Iterable[Event]) -> list[list[Any]]:
    return [
        [
            {"text": event.name, "url": reverse("workspace:event", args=[event.id])},
            f"{when_words(event)} {time_words(event.starts, event.ends)}",
            event.organisation.name,
            {"text": state_words(event), "flag": event.remark or None},
            moment(event.updated_at),
        ]
        for event in events
    ]


def state_words(event: Event) -> str:
    """確認待ち, and whether it is a new wording of what is public."""
    state = event.get_state_display()
    return _("%(state)s（公開中の行事の直し）") % {"state": state} if event.revises_id else str(state)


def state_tabs(current: str) -> list[dict[str, Any]]:
    """The list by state."""
    every = [("", _("すべて")), *EventState.choices]
    page = reverse("workspace:events")
    return [
        {"label": label, "url": f"{page}?state={key}" if key else page, "current": key == current}
        for key, label in every
    ]


def event_facts(event: Event) -> list[dict[str, Any]]:
    """Everything that the page of families will say, unknown facts among it."""
    pairs = (
        (_("状態"), state_words(event)),
        (_("理由"), event.remark),
        (_("いつ"), f"{when_words(event)} {time_words(event.starts, event.ends)}"),
        (_("どこで"), place_of_event(event)),
        (_("地区"), district_of_event(event)),
        (pgettext("who an event is for", "だれが"), ages_of_event(event)),
        (_("費用"), cost_of_event(event)),
        (_("申し込み"), event.how_to_join),
        (_("問い合わせの電話"), event.phone),
        (_("ウェブサイト"), event.url),
        (_("ひとこと"), event.summary),
        (_("くわしい内容"), event.description),
        (_("主催"), event.organisation.name),
        (_("書いた人"), event.written_by.name if event.written_by else _("町のしくみ")),
    )
    return [{"label": label, "value": value} for label, value in pairs if value or label != _("理由")]


def differences(event: Event, revision: Event) -> list[dict[str, Any]]:
    """What a new wording changes, with what stands now."""
    now, new = _labelled(event), _labelled(revision)
    passed_over = {_("状態"), _("理由"), _("書いた人")}
    return [
        {"label": label, "now": now.get(label) or "―", "new": value or "―"}
        for label, value in new.items()
        if label not in passed_over and now.get(label) != value
    ]


def _labelled(event: Event) -> dict[str, Any]:
    return {_("行事の名前"): event.name} | {fact["label"]: fact["value"] for fact in event_facts(event)}
