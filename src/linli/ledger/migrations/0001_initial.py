"""The ledger's table, its months, its wall. UPDATE and DELETE are granted to nobody."""

from django.db import migrations, models

from linli.kit.walls import in_sight, mine_as_person, policy

TABLE = """
CREATE TABLE ledger_entry (
    id uuid NOT NULL,
    community varchar(12) COLLATE "C" NOT NULL,
    area varchar(17) COLLATE "C" NOT NULL,
    at timestamptz NOT NULL,
    noun varchar(24) NOT NULL,
    subject uuid NOT NULL,
    verb varchar(32) NOT NULL,
    actor uuid NOT NULL,
    actor_kind varchar(8) NOT NULL,
    post uuid,
    facts jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (community, at, id)
) PARTITION BY RANGE (at);
CREATE INDEX ledger_subject ON ledger_entry (subject, at);
CREATE INDEX ledger_newest ON ledger_entry (at DESC, id DESC);
CREATE INDEX ledger_noun_verb ON ledger_entry (community, noun, verb, at);
"""

MONTHS = """
CREATE FUNCTION ledger_open_month(moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date := date_trunc('month', moment AT TIME ZONE 'UTC')::date;
    name text := 'ledger_entry_' || to_char(first, 'YYYYMM');
BEGIN
    IF first < DATE '2000-01-01' OR first > (now() + interval '24 months')::date THEN
        RAISE EXCEPTION 'month % is outside the ledger', first;
    END IF;
    IF to_regclass('public.' || name) IS NOT NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ledger_open_month'));
    IF to_regclass('public.' || name) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format(
        'CREATE TABLE %I PARTITION OF ledger_entry FOR VALUES FROM (%L) TO (%L)',
        name, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC'
    );
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION ledger_open_month(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_open_month(timestamptz) TO linli_jobs;
SELECT ledger_open_month(now() + make_interval(months => m)) FROM generate_series(-24, 13) AS m;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                ("at", models.DateTimeField()),
                ("noun", models.CharField(max_length=24)),
                ("subject", models.UUIDField()),
                ("verb", models.CharField(max_length=32)),
                ("actor", models.UUIDField()),
                ("actor_kind", models.CharField(max_length=8)),
                ("post", models.UUIDField(null=True)),
                ("facts", models.JSONField(default=dict)),
            ],
            options={"db_table": "ledger_entry", "managed": False},
        ),
        migrations.RunSQL(TABLE, "DROP TABLE ledger_entry;"),
        migrations.RunSQL(MONTHS, "DROP FUNCTION ledger_open_month(timestamptz);"),
        migrations.RunSQL(
            policy("ledger_entry", f"{in_sight()} OR {mine_as_person('actor')}", check="true"),
            migrations.RunSQL.noop,
        ),
    ]
