"""The second wall of matters: in my area, owned by my post, taken part in by my post, or the one matter of a visitor.
What hangs on a matter is seen by who sees the matter. Two functions look past the wall, each narrowly: search, which
applies the scope itself, and the visitor's ticket, which sees references and codes alone."""

from django.db import migrations

from linli.kit.walls import by_my_post, in_sight, of_my_matter, policy

PARTAKES = (
    "EXISTS (SELECT 1 FROM matters_partaking p WHERE p.matter_id = matters_matter.id AND "
    + by_my_post("p.post_id")
    + ")"
)
MATTER = f"{in_sight()} OR {by_my_post('post_id')} OR {of_my_matter('id')} OR {PARTAKES}"


def _of_matter(table: str) -> str:
    return f"EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = {table}.matter_id)"


CHILDREN = ("matters_reporter", "matters_ticket", "matters_note", "matters_attachment", "matters_grams")
PARTAKING = f"{in_sight('community')} OR {by_my_post('post_id')}"

SEES = """
CREATE FUNCTION matters_sees(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = wanted);
END $$;
"""
"""Whether the actor sees a matter, asked from behind a call: matters look at partakings, so a policy of partakings that
looked at matters itself would go round in a circle."""

UPWARD = """
CREATE POLICY of_matter ON ledger_entry FOR SELECT TO linli_web
    USING (ledger_entry.noun = 'matter'
        AND EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = ledger_entry.subject));
CREATE POLICY of_matter ON files_stored FOR SELECT TO linli_web
    USING (EXISTS (SELECT 1 FROM matters_attachment a WHERE a.file_id = files_stored.id));
"""

SEARCH = f"""
GRANT USAGE, CREATE ON SCHEMA public TO linli_search;
GRANT SELECT ON matters_matter, matters_grams, matters_partaking TO linli_search;
CREATE POLICY search ON matters_matter FOR SELECT TO linli_search USING (true);
CREATE POLICY search ON matters_grams FOR SELECT TO linli_search USING (true);
CREATE POLICY search ON matters_partaking FOR SELECT TO linli_search USING (true);
CREATE FUNCTION matters_search(tokens text[], most integer, still_open boolean, lo text, hi text)
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT matters_matter.id
    FROM matters_grams g JOIN matters_matter ON matters_matter.id = g.matter_id
    WHERE g.grams @@ (SELECT string_agg(quote_literal(t), ' & ')::tsquery FROM unnest(tokens) AS t)
      AND (still_open IS NULL OR matters_matter.is_open = still_open)
      AND (lo = '' OR (matters_matter.area >= lo COLLATE "C" AND matters_matter.area < hi COLLATE "C"))
      AND ({MATTER})
    ORDER BY matters_matter.received_at DESC
    LIMIT least(most, 1000)
$$;
REVOKE ALL ON FUNCTION matters_search(text[], integer, boolean, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION matters_search(text[], integer, boolean, text, text) TO linli_web, linli_jobs;
ALTER FUNCTION matters_search(text[], integer, boolean, text, text) OWNER TO linli_search;
"""

TICKET = """
GRANT SELECT (id, reference) ON matters_matter TO linli_search;
GRANT SELECT, UPDATE ON matters_ticket TO linli_search;
CREATE POLICY search ON matters_ticket TO linli_search USING (true) WITH CHECK (true);
CREATE FUNCTION matters_open_ticket(wanted text, given text, misses_most integer, cool_off integer)
RETURNS TABLE (matter uuid, resting boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found record;
    rests boolean := false;
BEGIN
    FOR found IN
        SELECT t.matter_id, t.code, t.misses, t.missed_at
        FROM matters_matter m JOIN matters_ticket t ON t.matter_id = m.id
        WHERE m.reference = wanted ORDER BY t.matter_id FOR UPDATE OF t
    LOOP
        IF found.misses >= misses_most AND found.missed_at > now() - make_interval(mins => cool_off) THEN
            rests := true;
        ELSIF found.code = given THEN
            UPDATE matters_ticket SET misses = 0, missed_at = NULL
                WHERE matter_id = found.matter_id AND misses > 0;
            RETURN QUERY SELECT found.matter_id, false;
            RETURN;
        ELSE
            UPDATE matters_ticket t SET missed_at = now(), misses =
                CASE WHEN t.missed_at < now() - make_interval(mins => cool_off) THEN 1 ELSE t.misses + 1 END
                WHERE t.matter_id = found.matter_id;
        END IF;
    END LOOP;
    RETURN QUERY SELECT NULL::uuid, rests;
END $$;
REVOKE ALL ON FUNCTION matters_open_ticket(text, text, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION matters_open_ticket(text, text, integer, integer) TO linli_web, linli_jobs;
ALTER FUNCTION matters_open_ticket(text, text, integer, integer) OWNER TO linli_search;
REVOKE CREATE ON SCHEMA public FROM linli_search;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial"), ("ledger", "0001_initial"), ("files", "0001_initial")]

    operations = [
        migrations.RunSQL(policy("matters_matter", MATTER), migrations.RunSQL.noop),
        *[migrations.RunSQL(policy(t, _of_matter(t)), migrations.RunSQL.noop) for t in CHILDREN],
        migrations.RunSQL(SEES, migrations.RunSQL.noop),
        migrations.RunSQL(
            policy("matters_partaking", PARTAKING, check="matters_sees(matter_id)"), migrations.RunSQL.noop
        ),
        migrations.RunSQL(UPWARD, migrations.RunSQL.noop),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
        migrations.RunSQL(TICKET, migrations.RunSQL.noop),
    ]
