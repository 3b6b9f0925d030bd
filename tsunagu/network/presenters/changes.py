"""A proposed change as the desk reads it: field by field, before and after, and the days that move."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagu.directory.choices import Cost, ServiceStatus
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_words import describe, describe_exceptions
from tsunagu.kernel.ui.filters import moment
from tsunagu.kernel.ui.words import joined, with_remark
from tsunagu.network.models import ListingChange
from tsunagu.network.presenters.dates import MOST_CHANGES, ChangedDay, changed_days
from tsunagu.network.queries.look_alikes import LookAlike
from tsunagu.network.queries.merging import merged
from tsunagu.network.queries.values import Values

LABELS = {
    "name": gettext_lazy("名称"),
    "name_kana": gettext_lazy("名称（フリガナ）"),
    "name_en": gettext_lazy("名称（英語）"),
    "status": gettext_lazy("状態"),
    "summary": gettext_lazy("ひとこと"),
    "summary_easy": gettext_lazy("ひとこと（やさしい日本語）"),
    "summary_en": gettext_lazy("ひとこと（英語）"),
    "description": gettext_lazy("説明"),
    "how_to_use": gettext_lazy("使い方"),
    "minimum_age_months": gettext_lazy("月齢から"),
    "maximum_age_months": gettext_lazy("月齢まで"),
    "age_text": gettext_lazy("対象の言い方"),
    "cost": gettext_lazy("費用"),
    "cost_text": gettext_lazy("費用の言い方"),
    "opening": gettext_lazy("開いているとき"),
    "opening_text": gettext_lazy("開いているときの言い方"),
    "place_text": gettext_lazy("場所の言い方"),
    "phone": gettext_lazy("電話番号"),
    "contact_role": gettext_lazy("担当者の役割"),
    "contact_hours": gettext_lazy("担当者がいる日・時間"),
    "kind": gettext_lazy("種類"),
    "district": gettext_lazy("地区"),
    "needs": gettext_lazy("困りごと"),
    "situations": gettext_lazy("状況"),
    "stages": gettext_lazy("時期"),
    "ways_in": gettext_lazy("利用のしかた"),
    "places": gettext_lazy("場所"),
    "areas": gettext_lazy("対象の地区"),
    "url": gettext_lazy("ウェブサイト"),
    "website": gettext_lazy("ウェブサイト"),
    "email": gettext_lazy("公開のメールアドレス"),
    "postal_code": gettext_lazy("郵便番号"),
    "city": gettext_lazy("市町村"),
    "address_1": gettext_lazy("町名・番地"),
    "address_2": gettext_lazy("建物・階"),
    "transportation": gettext_lazy("行きかた"),
    "accessibility": gettext_lazy("設備・バリアフリー"),
}


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One field: what its author saw, what they want, and what stands there now if that is something else."""

    label: str
    before: str
    after: str
    now: str
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One change, whole."""

    change: ListingChange
    now: Values
    today: date
    # What the ids in it are called.
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return title_of(self.change)

    @property
    def is_conflict(self) -> bool:
        return any(line.is_conflict for line in self.lines)

    @property
    def in_words_only(self) -> bool:
        return not self.change.changes

    @property
    def lines(self) -> list[DiffLine]:
        change = self.change
        open_question = change.is_waiting
        conflicts = set(merged(before=change.before, changes=change.changes, now=self.now).conflicts)
        return [
            DiffLine(
                label=str(LABELS.get(name, name)),
                before=self._words(name, change.before.get(name)),
                after=self._words(name, wanted),
                now=self._words(name, self.now.get(name)),
                is_conflict=open_question and name in conflicts,
            )
            for name, wanted in sorted(change.changes.items(), key=_in_order)
        ]

    def _words(self, name: str, value: Any) -> str:
        return value_words(name, value, today=self.today, names=self.names)

    @property
    def dates(self) -> list[ChangedDay]:
        """The days that would be open otherwise than they are now; after a decision, than they were."""
        if "opening" not in self.change.changes:
            return []
        seen = self.now.get("opening") if self.change.is_waiting else self.change.before["opening"]
        return changed_days(rule_from_json(seen), self._rule_after(), self.today)

    @property
    def shown_dates(self) -> list[ChangedDay]:
        return self.dates[:MOST_CHANGES]

    @property
    def more_dates(self) -> int:
        return max(len(self.dates) - MOST_CHANGES, 0)

    def _rule_after(self) -> Any:
        result = merged(before=self.change.before, changes=self.change.changes, now=self.now)
        wanted = self.change.changes["opening"]
        return rule_from_json(result.values.get("opening", wanted) if self.change.is_waiting else wanted)

    @property
    def facts(self) -> list[dict[str, str | None]]:
        change = self.change
        facts = [
            {"label": _("団体"), "value": change.organisation.name},
            {"label": _("送った人"), "value": with_remark(author(change), change.get_way_display())},
            {"label": _("送った日時"), "value": moment(change.sent_at)},
        ]
        if change.note:
            facts.append({"label": _("窓口へのひとこと"), "value": change.note})
        if change.decided_at:
            decider = change.decided_by.name if change.decided_by else ""
            facts.append({"label": _("決めた日時"), "value": with_remark(moment(change.decided_at), decider)})
        if change.reason:
            facts.append({"label": _("載せない理由"), "value": change.reason})
        return facts


def _in_order(change: tuple[str, Any]) -> int:
    """As a form asks: the database keeps the fields of a change in an order of its own."""
    return list(LABELS).index(change[0])


def title_of(change: ListingChange) -> str:
    """What the change is about; a new service or place has only the name that was sent."""
    if change.is_addition:
        return str(change.changes.get("name", ""))
    return str(change.service or change.organisation)


def alike_rows(found: list[LookAlike]) -> list[dict[str, str]]:
    """What may be the same: its name, whose it is or where, and what says so."""
    return [
        {
            "name": one.name,
            "of": one.of,
            "why": _("同じところ：%(fields)s")
            % {"fields": joined([str(LABELS[name]) for name in one.fields])},
        }
        for one in found
    ]


def author(change: ListingChange) -> str:
    return change.sent_by.name if change.sent_by else change.sent_name or _("名乗りなし")


def fields_words(change: ListingChange) -> str:
    """「開いているとき、電話番号」"""
    if change.is_new_place:
        return _("新しい場所")
    if change.is_new:
        return _("新しいサービス")
    if not change.changes:
        return _("言葉で届いたこと")
    return "、".join(str(LABELS.get(name, name)) for name in change.changes)


def change_rows(changes: list[ListingChange]) -> list[list[Any]]:
    """Rows of a table: what, of whom, which fields, when, how it stands."""
    return [
        [
            {
                "text": title_of(change),
                "url": reverse("network:change", args=[change.id]),
            },
            change.organisation.name,
            fields_words(change),
            moment(change.sent_at),
            change.get_status_display(),
        ]
        for change in changes
    ]


def value_words(name: str, value: Any, *, today: date, names: Mapping[str, str]) -> str:
    """A value of a listing as a reader of the diff understands it."""
    if name == "accessibility":
        return "、".join(value or [])
    if isinstance(value, list):
        return "、".join(names.get(each, "") for each in value)
    if name in ("kind", "district"):
        return names.get(value, "")
    if name == "opening":
        rule = rule_from_json(value)
        return "\n".join([describe(rule), *describe_exceptions(rule, today)])
    if name == "cost" and value:
        return str(Cost(value).label)
    if name == "status" and value:
        return str(ServiceStatus(value).label)
    if name in {"minimum_age_months", "maximum_age_months"}:
        return "" if value is None else _("%(count)sか月") % {"count": value}
    return str(value or "")
