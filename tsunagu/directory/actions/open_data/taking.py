"""A table goes through the same hands twice: in a rehearsal that writes nothing, and then for good."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.open_data.addresses import TownNames
from tsunagu.directory.actions.open_data.cells import RefusedRow
from tsunagu.directory.actions.open_data.differences import differences
from tsunagu.directory.actions.open_data.facility import Facility, read_facility
from tsunagu.directory.actions.open_data.matching import Match, Matcher
from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.directory.actions.open_data.report import RowReport, outcome_of, refused
from tsunagu.directory.actions.open_data.runners import Runners
from tsunagu.directory.actions.open_data.table import Skipped, TableRow, TableShape, rows_of
from tsunagu.directory.actions.open_data.text_stream import Pieces
from tsunagu.directory.actions.open_data.writing import Writer
from tsunagu.directory.models import Service
from tsunagu.directory.models.open_data import Decision, RowChange, RowOutcome
from tsunagu.directory.queries.open_data import key_of, with_what_hangs_on_them
from tsunagu.kernel.japanese.kana import is_katakana, to_reading
from tsunagu.kernel.municipality.models import Municipality

BATCH = 500
_WHY_SKIPPED = {
    Skipped.NOTE: gettext_noop("見出しか注の行として読み飛ばしました。"),
    Skipped.HEADINGS: gettext_noop("見出しがもう一度書かれているので読み飛ばしました。"),
    Skipped.EMPTY: gettext_noop("空の行です。"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said of a row that might be one that is there."""

    decision: Decision
    service_id: UUID | None = None


Decisions = Mapping[int, Decided]
Told = Callable[[list[RowReport]], None]


