"""The one door to the search index: a SQL function that takes its town from the context, not its caller.

`@@` is not leakproof, so under row-level security PostgreSQL would read every row of the town before it
used the index. The function runs as the table's owner, who is let through by a policy of its own, and repeats
the two conditions of the table's policies: the acting town, supporters' entries for signed-in people only.
It is made anew after every migration in which this text has changed (`kernel.database.row_security`).
"""

from tsunagu.kernel.database.address import APPLICATION_ROLE

TABLE = "directory_searchentry"
SIGNATURE = "directory_search(tsquery[], integer[], text, integer, integer, integer)"

_OWNER_READS = f'CREATE POLICY owner_reads ON "{TABLE}" FOR SELECT TO CURRENT_USER USING (true)'

# Tiers run from strict to wide and stop as soon as enough is found. A tier is `lengths[tier]` conditions of
# the flat list that must all hold: given to the index apart, it leaps from one to the next; joined into one
# tsquery it would weigh the whole expression for every entry (four to eight times slower). A tier looks at `most`
# matches at the utmost, so a word that stands in every listing costs no more than a rare one.
# Any other way than the bitmap of this index looks cheap to the planner under a LIMIT, and unpacks every tsvector.
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION directory_search(
    conditions tsquery[], lengths integer[], needles text, enough integer, most integer, taken integer)
RETURNS TABLE (
    tier integer, matched integer, service_id uuid, name text,
    organisation_name text, static_rank smallint, name_key text, texts text, words text, facts text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_indexscan = off
AS $$
DECLARE
    town uuid := nullif(current_setting('tsunagu.town', true), '')::uuid;
    supporters boolean := coalesce(current_setting('tsunagu.user', true), '') <> ''
        OR coalesce(current_setting('tsunagu.system', true), '') = 'on';
    position integer := 0;
    holds text;
    chosen uuid[];
    seen uuid[] := ARRAY[]::uuid[];
BEGIN
    IF town IS NULL THEN
        RETURN;
    END IF;
    FOR tier IN 1 .. cardinality(lengths) LOOP
        -- Only numbers are written into the statement.
        SELECT string_agg(format('e.lexemes @@ $1[%s]', n), ' AND ') INTO holds
        FROM generate_series(position + 1, position + lengths[tier]) AS n;
        position := position + lengths[tier];
        EXECUTE $find$ WITH hits AS MATERIALIZED (
                SELECT e.id, e.name_key, e.static_rank FROM public.{TABLE} AS e
                WHERE $find$ || holds || $find$ AND e.municipality_id = $2
                  AND ($3 OR NOT e.supporters_only) AND e.id <> ALL ($4)
                LIMIT $5
            ), best AS (
                SELECT h.id FROM hits AS h
                ORDER BY ($6 <> '' AND h.name_key ~ $6) DESC, h.static_rank DESC, h.id
                LIMIT $7
            )
            SELECT (SELECT count(*) FROM hits), array(SELECT b.id FROM best AS b) $find$
        INTO matched, chosen
        USING conditions, town, supporters, seen, most, needles,
            CASE WHEN tier = 1 THEN taken ELSE least(taken, greatest(2 * enough, 40)) END;
        RETURN QUERY
            SELECT tier, matched, e.service_id, e.name::text, e.organisation_name::text,
                e.static_rank, e.name_key, e.texts, e.words, e.facts::text
            FROM public.{TABLE} AS e WHERE e.id = ANY (chosen);
        seen := seen || chosen;
        EXIT WHEN cardinality(seen) >= enough;
    END LOOP;
END
$$"""  # noqa: S608  # only the name of our own table

LOOKUP_STATEMENTS = (
    _OWNER_READS,
    # Replacing cannot change what a function returns.
    f"DROP FUNCTION IF EXISTS {SIGNATURE}",
    _FUNCTION,
    f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {APPLICATION_ROLE}",
)
