"""Whether an identity number is on a community's register: asked by whoever keeps any part of it, answered with the
record and its grid alone."""

from django.db import migrations

KNOWN = """
CREATE FUNCTION register_known(home text, wanted bytea) RETURNS TABLE (resident uuid, area text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.id, r.area FROM register_secret s JOIN register_resident r ON r.id = s.resident_id
    WHERE s.id_index = wanted AND wanted <> ''::bytea AND s.community = home
        AND r.state NOT IN ('merged', 'anonymised')
        AND ((SELECT current_setting('linli.everywhere', true)) = 'on'
            OR starts_with((SELECT current_setting('linli.lo', true)), home)
            OR starts_with(home, nullif((SELECT current_setting('linli.lo', true)), ''))
            OR EXISTS (SELECT 1 FROM unnest(string_to_array((SELECT current_setting('linli.areas', true)), ',')) AS a
                WHERE a <> '' AND (starts_with(a, home) OR starts_with(home, a))))
$$;
REVOKE ALL ON FUNCTION register_known(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_known(text, bytea) TO linli_web, linli_jobs;
GRANT USAGE, CREATE ON SCHEMA public TO linli_search;
GRANT SELECT (id, area, community, state) ON register_resident TO linli_search;
GRANT SELECT (resident_id, community, id_index) ON register_secret TO linli_search;
CREATE POLICY search ON register_resident FOR SELECT TO linli_search USING (true);
CREATE POLICY search ON register_secret FOR SELECT TO linli_search USING (true);
ALTER FUNCTION register_known(text, bytea) OWNER TO linli_search;
REVOKE CREATE ON SCHEMA public FROM linli_search;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0002_walls")]

    operations = [migrations.RunSQL(KNOWN, migrations.RunSQL.noop)]
