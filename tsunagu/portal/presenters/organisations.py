"""The index of organisations, in kana rows with a jump to each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tsunagu.directory.presenters.language import in_language, name_of
from tsunagu.directory.queries.organisation_index import OrganisationEntry
from tsunagu.kernel.japanese.kana import FIRST_OF_ROW, OTHER_KEY, ROW_KEYS, gojuon_row_key, kana_sort_key
from tsunagu.kernel.ui.words import speaks_japanese

# More organisations than this are shown row by row: a page stays light on a slow telephone.
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One organisation as a line."""

    id: str
    name: str
    kana: str
    kind: str
    district: str
    phone: str
    services: str

    @classmethod
    def of(cls, entry: OrganisationEntry) -> "IndexLine":
        return cls(
            id=str(entry.id),
            name=in_language(entry.name, english=entry.name_en),
            kana=entry.name_kana if speaks_japanese() else "",
            kind=name_of(entry.kind) if entry.kind else "",
            district=entry.district,
            phone=entry.phone,
            services=_("サービス %(count)s件") % {"count": entry.services} if entry.services else "",
        )


@dataclass(frozen=True, slots=True)
class KanaRow:
    """A row of the syllabary; without organisations it has no address, closed it has no lines."""

    key: str
    tab: str
    title: str
    url: str
    is_current: bool
    lines: tuple[IndexLine, ...]


def kana_rows(
    entries: Sequence[OrganisationEntry], *, chosen: str, address: Callable[[str], str]
) -> list[KanaRow]:
    """All rows in order. Of a long index only the chosen one (else the first) is open."""
    grouped: dict[str, list[OrganisationEntry]] = {key: [] for key in (*ROW_KEYS, OTHER_KEY)}
    for entry in sorted(entries, key=lambda one: (kana_sort_key(one.name_kana), str(one.id))):
        grouped[gojuon_row_key(entry.name_kana)].append(entry)
    filled = [key for key, inside in grouped.items() if inside]
    is_long = len(entries) > MOST_AT_ONCE
    current = chosen if chosen in filled else next(iter(filled), "")
    return [
        KanaRow(
            key=key,
            tab=FIRST_OF_ROW.get(key) or _("他"),
            title=_("そのほか") if key == OTHER_KEY else _("%(kana)s行") % {"kana": FIRST_OF_ROW[key]},
            url=_url(key, inside, address if is_long else None),
            is_current=is_long and key == current,
            lines=tuple(map(IndexLine.of, inside)) if not is_long or key == current else (),
        )
        for key, inside in grouped.items()
        if key != OTHER_KEY or inside
    ]


def _url(key: str, inside: Iterable[OrganisationEntry], address: Callable[[str], str] | None) -> str:
    if not inside:
        return ""
    return address(key) if address else f"#{key}"
