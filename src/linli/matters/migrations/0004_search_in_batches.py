"""Words for search wait beside the index in up to 16 MB, so that a rush of intake sorts some two thousand matters in at
once; the minute's job sorts them in when it is quiet. It is the index's owner alone who may."""

from django.db import migrations

BATCHES = """
ALTER INDEX matters_grams_gin SET (gin_pending_list_limit = 16384);
CREATE FUNCTION matters_tidy_search() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT gin_clean_pending_list('matters_grams_gin'::regclass) $$;
REVOKE ALL ON FUNCTION matters_tidy_search() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION matters_tidy_search() TO linli_jobs;
"""
BACK = """
DROP FUNCTION matters_tidy_search();
ALTER INDEX matters_grams_gin RESET (gin_pending_list_limit);
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_at_once")]

    operations = [migrations.RunSQL(BATCHES, BACK)]
