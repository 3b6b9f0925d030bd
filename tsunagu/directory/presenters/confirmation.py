"""How far a listing can be relied on: who last confirmed it, and where it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tsunagu.directory.choices import ListingPart, Seed
from tsunagu.directory.presenters.language import day_label
from tsunagu.kernel.ui.words import with_remark

# A year: fees, hours and people in charge change with the fiscal year.
GOES_STALE_AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What `ui/confirmed_line.html` reads."""

    on: str
    by: str
    stale: bool

    @property
    def label(self) -> str:
        """「最終確認 2026年4月1日（こども課）」, or that nobody has confirmed it yet."""
        if not self.on:
            return _("まだ確認されていません")
        label = _("最終確認 %(day)s") % {"day": self.on}
        return with_remark(label, self.by)


def confirmation(on: date | None, by: str, *, today: date, overdue_since: date | None = None) -> Confirmation:
    """`overdue_since`: its owner was asked and has not confirmed it, which a reader should know."""
    is_old = on is not None and today - on > GOES_STALE_AFTER
    return Confirmation(on=day_label(on) if on else "", by=by, stale=is_old or overdue_since is not None)


def part_labels(assured: Iterable[tuple[str, date]], *, whole: date | None, today: date) -> list[str]:
    """「費用（2026年11月2日）」 of each part confirmed within a year, and later than the `whole` was."""
    parts = {part: on for part, on in assured if whole is None or on > whole}
    return [
        with_remark(str(part.label), day_label(parts[part]))
        for part in ListingPart
        if part in parts and today - parts[part] <= GOES_STALE_AFTER
    ]


def source_label(seed: str, at: str) -> str:
    """「出典：上越市の事例（表1）」; empty when the source is the network itself."""
    if not seed:
        return ""
    return with_remark(_("出典：%(document)s") % {"document": Seed(seed).label}, at)
