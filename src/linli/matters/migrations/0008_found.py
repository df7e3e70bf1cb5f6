"""What search needs beside the words: traces of how they sound and of who reported, an index of what lies with a post
from elsewhere, and the search itself. It looks through the last weeks before it looks through all: each matter's words
hold a token of its week, one of its community, and one of both, so that a common word costs a page and not all that was
ever said of it. Such a token begins with @, which no word that is typed ever holds."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models
from django.db.models import F

from linli.kit.walls import by_my_post, everywhere, in_sight, of_my_matter, policy

OF_MATTER = f"{everywhere()} OR {of_my_matter('matter_id')} OR matters_sees(matter_id)"
PARTAKES = (
    "EXISTS (SELECT 1 FROM matters_partaking p WHERE p.matter_id = matters_matter.id AND "
    + by_my_post("p.post_id")
    + ")"
)
SEEN = f"({in_sight()} OR {by_my_post('post_id')} OR {of_my_matter('id')} OR {PARTAKES})"

WHEN = """
CREATE FUNCTION matters_when(home text, latest bigint, span integer) RETURNS tsquery
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN span > 0 THEN (
            SELECT string_agg('''@' || home || CASE WHEN home = '' THEN '' ELSE '.' END || (latest - n) || '''', '|')
            FROM generate_series(0, span - 1) AS n
        )::tsquery
        WHEN home <> '' THEN ('''@' || home || '''')::tsquery
        ELSE ''::tsquery END
$$;
"""
"""Any of so many weeks up to the latest, or any time at all (0), in a community or in all of them. Weeks are of 604,800
seconds since 1970. An empty query asks for nothing more."""

MINE = f"""
CREATE FUNCTION matters_mine(home text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    posts uuid[] := coalesce(nullif(current_setting('linli.posts', true), '')::uuid[], '{{}}');
BEGIN
    RETURN ARRAY(
        SELECT p.matter_id FROM matters_partaking p
            WHERE p.post_id = ANY (posts) AND (p.community < home COLLATE "C" OR p.community > home COLLATE "C")
        UNION SELECT m.id FROM matters_matter m
            WHERE home = '' AND m.post_id = ANY (posts)
        UNION SELECT m.id FROM matters_matter m
            WHERE home <> '' AND m.post_id = ANY (posts) AND NOT (m.community = left(m.owner_area, 12))
                AND m.community <> home
        UNION SELECT m.id FROM matters_matter m WHERE {of_my_matter("m.id")});
END $$;
"""
"""What the actor sees by his posts outside one community, or anywhere; he has all his posts in that community."""

SEARCH = f"""
CREATE FUNCTION matters_search(
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
    latest bigint := floor(extract(epoch FROM coalesce(before, now()) + interval '1 week') / 604800);
    ended timestamptz := coalesce(before, 'infinity');
    mine uuid[] := '{{}}';
    people uuid[];
    people_at timestamptz[];
    ids uuid[];
    span integer := 8;
    since timestamptz;
BEGIN
    most := least(most, 1000);
    IF most < 1 OR (wanted IS NULL AND sounded IS NULL AND marks IS NULL AND dialled IS NULL) THEN RETURN; END IF;
    IF NOT sighted THEN home := ''; END IF;
    IF NOT anywhere AND (home <> '' OR NOT sighted) THEN mine := matters_mine(home); END IF;
    IF marks IS NOT NULL OR dialled IS NOT NULL THEN
        SELECT array_agg(matters_matter.id), array_agg(matters_matter.received_at) INTO people, people_at FROM (
                SELECT t.matter_id FROM matters_traces t WHERE t.keys && marks
                UNION SELECT f.matter_id FROM matters_reporter f WHERE f.phone_index = dialled
            ) AS named
            JOIN matters_reporter r ON r.matter_id = named.matter_id
            JOIN matters_matter ON matters_matter.id = r.matter_id
            WHERE (matters_matter.post_id = ANY (known_posts)
                    OR EXISTS (SELECT 1 FROM unnest(known_areas) AS k WHERE starts_with(matters_matter.area, k)))
                AND (NOT r.secret OR matters_matter.post_id = ANY (secret_posts)
                    OR EXISTS (SELECT 1 FROM unnest(secret_areas) AS k WHERE starts_with(matters_matter.area, k)));
    END IF;
    LOOP
        since := CASE WHEN span = 0 THEN '-infinity' ELSE to_timestamp((latest - span + 1) * 604800) END;
        ids := ARRAY(
            WITH hit AS MATERIALIZED (
                SELECT g.matter_id, g.received_at FROM matters_grams g
                    WHERE g.grams @@ (wanted && matters_when(home, latest, span))
                UNION ALL SELECT t.matter_id, t.received_at FROM matters_traces t
                    WHERE t.sounds @@ (sounded && matters_when(home, latest, span))
            ), near AS (
                SELECT h.matter_id, h.received_at FROM hit h WHERE CASE
                    WHEN NOT sighted THEN h.matter_id = ANY (mine)
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
"""The newest matters that hold the words, sound so, or were reported by who is named, in any of these ways. A reporter
is found where he may be looked at (`known_areas`, `known_posts`), a secret one by the few who may know (`secret_…`)."""

COMMON = """
CREATE FUNCTION matters_common(newest integer) RETURNS TABLE (pair text, share real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT word, (ndoc::real / greatest(newest, 1))::real FROM ts_stat(format(
        'SELECT grams FROM matters_grams ORDER BY matter_id DESC LIMIT %s', least(newest, 5000)))
    WHERE ndoc >= 10 AND word NOT LIKE '@%'
$$;
"""
"""How common pairs are among the newest; a pair fewer than ten matters hold is not told."""

ALIKE = f"""
CREATE FUNCTION matters_alike(
    wanted tsquery, dialled bytea, known_areas text[], known_posts uuid[], secret_areas text[], secret_posts uuid[],
    home text, since timestamptz, most integer
) RETURNS TABLE (matter uuid, by_reporter boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    latest bigint := floor(extract(epoch FROM now() + interval '1 week') / 604800);
    people uuid[] := '{{}}';
BEGIN
    IF dialled IS NOT NULL THEN
        people := ARRAY(
            SELECT r.matter_id FROM matters_reporter r JOIN matters_matter ON matters_matter.id = r.matter_id
            WHERE r.phone_index = dialled
                AND (matters_matter.post_id = ANY (known_posts)
                    OR EXISTS (SELECT 1 FROM unnest(known_areas) AS k WHERE starts_with(matters_matter.area, k)))
                AND (NOT r.secret OR matters_matter.post_id = ANY (secret_posts)
                    OR EXISTS (SELECT 1 FROM unnest(secret_areas) AS k WHERE starts_with(matters_matter.area, k))));
    END IF;
    RETURN QUERY
        WITH hit AS MATERIALIZED (
            SELECT g.matter_id, ts_rank(g.grams, wanted) AS rank FROM matters_grams g
                WHERE g.grams @@ (wanted && matters_when(home, latest, 54))
            UNION ALL SELECT unnest(people), 1
        )
        SELECT matters_matter.id, matters_matter.id = ANY (people)
        FROM (SELECT h.matter_id, max(h.rank) AS rank FROM hit h GROUP BY h.matter_id) AS near
            JOIN matters_matter ON matters_matter.id = near.matter_id
        WHERE (matters_matter.is_open OR matters_matter.closed_at >= since)
            AND (home = '' OR matters_matter.community = home)
            AND {SEEN}
        ORDER BY near.rank DESC, matters_matter.received_at DESC
        LIMIT least(most, 100);
END $$;
"""
"""The likeliest matters of a community, open or closed since, that hold some of the pairs or have the reporter's
phone; a year back."""

_ARGUMENTS = {
    "matters_search": "tsquery, tsquery, bigint[], bytea, text[], uuid[], text[], uuid[], text, boolean, text, text,"
    " integer, timestamptz, uuid",
    "matters_alike": "tsquery, bytea, text[], uuid[], text[], uuid[], text, timestamptz, integer",
    "matters_common": "integer",
}


def _given(name: str) -> str:
    signature = f"{name}({_ARGUMENTS[name]})"
    return f"""
REVOKE ALL ON FUNCTION {signature} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {signature} TO linli_web, linli_jobs;
ALTER FUNCTION {signature} OWNER TO linli_search;
"""


BEFORE = """
GRANT USAGE, CREATE ON SCHEMA public TO linli_search;
GRANT SELECT ON matters_traces TO linli_search;
GRANT SELECT (matter_id, phone_index, secret) ON matters_reporter TO linli_search;
CREATE POLICY search ON matters_traces FOR SELECT TO linli_search USING (true);
CREATE POLICY search ON matters_reporter FOR SELECT TO linli_search USING (true);
DROP FUNCTION matters_search(text[], integer, boolean, text, text);
ALTER INDEX matters_traces_sounds SET (fastupdate = off);
ALTER INDEX matters_traces_keys SET (fastupdate = off);
"""
AFTER = "REVOKE CREATE ON SCHEMA public FROM linli_search;"


class Migration(migrations.Migration):
    dependencies = [("matters", "0007_merging"), ("workforce", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="Traces",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="traces",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("received_at", models.DateTimeField()),
                ("sounds", django.contrib.postgres.search.SearchVectorField()),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
            options={"db_table": "matters_traces"},
        ),
        migrations.AddField(model_name="grams", name="received_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                F("post"),
                condition=models.Q(
                    ("community", django.db.models.functions.text.Left("owner_area", 12)), _negated=True
                ),
                name="matters_away",
            ),
        ),
        migrations.AddIndex(
            model_name="traces",
            index=django.contrib.postgres.indexes.GinIndex(fields=["sounds"], name="matters_traces_sounds"),
        ),
        migrations.AddIndex(
            model_name="traces",
            index=django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="matters_traces_keys"),
        ),
        migrations.RunSQL(policy("matters_traces", OF_MATTER), migrations.RunSQL.noop),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        *[migrations.RunSQL(words, migrations.RunSQL.noop) for words in (WHEN, MINE, SEARCH, COMMON, ALIKE)],
        *[migrations.RunSQL(_given(name), migrations.RunSQL.noop) for name in _ARGUMENTS],
        migrations.RunSQL(AFTER, migrations.RunSQL.noop),
    ]
