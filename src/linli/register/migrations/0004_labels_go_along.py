"""Labels lie where whom they are on lies, and end when he leaves or dies, those too that the actor may not know of.
Both functions put right what follows from the person's own record, and tell nothing."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION register_labels_follow(persons uuid[], homes uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE register_label l SET area = r.area, community = r.community FROM register_resident r
        WHERE l.resident_id = r.id AND r.id = ANY(persons) AND l.area <> r.area;
    UPDATE register_label l SET area = h.area, community = h.community FROM register_household h
        WHERE l.household_id = h.id AND h.id = ANY(homes) AND h.ended_on IS NULL AND l.area <> h.area;
$$;
CREATE FUNCTION register_labels_end(persons uuid[], day date, moment timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE register_label l SET until = greatest(l.since, day), changed_at = moment FROM register_resident r
        WHERE l.resident_id = r.id AND r.id = ANY(persons) AND r.state IN ('left', 'died') AND l.until IS NULL;
$$;
REVOKE ALL ON FUNCTION register_labels_follow(uuid[], uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION register_labels_end(uuid[], date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_labels_follow(uuid[], uuid[]) TO linli_web, linli_jobs;
GRANT EXECUTE ON FUNCTION register_labels_end(uuid[], date, timestamptz) TO linli_web, linli_jobs;
GRANT USAGE, CREATE ON SCHEMA public TO linli_search;
GRANT SELECT (id, area, community, ended_on) ON register_household TO linli_search;
GRANT SELECT (resident_id, household_id, area, since, until) ON register_label TO linli_search;
GRANT UPDATE (area, community, until, changed_at) ON register_label TO linli_search;
CREATE POLICY search ON register_household FOR SELECT TO linli_search USING (true);
CREATE POLICY search ON register_label FOR SELECT TO linli_search USING (true);
CREATE POLICY search_puts_right ON register_label FOR UPDATE TO linli_search USING (true) WITH CHECK (true);
ALTER FUNCTION register_labels_follow(uuid[], uuid[]) OWNER TO linli_search;
ALTER FUNCTION register_labels_end(uuid[], date, timestamptz) OWNER TO linli_search;
REVOKE CREATE ON SCHEMA public FROM linli_search;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0003_known")]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
