"""Blocks and where matters came from, with their walls: seen by who sees the area. A visitor is told by one function
whether he is blocked, and reads neither; he leaves where his own matter came from. Counts of knocks are hashes and
numbers, written before anybody is known."""

from django.db import migrations, models

from linli.kit.walls import in_sight, of_my_matter, policy

HOLD = """
GRANT USAGE, CREATE ON SCHEMA public TO linli_search;
GRANT SELECT ON blocks_block TO linli_search;
CREATE POLICY search ON blocks_block FOR SELECT TO linli_search USING (true);
CREATE FUNCTION blocks_hold(hashes bytea[], wanted text, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM blocks_block b
        WHERE b.hash = ANY(hashes) AND b.lifted_at IS NULL AND b.until > moment AND starts_with(wanted, b.area)
    )
$$;
REVOKE ALL ON FUNCTION blocks_hold(bytea[], text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION blocks_hold(bytea[], text, timestamptz) TO linli_web, linli_jobs;
ALTER FUNCTION blocks_hold(bytea[], text, timestamptz) OWNER TO linli_search;
REVOKE CREATE ON SCHEMA public FROM linli_search;
"""

KINDS = [("address", "address"), ("phone", "phone")]
LIFTED = models.Q(
    models.Q(("lifted_at", None), ("lifted_by", None)),
    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
    _connector="OR",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                ("kind", models.CharField(choices=KINDS, max_length=8)),
                ("hash", models.BinaryField(max_length=16)),
                ("reason", models.CharField(max_length=200)),
                ("matter", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("by", models.UUIDField()),
                ("by_name", models.CharField(max_length=80)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "blocks_block",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("at"))), name="blocks_block_until"
                    ),
                    models.CheckConstraint(condition=LIFTED, name="blocks_block_lifted"),
                ],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="blocks_block_at",
                    ),
                    models.Index(fields=["hash"], name="blocks_block_hash"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sender",
            fields=[
                ("matter", models.UUIDField(primary_key=True, serialize=False)),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                ("hash", models.BinaryField(max_length=16)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "blocks_sender",
                "indexes": [models.Index(fields=["at"], name="blocks_sender_at")],
            },
        ),
        migrations.CreateModel(
            name="Knock",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("n", models.IntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "db_table": "blocks_knock",
                "indexes": [models.Index(fields=["until"], name="blocks_knock_until")],
            },
        ),
        migrations.RunSQL(policy("blocks_block", in_sight()), migrations.RunSQL.noop),
        migrations.RunSQL(
            policy("blocks_sender", in_sight(), check=f"{in_sight()} OR {of_my_matter('matter')}"),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(HOLD, migrations.RunSQL.noop),
    ]
