"""A matter's words hold a token of its grid too, so that who sees one grid is searched for among that grid's matters in
the index itself. Where a matter is put into another grid, the token follows. What is seen outside the grid or the
community by posts alone is looked at one by one where it is little; and nothing is asked of the index twice over."""

from django.db import migrations, models
from django.db.models import F

from linli.kit.walls import by_my_post, in_sight, of_my_matter

PARTAKES = (
    "EXISTS (SELECT 1 FROM matters_partaking p WHERE p.matter_id = matters_matter.id AND "
    + by_my_post("p.post_id")
    + ")"
)
SEEN = f"({in_sight()} OR {by_my_post('post_id')} OR {of_my_matter('id')} OR {PARTAKES})"

FILL = """
DROP INDEX matters_grams_gin;
UPDATE matters_grams g SET grams = g.grams || array_to_tsvector(ARRAY['@' || left(m.area, 15)])
FROM matters_matter m WHERE m.id = g.matter_id AND length(m.area) >= 15;
CREATE INDEX matters_grams_gin ON matters_grams USING gin (grams);
ALTER INDEX matters_grams_gin SET (gin_pending_list_limit = 16384);
"""

LIES = """
CREATE FUNCTION matters_lies() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE matters_grams SET grams =
        CASE WHEN length(OLD.area) < 15 THEN grams ELSE ts_delete(grams, ARRAY['@' || left(OLD.area, 15)]) END
        || array_to_tsvector(CASE WHEN length(NEW.area) < 15 THEN '{}' ELSE ARRAY['@' || left(NEW.area, 15)] END)
    WHERE matter_id = NEW.id;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION matters_lies() FROM PUBLIC;
CREATE TRIGGER matters_lies AFTER UPDATE OF area ON matters_matter
    FOR EACH ROW WHEN (left(OLD.area, 15) <> left(NEW.area, 15)) EXECUTE FUNCTION matters_lies();
GRANT CREATE ON SCHEMA public TO linli_search;
ALTER FUNCTION matters_lies() OWNER TO linli_search;
REVOKE CREATE ON SCHEMA public FROM linli_search;
GRANT UPDATE (grams) ON matters_grams TO linli_search;
CREATE POLICY lies ON matters_grams FOR UPDATE TO linli_search USING (true) WITH CHECK (true);
"""

STAY = """
DROP TRIGGER matters_lies ON matters_matter;
DROP FUNCTION matters_lies();
DROP POLICY lies ON matters_grams;
REVOKE UPDATE (grams) ON matters_grams FROM linli_search;
"""

