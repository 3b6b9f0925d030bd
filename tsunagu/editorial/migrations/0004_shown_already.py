"""Pages that are up already: their files stay everybody's to open."""

from django.db import migrations

_PAGES = ("column", "chapter", "citizenreport", "informationpage", "notice", "section")
_TABLES = (
    "wagtailcore_page",
    *(f"editorial_{one}" for one in (*_PAGES, "picture", "paper", "shownfile")),
)
_BLOCKS = " UNION ALL ".join(
    f"SELECT page_ptr_id AS page_id, jsonb_array_elements(body || easy_body) AS block FROM editorial_{one}"
    for one in _PAGES
)
_PICTURES = f"""
INSERT INTO editorial_shownfile (page_id, picture_id)
SELECT DISTINCT b.page_id, i.id FROM ({_BLOCKS}) AS b
JOIN editorial_picture AS i ON i.id = (b.block -> 'value' ->> 'picture')::bigint
WHERE b.block ->> 'type' = 'picture'
"""  # noqa: S608 - made of our own names
_PAPERS = f"""
INSERT INTO editorial_shownfile (page_id, paper_id)
SELECT DISTINCT b.page_id, f.id FROM ({_BLOCKS}) AS b
CROSS JOIN LATERAL regexp_matches(b.block ->> 'value', '<a\\s[^>]*linktype="document"[^>]*>', 'g') AS link
JOIN editorial_paper AS f ON f.id = substring(link[1] FROM '\\mid="(\\d+)"')::bigint
WHERE b.block ->> 'type' = 'text'
"""  # noqa: S608 - made of our own names


def _forced(*, is_forced: bool) -> list[str]:
    """The owner, too, sees rows through policies; it has none, so they stand aside for these statements."""
    return [f"ALTER TABLE {table} {'' if is_forced else 'NO '}FORCE ROW LEVEL SECURITY" for table in _TABLES]


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0003_shown_files"),
    ]

    operations = [
        migrations.RunSQL(
            [*_forced(is_forced=False), _PICTURES, _PAPERS, "SET CONSTRAINTS ALL IMMEDIATE", *_forced(is_forced=True)],
            migrations.RunSQL.noop,
        ),
    ]
