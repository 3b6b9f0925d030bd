"""The acting town's words, kept per process until the town's directory version moves."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from tsunagu.directory.queries.search.vocabulary import Term, Vocabulary, build
from tsunagu.kernel.municipality.acting import current_town_id

# A process serves a prefecture's towns with this many vocabularies at most.
_MOST_KEPT = 64
_kept: dict[UUID, Vocabulary] = {}

# One statement for all four, so that a cold search asks the database twice and a warm one once.
_STATEMENT = """
SELECT 'town', m.directory_version::text, m.name, NULL::text[], NULL::text[],
    NULL::text, NULL::integer, NULL::integer, NULL::uuid
FROM kernel_municipality AS m WHERE m.id = %(town)s
UNION ALL
SELECT 'term', t.scheme, t.key, t.words,
    ARRAY[t.name, t.name_en] || ARRAY(SELECT jsonb_each_text.value FROM jsonb_each_text(t.names)),
    p.key, t.from_months, t.to_months, NULL
FROM directory_taxonomyterm AS t LEFT JOIN directory_taxonomyterm AS p ON p.id = t.parent_id
WHERE t.municipality_id = %(town)s
UNION ALL
SELECT 'synonyms', NULL, NULL, s.terms, s.leads_to, NULL, NULL, NULL, NULL
FROM directory_synonymgroup AS s WHERE s.municipality_id = %(town)s
UNION ALL
SELECT 'district', NULL, NULL, ARRAY[d.name, d.name_kana] || d.alternate_names::text[],
    NULL, NULL, NULL, NULL, d.id
FROM directory_district AS d WHERE d.municipality_id = %(town)s
UNION ALL
SELECT 'large', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
WHERE EXISTS (SELECT FROM directory_searchentry AS e WHERE e.municipality_id = %(town)s OFFSET %(large)s)
"""
# Up to so many listings a question looks at all that could be meant; beyond, it stops at enough.
_LARGE = 500


def kept_words() -> Vocabulary | None:
    """The words as this process last read them, which may be older than the database's."""
    return _kept.get(current_town_id())


def read_words() -> Vocabulary:
    """Read the words anew."""
    town_id = current_town_id()
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"town": town_id, "large": _LARGE})
        rows = cursor.fetchall()
    version, town_name = next(((int(row[1]), row[2]) for row in rows if row[0] == "town"), (0, ""))
    words = build(
        version=version,
        town_name=town_name,
        terms=_terms(rows),
        synonyms=[(row[3], row[4] or []) for row in rows if row[0] == "synonyms"],
        is_large=any(row[0] == "large" for row in rows),
        districts=[(row[8], [name for name in row[3] if name]) for row in rows if row[0] == "district"],
    )
    if len(_kept) >= _MOST_KEPT:
        _kept.pop(next(iter(_kept)))
    _kept[town_id] = words
    return words


def forget_words() -> None:
    """Forget everything read; for tests whose transactions are rolled back."""
    _kept.clear()


def _terms(rows: list[tuple]) -> Iterator[Term]:  # type: ignore[type-arg]  # columns differ by kind of row
    for kind, scheme, key, words, names, parent, first, last, _ in rows:
        if kind == "term" and scheme != "organization_kind":
            others = tuple(name for name in names[1:] if name)
            yield Term(scheme, key, names[0], tuple(words), parent or "", first, last, others)
