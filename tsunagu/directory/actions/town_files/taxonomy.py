"""The taxonomy file: the words by which every town sorts its resources, read into one town."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from tsunagu.directory.actions.town_files.report import Change
from tsunagu.directory.actions.town_files.writing import write_rows
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Language, TaxonomyTerm
from tsunagu.kernel.identifiers import new_id

SECTIONS = {
    "needs": Scheme.NEED,
    "kinds": Scheme.KIND,
    "organization_kinds": Scheme.ORGANIZATION_KIND,
    "situations": Scheme.SITUATION,
    "stages": Scheme.STAGE,
    "access": Scheme.ACCESS,
}
# The languages that a listing may say it can be used in.
LANGUAGES = {
    "ja": "日本語", "ja-easy": "やさしい日本語", "jsl": "日本手話", "en": "English", "zh": "中文",
    "ko": "한국어", "vi": "Tiếng Việt", "tl": "Tagalog", "pt": "Português", "es": "Español",
    "ne": "नेपाली", "id": "Indonesia", "my": "မြန်မာ", "th": "ไทย", "uk": "Українська",
}  # fmt: skip


def write_taxonomy(taxonomy: Mapping[str, Any]) -> tuple[dict[Scheme, dict[str, UUID]], dict[str, Change]]:
    """Make the town's terms those of the file; words that staff added stay.

    Returns:
        The terms' ids by scheme and key (a kind also by its name), and what changed by "scheme/key".
    """
    existing = {(term.scheme, term.key): term for term in TaxonomyTerm.objects.all()}
    ids: dict[Scheme, dict[str, UUID]] = {scheme: {} for scheme in Scheme}
    wanted: dict[UUID, dict[str, Any]] = {}
    for scheme, position, row, parent_key in _terms(taxonomy):
        term = existing.get((scheme, row["key"]))
        id_ = term.id if term else new_id()
        ids[scheme][row["key"]] = id_
        words = [*map(str, row.get("words", ())), *(term.words if term else ())]
        wanted[id_] = {
            "scheme": scheme.value,
            "key": row["key"],
            "parent_id": ids[scheme].get(parent_key),
            "name": row["name"],
            "name_kana": row.get("kana", ""),
            "name_easy": row.get("name_easy", ""),
            "name_en": row.get("name_en", ""),
            "names": dict(row.get("names", {})),
            "words": list(dict.fromkeys(words)),
            "is_top": row.get("top", False),
            "position": position,
            "from_months": row.get("from_months"),
            "to_months": row.get("to_months"),
        }
    changes = write_rows(TaxonomyTerm, wanted)
    for id_, values in wanted.items():
        ids[Scheme(values["scheme"])].setdefault(values["name"], id_)
    return ids, {f"{wanted[id_]['scheme']}/{wanted[id_]['key']}": change for id_, change in changes.items()}


def write_languages() -> dict[str, UUID]:
    """Make sure that the town knows the languages; their ids by code."""
    ids = dict(Language.objects.values_list("code", "id"))
    missing = [Language(code=code, name=name) for code, name in LANGUAGES.items() if code not in ids]
    Language.objects.bulk_create(missing)
    return ids | {language.code: language.id for language in missing}


def _terms(taxonomy: Mapping[str, Any]) -> Iterator[tuple[Scheme, int, Mapping[str, Any], str]]:
    """Every term with its place in its scheme, parents before children."""
    for section, scheme in SECTIONS.items():
        position = 0
        waiting = [(row, "") for row in taxonomy.get(section, ())]
        while waiting:
            row, parent = waiting.pop(0)
            yield scheme, position, row, parent
            position += 1
            waiting = [(child, row["key"]) for child in row.get("children", ())] + waiting