class Taking:
    """One file on its way into the register. Without a writer it is a rehearsal."""

    def __init__(
        self,
        *,
        shape: TableShape,
        town: Municipality,
        runners: Runners,
        decisions: Decisions | None = None,
        writer: Writer | None = None,
    ) -> None:
        self._shape, self._town, self._runners, self._writer = shape, town, runners, writer
        self._names = TownNames(town.code, town.name, town.prefecture)
        self._decisions = decisions or {}
        self._matcher = Matcher(shape.data_set, town.code)
        self._taken: dict[UUID, int] = {}

    def batches(self, pieces: Pieces) -> Iterator[list[RowReport]]:
        """Read the file; what became of its rows, some hundreds at a time.

        Raises:
            UnreadableFile: the table breaks off in its middle.
        """
        rows = rows_of(pieces, self._shape)
        while batch := list(islice(rows, BATCH)):
            yield self._take(batch)

    def _take(self, rows: list[TableRow]) -> list[RowReport]:
        reports: dict[int, RowReport] = {}
        read: list[tuple[int, Facility]] = []
        for row in rows:
            said = self._read(row)
            if isinstance(said, RowReport):
                reports[row.line] = said
            else:
                read.append((row.line, said))
        matched = list(zip(read, self._matcher.matches(read), strict=True))
        known = self._known(matched)
        for (line, said), match in matched:
            reports[line] = self._place(line, said, match, known)
        return [reports[row.line] for row in rows]

    def _read(self, row: TableRow) -> Facility | RowReport:
        if row.skipped:
            return RowReport(row.line, RowOutcome.SKIPPED, name=row.written, remarks=(why_skipped(row),))
        try:
            return read_facility(
                row.cells, data_set=self._shape.data_set, town=self._names, remarks=row.remarks
            )
        except RefusedRow as reason:
            return refused(row.line, row.written, Remark(reason.message, reason.places))

    def _known(self, matched: list[tuple[tuple[int, Facility], Match]]) -> dict[UUID, Service]:
        """The services that the batch is about, as they stand."""
        likely = (match.service_id or self._decided(line, match).service_id for (line, _), match in matched)
        wanted = {id_ for id_ in likely if id_}
        found = with_what_hangs_on_them(Service.objects.filter(id__in=wanted))
        return {service.id: service for service in found}

    def _decided(self, line: int, match: Match) -> Decided:
        decided = self._decisions.get(line, Decided(Decision.OPEN))
        # What was likely at the rehearsal and is not any more, is asked anew.
        is_likely = decided.decision != Decision.SAME or decided.service_id in match.candidates
        return decided if is_likely and not match.service_id else Decided(Decision.OPEN)

    def _place(self, line: int, said: Facility, match: Match, known: Mapping[UUID, Service]) -> RowReport:
        decided = self._decided(line, match)
        if match.line_before:
            return _twice(line, said, match.line_before)
        if decided.decision == Decision.LEAVE:
            why = Remark(gettext_noop("取り込まないと決めました。"))
            return RowReport(line, RowOutcome.SKIPPED, name=said.name, remarks=(*said.remarks, why))
        service = known.get(match.service_id or decided.service_id or UUID(int=0))
        if service is not None:
            return self._meet(line, said, service)
        if match.candidates and decided.decision != Decision.NEW:
            why = Remark(gettext_noop("名簿に似たものがあります。同じかどうかを決めてください。"))
            return RowReport(
                line,
                RowOutcome.ASKED,
                name=said.name,
                remarks=(*said.remarks, why),
                candidates=match.candidates,
            )
        return self._enter(line, said, match)

    def _meet(self, line: int, said: Facility, service: Service) -> RowReport:
        """The row is about a service that is there."""
        before_line = self._taken.setdefault(service.id, line)
        if before_line != line:
            return _twice(line, said, before_line)
        key = self._key(said)
        found = differences(said, service, data_set=self._shape.data_set, town=self._town, key=key)
        remarks = said.remarks
        if found.organisation:
            message = gettext_noop("団体名「%(said)s」は名簿の「%(kept)s」と違います。団体は変えません。")
            places = {"said": found.organisation, "kept": service.organisation.name}
            remarks = (*remarks, Remark(message, places))
        report = RowReport(
            line, outcome_of(remarks), RowChange.UNCHANGED, said.name, remarks, service_id=service.id
        )
        if found:
            report.change = RowChange.CHANGED
            if self._writer:
                report.before = self._writer.change(service, found, line=line)
        return report

    def _enter(self, line: int, said: Facility, match: Match) -> RowReport:
        """The row is about something new."""
        remarks = list(said.remarks)
        if "name_kana" not in said.service:
            reading = to_reading(said.name)
            if not is_katakana(reading):
                why = Remark(gettext_noop("名称_カナがないので、新しく足せません。"))
                return refused(line, said.name, *remarks, why)
            said.service["name_kana"] = reading
            remarks.append(
                Remark(gettext_noop("「%(heading)s」を名前のかなから補いました。"), {"heading": "名称_カナ"})
            )
        if not said.place.get("address_1"):
            remarks.append(Remark(gettext_noop("住所が書かれていません。")))
        runner = self._runners.of(said)
        if runner.is_new and said.organisation:
            message = gettext_noop("団体名「%(said)s」は名簿にないので、施設そのものを組織として足します。")
            remarks.append(Remark(message, {"said": said.organisation}))
        report = RowReport(line, outcome_of(remarks), RowChange.CREATED, said.name, tuple(remarks))
        # Names that a person declared different stay apart: the second one has no key to take.
        if self._writer:
            key = self._key(said)
            report.service_id, report.before = self._writer.create(said, runner, key=key, line=line)
        return report

    def _key(self, said: Facility) -> str:
        return key_of(self._shape.data_set, self._town.code, said.source_id) if said.source_id else ""


def why_skipped(row: TableRow) -> Remark:
    """Why a line of the table tells of nothing."""
    return Remark(_WHY_SKIPPED[row.skipped or Skipped.EMPTY])


def _twice(line: int, said: Facility, before: int) -> RowReport:
    why = Remark(gettext_noop("%(line)s行目と同じ施設です。"), {"line": before})
    return refused(line, said.name, *said.remarks, why)