SEARCH = f"""
CREATE OR REPLACE FUNCTION matters_search(
    wanted tsquery, sounded tsquery, marks bigint[], dialled bytea[],
    known_areas text[], known_posts uuid[], secret_areas text[], secret_posts uuid[],
    home text, still_open boolean, lo text, hi text, most integer, before timestamptz, before_id uuid
) RETURNS TABLE (matter uuid, by_reporter boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    anywhere boolean := current_setting('linli.everywhere', true) = 'on';
    sighted boolean := anywhere OR current_setting('linli.lo', true) <> ''
        OR current_setting('linli.areas', true) <> '';
    narrow boolean := NOT anywhere AND length(current_setting('linli.lo', true)) > 12;
    low text := current_setting('linli.lo', true);
    high text := current_setting('linli.hi', true);
    posts uuid[] := coalesce(nullif(current_setting('linli.posts', true), '')::uuid[], '{{}}');
    latest bigint := floor(extract(epoch FROM coalesce(before, now()) + interval '1 week') / 604800);
    ended timestamptz := coalesce(before, 'infinity');
    mine uuid[] := '{{}}';
    beside uuid[] := '{{}}';
    few uuid[] := '{{}}';
    people uuid[];
    people_at timestamptz[];
    ids uuid[];
    span integer := 8;
    since timestamptz;
    during tsquery;
    words tsquery;
    sounding tsquery;
    words_beside tsquery;
    sounding_beside tsquery;
BEGIN
    most := least(most, 1000);
    IF most < 1 OR (wanted IS NULL AND sounded IS NULL AND marks IS NULL AND dialled IS NULL) THEN RETURN; END IF;
    IF NOT sighted THEN home := ''; END IF;
    IF NOT anywhere AND (home <> '' OR NOT sighted) THEN mine := matters_mine(home); END IF;
    IF lo ~ '^[0-9]{{15}}' THEN wanted := wanted && ('''@' || left(lo, 15) || '''')::tsquery; END IF;
    IF marks IS NOT NULL OR dialled IS NOT NULL THEN
        SELECT array_agg(matters_matter.id), array_agg(matters_matter.received_at) INTO people, people_at FROM (
                SELECT t.matter_id FROM matters_traces t WHERE t.keys && marks
                UNION SELECT f.matter_id FROM matters_reporter f WHERE f.phone_index = ANY (dialled)
            ) AS named
            JOIN matters_reporter r ON r.matter_id = named.matter_id
            JOIN matters_matter ON matters_matter.id = r.matter_id
            WHERE (matters_matter.post_id = ANY (known_posts)
                    OR EXISTS (SELECT 1 FROM unnest(known_areas) AS k WHERE starts_with(matters_matter.area, k)))
                AND (NOT r.secret OR matters_matter.post_id = ANY (secret_posts)
                    OR EXISTS (SELECT 1 FROM unnest(secret_areas) AS k WHERE starts_with(matters_matter.area, k)));
    END IF;
    IF narrow AND (SELECT count(*) < 500 FROM (
            SELECT FROM matters_matter WHERE area >= low COLLATE "C" AND area < high COLLATE "C"
                AND received_at >= to_timestamp((latest - span + 1) * 604800) LIMIT 500) AS lately)
    THEN span := 0; END IF;
    LOOP
        since := CASE WHEN span = 0 THEN '-infinity' ELSE to_timestamp((latest - span + 1) * 604800) END;
        during := matters_when(home, latest, span);
        sounding := sounded && during;
        words := wanted && CASE WHEN narrow AND span = 0 THEN ''::tsquery ELSE during END;
        beside := CASE WHEN home <> '' THEN mine ELSE '{{}}' END;
        IF narrow THEN
            words := words && ('''@' || left(low, 15) || '''')::tsquery;
            beside := ARRAY(
                SELECT id FROM matters_matter WHERE post_id = ANY (posts) AND received_at >= since
                    AND (area < low COLLATE "C" OR area >= high COLLATE "C")
                UNION SELECT matter_id FROM matters_partaking WHERE post_id = ANY (posts)
                UNION SELECT unnest(mine)
                UNION SELECT nullif(current_setting('linli.matter', true), '')::uuid);
        END IF;
        IF narrow AND cardinality(beside) > 100 THEN
            beside := ARRAY(SELECT unnest(beside) EXCEPT SELECT id FROM matters_matter
                WHERE area >= low COLLATE "C" AND area < high COLLATE "C" AND received_at >= since);
        END IF;
        few := '{{}}';
        words_beside := NULL;
        sounding_beside := NULL;
        IF cardinality(beside) <= 100 THEN
            few := beside;
        ELSE
            during := matters_when('', latest, span);
            words_beside := wanted && during;
            sounding_beside := sounded && during;
        END IF;
        ids := ARRAY(
            WITH hit AS MATERIALIZED (
                SELECT g.matter_id, g.received_at, true AS worded FROM matters_grams g WHERE g.grams @@ words
                UNION ALL SELECT t.matter_id, t.received_at, false FROM matters_traces t WHERE t.sounds @@ sounding
            ), near AS (
                SELECT h.matter_id, h.received_at FROM hit h WHERE CASE
                    WHEN NOT sighted THEN h.matter_id = ANY (mine)
                    WHEN narrow THEN h.worded OR h.matter_id IN (
                        SELECT id FROM matters_matter
                            WHERE area >= low COLLATE "C" AND area < high COLLATE "C" AND received_at >= since
                        UNION ALL SELECT one FROM unnest(beside) AS one)
                    WHEN still_open AND home <> '' THEN h.matter_id IN (
                        SELECT id FROM matters_matter WHERE community = home AND is_open)
                    ELSE true END
                UNION SELECT g.matter_id, g.received_at FROM unnest(few) AS f CROSS JOIN LATERAL (
                    SELECT matter_id, received_at, grams FROM matters_grams WHERE matter_id = f OFFSET 0
                ) AS g WHERE g.grams @@ wanted
                UNION SELECT t.matter_id, t.received_at FROM unnest(few) AS f CROSS JOIN LATERAL (
                    SELECT matter_id, received_at, sounds FROM matters_traces WHERE matter_id = f OFFSET 0
                ) AS t WHERE t.sounds @@ sounded
                UNION SELECT g.matter_id, g.received_at FROM matters_grams g
                    WHERE g.grams @@ words_beside AND (g.matter_id IN (SELECT unnest(beside))) IS TRUE
                UNION SELECT t.matter_id, t.received_at FROM matters_traces t
                    WHERE t.sounds @@ sounding_beside AND (t.matter_id IN (SELECT unnest(beside))) IS TRUE
                UNION SELECT p.matter_id, p.received_at FROM unnest(people, people_at) AS p (matter_id, received_at)
            )
            SELECT one.id FROM (
                SELECT n.matter_id FROM near n
                WHERE n.received_at >= since AND n.received_at <= ended
                    AND (before IS NULL OR n.received_at < before OR n.matter_id < before_id)
                ORDER BY n.received_at DESC, n.matter_id DESC OFFSET 0
            ) AS n CROSS JOIN LATERAL (
                SELECT id FROM matters_matter
                WHERE id = n.matter_id AND (still_open IS NULL OR is_open = still_open)
                    AND (lo = '' OR (area >= lo COLLATE "C" AND area < hi COLLATE "C"))
                    AND {SEEN}
                OFFSET 0
            ) AS one
            LIMIT most);
        EXIT WHEN span = 0 OR cardinality(ids) >= most;
        span := 0;
    END LOOP;
    RETURN QUERY SELECT one, coalesce(one = ANY (people), false) FROM unnest(ids) AS one;
END $$;
"""


def _as_its_owner(text: str) -> str:
    grant = "GRANT CREATE ON SCHEMA public TO linli_search; SET LOCAL ROLE linli_search;"
    return f"{grant}\n{text}\nRESET ROLE; REVOKE CREATE ON SCHEMA public FROM linli_search;"


class Migration(migrations.Migration):
    dependencies = [("matters", "0016_dialled_under_any_key")]

    operations = [
        migrations.RemoveIndex(model_name="matter", name="matters_post"),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                F("post"), F("received_at").desc(), F("id").desc(), F("area"), name="matters_post"
            ),
        ),
        migrations.RunSQL(LIES, STAY),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(_as_its_owner(SEARCH), migrations.RunSQL.noop),
    ]
