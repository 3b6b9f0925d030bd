"""What became of a table, in words: as a whole, and row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.models import ImportRow, ImportRun, Service
from tsunagu.directory.models.open_data import Decision, ImportState, RowChange, RowOutcome
from tsunagu.directory.queries.open_data_columns import EVENT, READABLE
from tsunagu.kernel.ui.words import day_words
from tsunagu.workspace.presenters.row_report import report_cells

# As the programs that write tables call them, where Python has another name.
_ENCODINGS = {"utf-8-sig": "UTF-8 (BOM)", "cp932": "Shift_JIS"}


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One table that was given."""

    run: ImportRun

    @property
    def id(self) -> UUID:
        return self.run.id

    @property
    def name(self) -> str:
        return self.run.file_name

    @property
    def url(self) -> str:
        return reverse("workspace:import", args=[self.run.id])

    @property
    def state(self) -> str:
        return str(ImportState(self.run.state).label)

    @property
    def kind(self) -> str:
        found = READABLE.get(self.run.data_set)
        return str(found.name) if found else ""

    @property
    def form(self) -> str:
        return {"current": _("新しい様式"), "legacy": _("前の様式")}.get(self.run.generation, "")

    @property
    def day(self) -> str:
        return day_words(localdate(self.run.given_at))

    @property
    def is_in_hand(self) -> bool:
        return self.run.is_in_hand

    @property
    def is_rehearsed(self) -> bool:
        return self.run.state == ImportState.REHEARSED

    @property
    def is_applied(self) -> bool:
        return self.run.state == ImportState.APPLIED

    @property
    def may_be_discarded(self) -> bool:
        return self.run.state in (ImportState.REHEARSED, ImportState.FAILED)

    @property
    def writable(self) -> int:
        """How many rows change something when the table is applied."""
        return sum(self.run.counts.get(each, 0) for each in (RowChange.CREATED, RowChange.CHANGED))

    @property
    def order(self) -> str:
        """What the button says that takes the table for good."""
        if self.run.data_set == EVENT.key:
            return _("%(count)s件をカレンダーに取り込む") % {"count": self.writable}
        return _("%(count)s件を名簿に取り込む") % {"count": self.writable}

    @property
    def asked(self) -> int:
        return int(self.run.counts.get(RowOutcome.ASKED, 0))

    @property
    def facts(self) -> list[dict[str, Any]]:
        run = self.run
        return [
            {"label": _("一覧の種類"), "value": self.kind},
            {"label": _("様式"), "value": self.form},
            {"label": _("文字コード"), "value": _ENCODINGS.get(run.encoding, run.encoding.upper())},
            {"label": _("だれが出した一覧か"), "value": run.source_name},
            {"label": _("いつの一覧か"), "value": day_words(run.source_on) if run.source_on else ""},
            {"label": _("利用条件"), "value": run.licence},
            {"label": _("渡した日"), "value": self.day},
        ]

    @property
    def changes(self) -> list[dict[str, Any]]:
        wanted = (RowChange.CREATED, RowChange.CHANGED, RowChange.UNCHANGED)
        return [{"label": each.label, "count": self.run.counts.get(each.value, 0)} for each in wanted]

    @property
    def remarks(self) -> list[str]:
        return remark_words(self.run.remarks)

    @property
    def failure(self) -> str:
        """Why it could not be done; in general words where only the journal of the server knows."""
        failure = self.run.failure
        if failure is None:
            return ""
        said = remark_words([failure])[0] if failure["message"] else ""
        return said or _("うまくいきませんでした。名簿は変わっていません。")


def tally(run: ImportRun, chosen: str) -> list[dict[str, Any]]:
    """How many rows were received how, each a way to see only those."""
    here = reverse("workspace:import", args=[run.id])
    every = {"label": _("すべて"), "count": run.done, "url": here, "current": not chosen}
    return [
        every,
        *(
            {
                "label": each.label,
                "count": run.counts[each.value],
                "url": f"{here}?outcome={each.value}",
                "current": chosen == each.value,
            }
            for each in RowOutcome
            if run.counts.get(each.value)
        ),
    ]


def report_rows(rows: Iterable[ImportRow], services: Mapping[UUID, Service]) -> list[list[Any]]:
    return [
        report_cells(
            row.line,
            _outcome(row),
            row.name,
            " ".join(remark_words(row.remarks)),
            url=_whereabouts(row, services),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Question:
    """A row that might be one that is there, with both to look at."""

    row: ImportRow
    likely: list[Service]

    @property
    def url(self) -> str:
        return reverse("workspace:import-row", args=[self.row.run_id, self.row.id])

    @property
    def answer(self) -> str:
        if self.row.decision == Decision.SAME:
            return f"{Decision.SAME.value}:{self.row.service_id}"
        return str(self.row.decision)

    @property
    def options(self) -> list[dict[str, Any]]:
        """Each of the likely ones with its place and who runs it; then that it is new, or nothing."""
        same = [
            {
                "value": f"{Decision.SAME.value}:{service.id}",
                "label": _("「%(name)s」と同じ（書きかえる）") % {"name": service.name},
                "hint": _about(service),
            }
            for service in self.likely
        ]
        others = [
            {"value": Decision.NEW.value, "label": _("別のもの（新しく足す）")},
            {"value": Decision.LEAVE.value, "label": _("取り込まない")},
        ]
        return [{**each, "selected": each["value"] == self.answer} for each in (*same, *others)]


def questions(rows: Iterable[ImportRow], services: Mapping[UUID, Service]) -> list[Question]:
    return [
        Question(row, [services[id_] for each in row.candidate_ids if (id_ := UUID(each)) in services])
        for row in rows
    ]


def remark_words(remarks: Iterable[Mapping[str, Any]]) -> list[str]:
    """Remarks in the language of the page."""
    said = [(kept["message"], kept["places"]) for kept in remarks]
    return [_(message) % places for message, places in said]


def _outcome(row: ImportRow) -> str:
    outcome = str(RowOutcome(row.outcome).label)
    if row.change == RowChange.NONE:
        return outcome
    return f"{outcome}（{RowChange(row.change).label}）"


def _whereabouts(row: ImportRow, services: Mapping[UUID, Service]) -> str:
    """A way to the listing, while it is there, or to the event."""
    if row.event_id:
        return reverse("workspace:event", args=[row.event_id])
    if row.service_id in services and row.change != RowChange.NONE:
        return reverse("portal:service", args=[row.service_id])
    return ""


def _about(service: Service) -> str:
    places = [each.location.address for each in service.at_locations.all()]
    return "　".join([service.organisation.name, *(place for place in places if place)])
