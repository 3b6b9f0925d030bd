"""イベント一覧 goes through the same hands twice: in a rehearsal that writes nothing, and then for good.

What an editor takes is public at once. A row whose organiser the register does not know is refused: behind
everything that families may come to stands somebody who is known.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.events import days_of, publish_event, revise_event, write_event
from tsunagu.directory.actions.open_data.addresses import TownNames, name_key
from tsunagu.directory.actions.open_data.cells import RefusedRow
from tsunagu.directory.actions.open_data.event_row import EventSaid, is_every_day, read_event
from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.directory.actions.open_data.report import RowReport, outcome_of, refused
from tsunagu.directory.actions.open_data.runners import organisations_by_name
from tsunagu.directory.actions.open_data.table import TableRow, TableShape, rows_of
from tsunagu.directory.actions.open_data.taking import why_skipped
from tsunagu.directory.actions.open_data.text_stream import Pieces, UnreadableFile
from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event, Location, Organisation
from tsunagu.directory.models.open_data import RowChange, RowOutcome
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.dates.recurrence import recurrence_from_json, recurrence_to_json
from tsunagu.kernel.municipality.models import Municipality

BATCH = 200
# Ten years of a large town. Each is written as by hand, with its journal.
MOST_EVENTS = 10_000
_STANDS = (EventState.PUBLISHED, EventState.WAITING, EventState.RETURNED, EventState.CANCELLED)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Writing:
    """For whom and at which moment rows are written; without it nothing is."""

    by: User | None
    at: datetime


class EventTaking:
    """One イベント一覧 on its way into the calendar."""

    def __init__(self, *, shape: TableShape, town: Municipality, writing: Writing | None = None) -> None:
        self._shape, self._writing = shape, writing
        self._names = TownNames(town.code, town.name, town.prefecture)
        self._organisers = _organisers_by_name()
        self._places = _places_by_name()
        self._events: dict[tuple[str, UUID], list[Event]] = defaultdict(list)
        for event in Event.objects.filter(state__in=_STANDS, revises=None).order_by("id"):
            self._events[name_key(event.name), event.organisation_id].append(event)
        self._lines: dict[tuple[object, ...], int] = {}
        self._taken: set[UUID] = set()

    def batches(self, pieces: Pieces) -> Iterator[list[RowReport]]:
        """Read the file; what became of its rows, some hundreds at a time.

        Raises:
            UnreadableFile: the table breaks off in its middle, or has more rows than a calendar holds.
        """
        rows, count = rows_of(pieces, self._shape), 0
        while batch := list(islice(rows, BATCH)):
            count += len(batch)
            if count > MOST_EVENTS:
                raise UnreadableFile(gettext_noop("一度に読めるのは%(most)s行までです。"), most=MOST_EVENTS)
            yield [self._take(row) for row in batch]

    def _take(self, row: TableRow) -> RowReport:
        if row.skipped:
            return RowReport(row.line, RowOutcome.SKIPPED, name=row.written, remarks=(why_skipped(row),))
        try:
            said = read_event(row.cells, town=self._names, remarks=tuple(row.remarks))
            return self._place(row.line, said)
        except RefusedRow as reason:
            return refused(row.line, row.written, Remark(reason.message, reason.places))

    def _place(self, line: int, said: EventSaid) -> RowReport:
        organiser = self._organisers.get(name_key(said.organiser))
        if organiser is None:
            raise RefusedRow(
                gettext_noop("主催「%(name)s」は名簿にありません。先に団体を名簿に足してください。"),
                name=said.organiser,
            )
        before = self._lines.setdefault((name_key(said.name), organiser.id, said.first_on, said.starts), line)
        if before != line:
            raise RefusedRow(gettext_noop("%(line)s行目と同じ行事です。"), line=before)
        if place := self._places.get(name_key(said.place_name)):
            said.fields["location"] = place
            said.fields.pop("place_text", None)
        event = self._known(said, organiser.id)
        report = RowReport(line, outcome_of(said.remarks), RowChange.CREATED, said.name, said.remarks)
        if event is None:
            if self._writing:
                report.event_id = self._enter(said, organiser, self._writing).id
            return report
        self._taken.add(event.id)
        report.event_id = event.id
        self._meet(report, said, event)
        return report

    def _known(self, said: EventSaid, organiser_id: UUID) -> Event | None:
        """The event of that name on that day: at the same time, or the only one that no row has met yet."""
        likely = [
            each
            for each in self._events[name_key(said.name), organiser_id]
            if days_of(each, said.first_on, said.first_on)
        ]
        same = [each for each in likely if each.starts == said.starts]
        free = [each for each in likely if each.id not in self._taken]
        if same:
            return same[0]
        return free[0] if len(free) == 1 else None

    def _meet(self, report: RowReport, said: EventSaid, event: Event) -> None:
        """The row is about something that stands in the calendar."""
        report.change = RowChange.UNCHANGED
        if event.state == EventState.CANCELLED:
            _remark(report, gettext_noop("中止になっている行事です。そのままにします。"))
            return
        changes = _differences(said, event)
        if changes and event.state != EventState.PUBLISHED:
            _remark(report, gettext_noop("窓口の確認を待っている行事です。そのままにします。"))
            return
        if changes:
            report.change = RowChange.CHANGED
            if self._writing:
                report.before = kept_values(event, changes)
                revise_event(event=event, by=self._writing.by, at=self._writing.at, is_agreed=True, **changes)

    def _enter(self, said: EventSaid, organiser: Organisation, writing: Writing) -> Event:
        event = write_event(
            organisation=organiser,
            by=writing.by,
            at=writing.at,
            name=said.name,
            first_on=said.first_on,
            **said.fields,
        )
        return publish_event(event=event, by=writing.by, at=writing.at)


def kept_values(event: Event, names: Values) -> Values:
    """What stands in these fields now, as JSON keeps it."""
    kept: Values = {name: getattr(event, name) for name in names if name != "location"}
    if "location" in names:
        kept["location"] = str(event.location_id) if event.location_id else None
    return kept


def given_back(kept: Values) -> Values:
    """What `kept_values` kept, as an event takes it."""
    values = dict(kept)
    if "location" in kept:
        values["location"] = Location.objects.filter(id=kept["location"]).first()
    if "recurrence" in kept:
        values["recurrence"] = recurrence_from_json(kept["recurrence"])
    return values


def _differences(said: EventSaid, event: Event) -> Values:
    """What the row says otherwise. A round is no business of a line that knows first and last days only."""
    is_same_span = said.last_on > said.first_on and event.first_on == said.first_on
    if event.rule and not (is_every_day(event.rule) and is_same_span):
        return {}
    return {name: value for name, value in said.fields.items() if not _says(event, name, value)}


def _says(event: Event, name: str, value: Any) -> bool:
    if name == "recurrence":
        return bool(event.recurrence == recurrence_to_json(value))
    # What has a short word only is told with that in the tables that go out.
    is_short_word = name == "description" and not event.description and value == event.summary
    # The words for an age are made where nobody wrote them.
    is_made = name == "age_text" and not event.age_text
    return bool(getattr(event, name) == value) or is_short_word or is_made


def _remark(report: RowReport, message: str) -> None:
    report.remarks = (*report.remarks, Remark(message))
    report.outcome = outcome_of(report.remarks)


def _organisers_by_name() -> dict[str, Organisation]:
    organisations = Organisation.objects.in_bulk()
    return {name: organisations[id_] for name, id_ in organisations_by_name().items() if name}


def _places_by_name() -> dict[str, Location]:
    """The places by their names; of two with one name neither is meant."""
    by_name: dict[str, list[Location]] = defaultdict(list)
    for place in Location.objects.all():
        by_name[name_key(place.name)].append(place)
    return {name: places[0] for name, places in by_name.items() if name and len(places) == 1}
