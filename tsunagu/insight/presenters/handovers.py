"""A year's hand-overs as a page and a file say them."""

from collections.abc import Callable, Iterator, Mapping
from statistics import mean, median
from typing import Any

from django.utils.translation import gettext as _

from tsunagu.desk.models.referral_choices import Closing, StatusReason
from tsunagu.insight.queries.handovers import HandoverFigures
from tsunagu.kernel.exports.sheet import Cell, Column, Sheet

# The last day of each bucket; whatever took longer is the last one.
DAY_BUCKETS = (0, 1, 2, 3, 7, 14)


class HandoverPage:
    """Tiles, bars and a sheet."""

    def __init__(self, figures: HandoverFigures) -> None:
        self.figures = figures

    @property
    def title(self) -> str:
        return _("つなぎの状況")

    @property
    def is_empty(self) -> bool:
        return self.figures.needs == 0

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The year in five figures; what cannot be known yet is a dash."""
        found = self.figures
        return [
            {"label": _("つないだ困りごと"), "value": f"{found.needs:,}", "unit": _("件")},
            {"label": _("平均の打診先"), "value": self._mean_hops, "unit": _("か所")},
            {"label": _("引き受けまで（中央値）"), "value": self._median_days, "unit": _("日")},
            {"label": _("結果が出ないまま終了"), "value": self._without_outcome, "unit": "%"},
            {
                "label": _("同じ話をくり返した"),
                "value": f"{found.retold:,}" if found.asked_whether_retold else None,
                "unit": _("件"),
                "note": _("聞きとれた%(asked)s件のうち") % {"asked": found.asked_whether_retold}
                if found.asked_whether_retold
                else None,
            },
        ]

    @property
    def hops(self) -> list[dict[str, Any]]:
        """Needs by the number of organisations asked."""
        return [
            {"label": _("%(number)sか所") % {"number": number}, "value": needs}
            for number, needs in sorted(self.figures.hops.items())
        ]

    @property
    def days(self) -> list[dict[str, Any]]:
        """Accepted needs by the days that it took."""
        if not self.figures.days:
            return []
        return [{"label": label, "value": sum(map(holds, self.figures.days))} for label, holds in _buckets()]

    @property
    def declines(self) -> list[dict[str, Any]]:
        """Declined requests by reason."""
        return _bars(self.figures.declines, dict(StatusReason.choices))

    @property
    def endings(self) -> list[dict[str, Any]]:
        """Ended needs by how they ended."""
        return _bars(self.figures.endings, dict(Closing.choices))

    @property
    def unmet(self) -> list[dict[str, Any]]:
        """What nobody is known for."""
        return _bars(self.figures.unmet, {})

    def sheet(self) -> Sheet:
        """All of it, one line per figure."""
        return Sheet(
            title=self.title,
            subtitle=f"{self.figures.year.label}（{self.figures.year.label_western}）",
            columns=[Column(_("区分"), 26), Column(_("内容"), 34), Column(_("件数"), 10, 0)],
            rows=list(self._sheet_rows()),
            notes=[_("その年度に始まった困りごとを数えています。まちがいで作られたものは数えません。")],
        )

    def _sheet_rows(self) -> Iterator[list[Cell]]:
        yield [_("つないだ困りごと"), _("合計"), self.figures.needs]
        for heading, bars in (
            (_("打診した先の数"), self.hops),
            (_("引き受けまでの日数"), self.days),
            (_("断られた理由"), self.declines),
            (_("終わり方"), self.endings),
            (_("行き先のなかった困りごと"), self.unmet),
        ):
            for bar in bars:
                yield [heading, bar["label"], bar["value"]]

    @property
    def _mean_hops(self) -> str | None:
        sent = [number for number, needs in self.figures.hops.items() for _need in range(needs)]
        return f"{mean(sent):.1f}" if sent else None

    @property
    def _median_days(self) -> str | None:
        return f"{median(self.figures.days):g}" if self.figures.days else None

    @property
    def _without_outcome(self) -> str | None:
        share = self.figures.without_outcome
        return None if share is None else f"{100 * share:.0f}"


def _buckets() -> Iterator[tuple[str, Callable[[int], bool]]]:
    after = -1
    for last in DAY_BUCKETS:
        yield _span(after + 1, last), _within(after, last)
        after = last
    yield _("%(days)s日以上") % {"days": after + 1}, lambda days: days > DAY_BUCKETS[-1]


def _within(after: int, last: int) -> Callable[[int], bool]:
    return lambda days: after < days <= last


def _span(first: int, last: int) -> str:
    if last == 0:
        return _("その日")
    return _("%(days)s日") % {"days": first if first == last else f"{first}〜{last}"}


def _bars(counts: Mapping[str, int], names: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Most frequent first; a code without a name shows itself."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        {"label": str(names.get(code, code)) or _("理由なし"), "value": number} for code, number in ordered
    ]
