"""The phone directory as a reader turns its pages: in kana order, or by need."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.models import TaxonomyTerm
from tsunagu.directory.presenters.language import in_language, is_easy
from tsunagu.directory.presenters.opening import OpeningLine, opening_line
from tsunagu.directory.presenters.pages import call_line, contact_label
from tsunagu.directory.queries.listing import PhoneLine
from tsunagu.directory.queries.phones import PhoneOwner
from tsunagu.kernel.exports.sheet import Column, Sheet
from tsunagu.kernel.japanese.fold import fold, fold_alternatives
from tsunagu.kernel.japanese.kana import FIRST_OF_ROW, OTHER_KEY, ROW_KEYS, gojuon_row_key, kana_sort_key
from tsunagu.kernel.ui.words import joined, speaks_japanese
from tsunagu.portal.forms.phone_filter import BY_NEED, PhoneFilter
from tsunagu.portal.presenters.terms import name_of

# More lines than this are shown part by part; a short directory stands on one page.
MOST_AT_ONCE = 80
MOST_SERVICES = 3
# From three figures on, a piece may be of a number.
_FEWEST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Call:
    """One number. A fax is read, not tapped."""

    number: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """One line of the directory."""

    name: str
    kana: str
    url: str
    organisation: str
    services: str
    calls: tuple[Call, ...]
    answers: tuple[str, ...]
    opening: OpeningLine | None

    @classmethod
    def of(cls, owner: PhoneOwner, *, at: datetime) -> "PhoneEntry":
        above = owner.organisation
        rules = owner.rules
        return cls(
            name=in_language(owner.name, english=owner.name_en),
            kana=owner.name_kana if speaks_japanese() else "",
            url=_page_of(owner),
            organisation=in_language(above.name, english=above.name_en) if above else "",
            services=_called_for(owner),
            calls=tuple(_call(number) for number in owner.numbers),
            answers=tuple(contact_label(contact) for contact in owner.contacts),
            opening=opening_line(rules, at) if rules else None,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A kana row or a need, with its lines and where it is; a part without lines has no address."""

    key: str
    tab: str
    title: str
    url: str
    is_current: bool
    count: int
    entries: tuple[PhoneEntry, ...]


def parts_of(
    owners: Sequence[PhoneOwner],
    asked: PhoneFilter,
    *,
    needs: Iterable[TaxonomyTerm],
    address: Callable[..., str],
    at: datetime,
) -> list[Part]:
    """The directory in its parts, in order. Of a long one only the open part has its lines."""
    found = sorted(
        (owner for owner in owners if is_meant(owner, asked.q)),
        key=lambda owner: (kana_sort_key(owner.name_kana), str(owner.id)),
    )
    grouped = _by_need(found, needs) if asked.by == BY_NEED else _by_kana(found)
    is_long = not asked.whole and len(found) > MOST_AT_ONCE
    filled = [key for key, _tab, _title, lines in grouped if lines]
    current = asked.part if asked.part in filled else next(iter(filled), "")
    return [
        Part(
            key=key,
            tab=tab,
            title=title,
            url=("" if not lines else address(part=key) if is_long else f"#{key}"),
            is_current=is_long and key == current,
            count=len(lines),
            entries=tuple(PhoneEntry.of(one, at=at) for one in lines)
            if key == current or not is_long
            else (),
        )
        for key, tab, title, lines in grouped
    ]


def is_meant(owner: PhoneOwner, piece: str) -> bool:
    """Whether a typed piece is of its names, of what it is called for, or of a number."""
    if not piece:
        return True
    above = (owner.organisation.name, owner.organisation.name_en) if owner.organisation else ()
    services = (name for service in owner.services for name in (service.name, service.name_en))
    names = (owner.name, owner.name_kana, owner.name_en, *owner.other_names, *above, *services)
    folded = "\n".join(fold(name).replace(" ", "") for name in names)
    if any(one.replace(" ", "") in folded for one in fold_alternatives(piece)):
        return True
    figures = re.sub(r"\D", "", fold(piece))
    numbers = "\n".join(re.sub(r"\D", "", line.number) for line in owner.numbers)
    return len(figures) >= _FEWEST_FIGURES and figures in numbers


def phone_sheet(parts: Iterable[Part], *, title: str, town: str, day: str) -> Sheet:
    """The directory as a table, one line for each number."""
    columns = (
        Column(_("区分"), 12),
        Column(_("名前"), 32),
        Column(_("フリガナ"), 32),
        Column(_("組織"), 32),
        Column(_("電話番号"), 18),
        Column(_("補足"), 20),
        Column(_("応える人"), 32),
        Column(_("開いているとき"), 24),
    )
    rows = [
        (
            part.title,
            entry.name,
            entry.kana,
            entry.organisation,
            call.number,
            call.note,
            joined(entry.answers),
            entry.opening.words if entry.opening else "",
        )
        for part in parts
        for entry in part.entries
        for call in entry.calls
    ]
    return Sheet(title, columns, rows, subtitle=f"{town} {day}")


def _by_kana(owners: Sequence[PhoneOwner]) -> list[tuple[str, str, str, list[PhoneOwner]]]:
    rows: dict[str, list[PhoneOwner]] = {key: [] for key in (*ROW_KEYS, OTHER_KEY)}
    for owner in owners:
        rows[gojuon_row_key(owner.name_kana)].append(owner)
    named = [
        (key, first, _("%(kana)s行") % {"kana": first}, rows[key]) for key, first in FIRST_OF_ROW.items()
    ]
    if rows[OTHER_KEY]:
        named.append((OTHER_KEY, _("他"), _("そのほか"), rows[OTHER_KEY]))
    return named


def _by_need(
    owners: Sequence[PhoneOwner], needs: Iterable[TaxonomyTerm]
) -> list[tuple[str, str, str, list[PhoneOwner]]]:
    widest = [term for term in needs if term.parent_id is None]
    keys = {term.key for term in widest}
    grouped = [
        (term.key, name_of(term), name_of(term), [one for one in owners if term.key in one.needs])
        for term in widest
    ]
    grouped = [group for group in grouped if group[3]]
    rest = [one for one in owners if keys.isdisjoint(one.needs)]
    return [*grouped, (OTHER_KEY, _("そのほか"), _("そのほか"), rest)] if rest else grouped


def _page_of(owner: PhoneOwner) -> str:
    if owner.of == "service":
        return reverse("portal:service", args=[owner.id])
    if owner.of == "organisation":
        return reverse("portal:organisation", args=[owner.id])
    if owner.organisation_id:
        return reverse("portal:organisation", args=[owner.organisation_id])
    return reverse("portal:service", args=[owner.services[0].id]) if owner.services else ""


def _called_for(owner: PhoneOwner) -> str:
    """A few of the services behind an organisation's or a place's number."""
    if owner.of == "service":
        return ""
    names = [in_language(one.name, english=one.name_en) for one in owner.services]
    shown = joined(names[:MOST_SERVICES], " " if is_easy() else "、")
    return _("%(names)s ほか") % {"names": shown} if len(names) > MOST_SERVICES else shown


def _call(line: PhoneLine) -> Call:
    made = call_line(line)
    is_fax = line.kind == "fax"
    return Call(
        made.number,
        "" if is_fax else made.href,
        made.label if line.note or line.hours_text else _("FAX") if is_fax else "",
    )
