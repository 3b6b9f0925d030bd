"""The one door to the search index: a SQL function that takes its town from the context, not its caller.

`@@` is not leakproof, so under row-level security PostgreSQL would read every row of the town before it
used the index. The function runs as the table's owner, who is let through by a policy of its own, and repeats
the two conditions of the table's policies: the acting town, supporters' entries for signed-in people only.
It is made anew after every migration in which this text has changed (`kernel.database.row_security`).
"""

from tsunagu.kernel.database.address import APPLICATION_ROLE

TABLE = "directory_searchentry"
SIGNATURE = "directory_search(text, text[], integer, integer, integer)"
# A question is one text: tiers and their conditions; only the tiers that are asked are read as `tsquery`.
NEXT_TIER, NEXT_CONDITION = "\x1e", "\x1f"

_OWNER_READS = f'CREATE POLICY owner_reads ON "{TABLE}" FOR SELECT TO CURRENT_USER USING (true)'

# A tier's conditions are given to the index apart, so that it leaps from one to the next; joined into one
# tsquery it would weigh the whole expression for every entry (two to six times slower).
MOST_CONDITIONS = 5


def _find(count: int) -> str:
    """One statement for each number of conditions: written out, it is planned once and kept."""
    holds = " AND ".join(f"e.lexemes @@ conditions[{number + 1}]" for number in range(count))
    return f"""
        {"IF" if count == 1 else "ELSIF"} cardinality(conditions) = {count} THEN
            WITH hits AS MATERIALIZED (
                SELECT e.ctid AS place, e.id, e.name_key, e.static_rank FROM public.{TABLE} AS e
                WHERE {holds} AND e.municipality_id = town
                  AND (supporters OR NOT e.supporters_only) AND e.ctid <> ALL (seen)
                LIMIT most
            ), best AS (
                SELECT h.place FROM hits AS h
                ORDER BY h.name_key LIKE ANY (needles) DESC, h.static_rank DESC, h.id
                LIMIT CASE WHEN tier = 1 THEN taken ELSE least(taken, greatest(2 * enough, 30)) END
            )
            SELECT (SELECT count(*) FROM hits), array(SELECT b.place FROM best AS b) INTO matched, chosen;"""  # noqa: S608


_FINDS = "".join(map(_find, range(1, MOST_CONDITIONS + 1)))

# Tier 0 is one row that tells the version of the words in `matched`. The others run from strict to wide
# and stop as soon as enough is found. A tier looks at `most` matches at the utmost, so a word that stands in
# every listing costs no more than a rare one.
# An entry is known by its place on disk: that holds while one state of the table is seen, and this is STABLE.
# Any way but this index's bitmap looks cheap to the planner under a LIMIT, and unpacks every tsvector.
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION directory_search(
    question text, needles text[], enough integer, most integer, taken integer)
RETURNS TABLE (
    tier integer, matched bigint, service_id uuid, name text,
    organisation_name text, static_rank smallint, name_key text, texts text, words text, facts text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_indexscan = off
AS $$
DECLARE
    town uuid := nullif(current_setting('tsunagu.town', true), '')::uuid;
    supporters boolean := coalesce(current_setting('tsunagu.user', true), '') <> ''
        OR coalesce(current_setting('tsunagu.system', true), '') = 'on';
    tiers text[] := string_to_array(question, chr({ord(NEXT_TIER)}));
    conditions tsquery[];
    chosen tid[];
    seen tid[] := ARRAY[]::tid[];
BEGIN
    IF town IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT 0, m.directory_version, NULL::uuid, NULL, NULL, NULL::smallint, NULL, NULL, NULL, NULL
        FROM public.kernel_municipality AS m WHERE m.id = town;
    FOR tier IN 1 .. cardinality(tiers) LOOP
        conditions := string_to_array(tiers[tier], chr({ord(NEXT_CONDITION)}))::tsquery[];{_FINDS}
        END IF;
        CONTINUE WHEN cardinality(chosen) = 0;
        RETURN QUERY
            SELECT tier, matched, e.service_id, e.name::text, e.organisation_name::text,
                e.static_rank, e.name_key, e.texts, e.words, e.facts::text
            FROM public.{TABLE} AS e WHERE e.ctid = ANY (chosen);
        seen := seen || chosen;
        EXIT WHEN cardinality(seen) >= enough;
    END LOOP;
END
$$"""  # noqa: S608  # only the name of our own table

LOOKUP_STATEMENTS = (
    _OWNER_READS,
    # As it was before; it would stay beside the one below.
    "DROP FUNCTION IF EXISTS directory_search(tsquery[], integer[], text, integer, integer, integer)",
    "DROP FUNCTION IF EXISTS directory_search(text, text, integer, integer, integer)",
    # Replacing cannot change what a function returns.
    f"DROP FUNCTION IF EXISTS {SIGNATURE}",
    _FUNCTION,
    f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {APPLICATION_ROLE}",
)
