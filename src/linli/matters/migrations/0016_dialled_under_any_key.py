"""While keys change, a phone may have been written under several of them: the search for a reporter and for what is
alike take all the blind indexes a phone may have. The functions are else as they stood."""

from django.db import migrations

ANY_KEY = """
GRANT USAGE, CREATE ON SCHEMA public TO linli_search;
DO $do$
DECLARE
    one record;
    called text;
    told text;
BEGIN
    FOR one IN SELECT p.oid, p.proname, pg_get_function_identity_arguments(p.oid) AS arguments FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname IN ('matters_search', 'matters_alike')
    LOOP
        told := pg_get_functiondef(one.oid);
        IF position('dialled bytea,' IN told) = 0 OR position('phone_index = dialled' IN told) = 0 THEN
            RAISE EXCEPTION '% is not what this migration changes', one.proname;
        END IF;
        EXECUTE format('DROP FUNCTION %I(%s)', one.proname, one.arguments);
        told := replace(told, 'dialled bytea,', 'dialled bytea[],');
        EXECUTE replace(told, 'phone_index = dialled', 'phone_index = ANY (dialled)');
        called := format('%I(%s)', one.proname, replace(one.arguments, 'dialled bytea,', 'dialled bytea[],'));
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', called);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO linli_web, linli_jobs', called);
        EXECUTE format('ALTER FUNCTION %s OWNER TO linli_search', called);
    END LOOP;
END $do$;
REVOKE CREATE ON SCHEMA public FROM linli_search;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0015_newest_first")]

    operations = [migrations.RunSQL(ANY_KEY, migrations.RunSQL.noop)]
