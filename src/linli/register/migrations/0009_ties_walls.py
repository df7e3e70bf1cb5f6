"""The second wall around ties and informants, and what ends when somebody leaves or dies: whom he is in touch with,
whose neighbour or informant he is, of the dead all of it, wherever it lies. The function tells nothing."""

from django.db import migrations

from linli.kit.walls import in_sight, policy

TABLES = ("register_tie", "register_informant")
FUNCTION = """
CREATE FUNCTION register_ties_end(persons uuid[], day date, moment timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE register_tie t SET until = greatest(t.since, day), changed_at = moment, version = t.version + 1
        FROM register_resident r WHERE r.id = ANY(persons) AND t.until IS NULL AND (
            (t.resident_id = r.id AND r.state IN ('left', 'died'))
            OR (t.other_id = r.id AND r.state = 'died')
            OR (t.other_id = r.id AND r.state = 'left' AND t.kind IN ('neighbour', 'informant')));
    UPDATE register_informant i SET until = greatest(i.since, day), changed_at = moment, version = i.version + 1
        FROM register_resident r WHERE i.resident_id = r.id AND r.id = ANY(persons) AND r.state IN ('left', 'died')
            AND i.until IS NULL;
$$;
REVOKE ALL ON FUNCTION register_ties_end(uuid[], date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_ties_end(uuid[], date, timestamptz) TO linli_web, linli_jobs;
GRANT USAGE, CREATE ON SCHEMA public TO linli_search;
GRANT SELECT (resident_id, other_id, kind, since, until, version) ON register_tie TO linli_search;
GRANT SELECT (resident_id, since, until, version) ON register_informant TO linli_search;
GRANT UPDATE (until, changed_at, version) ON register_tie TO linli_search;
GRANT UPDATE (until, changed_at, version) ON register_informant TO linli_search;
CREATE POLICY search ON register_tie FOR SELECT TO linli_search USING (true);
CREATE POLICY search ON register_informant FOR SELECT TO linli_search USING (true);
CREATE POLICY search_puts_right ON register_tie FOR UPDATE TO linli_search USING (true) WITH CHECK (true);
CREATE POLICY search_puts_right ON register_informant FOR UPDATE TO linli_search USING (true) WITH CHECK (true);
ALTER FUNCTION register_ties_end(uuid[], date, timestamptz) OWNER TO linli_search;
REVOKE CREATE ON SCHEMA public FROM linli_search;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0008_ties")]

    operations = [
        *[migrations.RunSQL(policy(name, in_sight()), migrations.RunSQL.noop) for name in TABLES],
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
    ]
