"""Neighbours and the readings of their registers, in words for colleagues."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from tsunagu.directory.actions.neighbours.pulls import CHANGED, GONE, REFUSED, TAKEN, UNCHANGED
from tsunagu.directory.models import Neighbour, NeighbourPull
from tsunagu.directory.models.neighbours import PullState
from tsunagu.directory.queries.neighbours import HIDDEN_AFTER
from tsunagu.kernel.ui.words import day_words


@dataclass(frozen=True, slots=True)
class PullLine:
    """One reading."""

    pull: NeighbourPull

    @property
    def state(self) -> str:
        return str(PullState(self.pull.state).label)

    @property
    def is_in_hand(self) -> bool:
        return self.pull.is_in_hand

    @property
    def when(self) -> str:
        at = localtime(self.pull.ordered_at)
        return f"{day_words(at.date())} {at:%H:%M}"

    @property
    def by(self) -> str:
        return str(self.pull.ordered_by) if self.pull.ordered_by else _("毎晩の取りこみ")

    @property
    def took(self) -> str:
        if not (self.pull.started_at and self.pull.ended_at):
            return ""
        seconds = max(1, round((self.pull.ended_at - self.pull.started_at).total_seconds()))
        if seconds < 60:
            return _("%(seconds)s秒") % {"seconds": seconds}
        return _("%(minutes)s分") % {"minutes": round(seconds / 60)}

    @property
    def numbers(self) -> list[tuple[str, int]]:
        labels = {
            TAKEN: _("新しく取りこみ"), CHANGED: _("変わった"), UNCHANGED: _("変わらない"),
            GONE: _("なくなった"), REFUSED: _("受け入れず"),
        }  # fmt: skip
        return (
            [(label, self.pull.counts.get(key, 0)) for key, label in labels.items()]
            if self.pull.counts
            else []
        )

    @property
    def result(self) -> str:
        return "　".join(f"{label} {count}" for label, count in self.numbers if count)

    @property
    def failure(self) -> str:
        if self.pull.failure is None:
            return ""
        return _sentence(self.pull.failure) or _(
            "うまくいきませんでした。前に取りこんだものは、そのままです。"
        )

    @property
    def remarks(self) -> list[list[str]]:
        return [[told["name"] or told["id"], _sentence(told)] for told in self.pull.remarks]


def _sentence(told: Mapping[str, Any]) -> str:
    """What a report kept, in the language of the page; empty where it kept no sentence."""
    sentence = told["message"]
    return _(sentence) % told["places"] if sentence else ""


@dataclass(frozen=True, slots=True)
class NeighbourLine:
    """One neighbour, with its last reading."""

    neighbour: Neighbour
    last: PullLine | None
    at: datetime

    @property
    def name(self) -> str:
        return self.neighbour.name

    @property
    def url(self) -> str:
        return reverse("workspace:neighbour", args=[self.neighbour.id])

    @property
    def shown(self) -> str:
        """How many families see."""
        number = self.neighbour.shown if self.neighbour.is_on else 0  # type: ignore[attr-defined]
        return _("%(count)s件を見せています") % {"count": number}

    @property
    def is_silent(self) -> bool:
        """Everything that was read is too old to be shown."""
        heard = self._heard_at
        return self.neighbour.is_on and heard is not None and heard <= self.at - HIDDEN_AFTER

    @property
    def facts(self) -> list[dict[str, str]]:
        heard = self._heard_at
        return [
            {"label": _("HSDS APIのアドレス"), "value": self.neighbour.api_url},
            {"label": _("利用条件"), "value": self.neighbour.licence},
            {"label": _("最後に取りこめた日"), "value": day_words(localdate(heard)) if heard else ""},
            {"label": _("家族のページ"), "value": self.shown},
        ]

    @property
    def _heard_at(self) -> datetime | None:
        return self.neighbour.heard_at  # type: ignore[attr-defined]  # annotated by the query


def pull_rows(lines: Iterable[PullLine]) -> list[list[Any]]:
    """The table of readings."""
    return [
        [line.when, line.by, line.state, line.failure or line.result or "―", line.took or "―"]
        for line in lines
    ]


def pull_columns() -> list[dict[str, str]]:
    labels = (_("いつ"), _("頼んだ人"), _("状態"), _("結果"), _("かかった時間"))
    return [{"label": label} for label in labels]


def remark_columns() -> list[dict[str, str]]:
    return [{"label": _("名前")}, {"label": _("どうなったか")}]
