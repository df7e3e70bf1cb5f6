"""Reading costs the page and not the register: search looks through as few of the last weeks as fill its page, also for
reporters; what is late, and what is nobody's, is found in its order by one index each."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import F, Q

_FOUND = import_module("linli.matters.migrations.0008_found")
_BEFORE = import_module("linli.matters.migrations.0013_found_in_a_grid")

SPAN = """
CREATE FUNCTION matters_span(span integer, found integer, most integer) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN found = 0 THEN CASE WHEN span < 8 THEN 8 ELSE 0 END
        WHEN wanted > 80 OR span >= 80 THEN 0 ELSE wanted END
    FROM (SELECT greatest(2 * span, ceil(1.5 * span * most / greatest(found, 1))::integer) AS wanted) AS w
$$;
"""
"""How many weeks to look through after so many held too little: half as many again as would fill the page at that rate;
all (0) where that is far more than a year."""

SEARCH = f"""
CREATE OR REPLACE FUNCTION matters_search(
    wanted tsquery, sounded tsquery, marks bigint[], dialled bytea,
    known_areas text[], known_posts uuid[], secret_areas text[], secret_posts uuid[],
    home text, still_open boolean, lo text, hi text, most integer, before timestamptz, before_id uuid
) RETURNS TABLE (matter uuid, by_reporter boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    anywhere boolean := current_setting('linli.everywhere', true) = 'on';
    sighted boolean := anywhere OR current_setting('linli.lo', true) <> ''
        OR current_setting('linli.areas', true) <> '';
    low text := current_setting('linli.lo', true);
    high text := current_setting('linli.hi', true);
    narrow boolean := NOT anywhere AND length(low) > 12;
    posts uuid[] := coalesce(nullif(current_setting('linli.posts', true), '')::uuid[], '{{}}');
    latest bigint := floor(extract(epoch FROM coalesce(before, now()) + interval '1 week') / 604800);
    ended timestamptz := coalesce(before, 'infinity');
    mine uuid[] := '{{}}';
    people uuid[];
    people_at timestamptz[];
    ids uuid[];
    span integer := 2;
    weeks tsquery;
    since timestamptz;
BEGIN
    most := least(most, 1000);
    IF most < 1 OR (wanted IS NULL AND sounded IS NULL AND marks IS NULL AND dialled IS NULL) THEN RETURN; END IF;
    IF NOT sighted THEN home := ''; END IF;
    IF NOT anywhere AND (home <> '' OR NOT sighted) THEN mine := matters_mine(home); END IF;
    LOOP
        since := CASE WHEN span = 0 THEN '-infinity' ELSE to_timestamp((latest - span + 1) * 604800) END;
        weeks := matters_when(home, latest, span);
        IF marks IS NOT NULL OR dialled IS NOT NULL THEN
            SELECT array_agg(matters_matter.id), array_agg(matters_matter.received_at) INTO people, people_at FROM (
                    SELECT t.matter_id FROM matters_traces t
                        WHERE numnode(weeks) > 0 AND t.keys && marks AND t.sounds @@ weeks
                    UNION SELECT t.matter_id FROM matters_traces t WHERE numnode(weeks) = 0 AND t.keys && marks
                    UNION SELECT t.matter_id FROM matters_traces t
                        WHERE home <> '' AND t.matter_id = ANY (mine) AND t.keys && marks
                    UNION SELECT f.matter_id FROM matters_reporter f WHERE f.phone_index = dialled
                ) AS named
                JOIN matters_reporter r ON r.matter_id = named.matter_id
                JOIN matters_matter ON matters_matter.id = r.matter_id
                WHERE (matters_matter.post_id = ANY (known_posts)
                        OR EXISTS (SELECT 1 FROM unnest(known_areas) AS k WHERE starts_with(matters_matter.area, k)))
                    AND (NOT r.secret OR matters_matter.post_id = ANY (secret_posts)
                        OR EXISTS (SELECT 1 FROM unnest(secret_areas) AS k WHERE starts_with(matters_matter.area, k)));
        END IF;
        ids := ARRAY(
            WITH hit AS MATERIALIZED (
                SELECT g.matter_id, g.received_at FROM matters_grams g WHERE g.grams @@ (wanted && weeks)
                UNION ALL SELECT t.matter_id, t.received_at FROM matters_traces t WHERE t.sounds @@ (sounded && weeks)
            ), many AS MATERIALIZED (SELECT count(*) > 400 AS hits FROM hit), near AS (
                SELECT h.matter_id, h.received_at FROM hit h WHERE CASE
                    WHEN NOT sighted THEN h.matter_id = ANY (mine)
                    WHEN NOT (SELECT hits FROM many) THEN true
                    WHEN narrow THEN h.matter_id IN (
                        SELECT id FROM matters_matter
                            WHERE area >= low COLLATE "C" AND area < high COLLATE "C" AND received_at >= since
                        UNION ALL SELECT id FROM matters_matter WHERE post_id = ANY (posts) AND received_at >= since
                        UNION ALL SELECT matter_id FROM matters_partaking WHERE post_id = ANY (posts)
                        UNION ALL SELECT one FROM unnest(mine) AS one
                        UNION ALL SELECT nullif(current_setting('linli.matter', true), '')::uuid)
                    WHEN still_open AND home <> '' THEN h.matter_id IN (
                        SELECT id FROM matters_matter WHERE community = home AND is_open)
                    ELSE true END
                UNION SELECT g.matter_id, g.received_at FROM matters_grams g
                    WHERE home <> '' AND g.matter_id = ANY (mine) AND g.grams @@ wanted
                UNION SELECT t.matter_id, t.received_at FROM matters_traces t
                    WHERE home <> '' AND t.matter_id = ANY (mine) AND t.sounds @@ sounded
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
                    AND {_FOUND.SEEN}
                OFFSET 0
            ) AS one
            LIMIT most);
        EXIT WHEN span = 0 OR cardinality(ids) >= most;
        span := matters_span(span, cardinality(ids), most);
    END LOOP;
    RETURN QUERY SELECT one, coalesce(one = ANY (people), false) FROM unnest(ids) AS one;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0014_cheaper_rows")]

    operations = [
        migrations.RemoveIndex(model_name="matter", name="matters_warned"),
        migrations.RemoveIndex(model_name="matter", name="matters_due"),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                F("community"),
                F("due_at"),
                F("id"),
                F("warn_at"),
                F("area"),
                name="matters_due",
                condition=Q(due_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                F("community"),
                F("received_at").desc(),
                F("id").desc(),
                name="matters_without_post",
                condition=Q(is_open=True, post__isnull=True),
            ),
        ),
        migrations.RunSQL(SPAN, "DROP FUNCTION matters_span(integer, integer, integer)"),
        migrations.RunSQL(_BEFORE._as_its_owner(SEARCH), _BEFORE._as_its_owner(_BEFORE.SEARCH)),
    ]
