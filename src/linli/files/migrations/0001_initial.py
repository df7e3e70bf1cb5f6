"""Stored files and their wall: those of my area, my own, and (to read) public ones. All visitors are one actor, so a
visitor's own file is his for the two hours a form may take."""

from django.db import migrations, models

from linli.kit.actor import VISITOR_ID
from linli.kit.walls import in_sight, mine, policy

OWN = f"({mine('uploaded_by')} AND (uploaded_by <> '{VISITOR_ID}'::uuid OR at > now() - interval '2 hours'))"
SEE = f"{in_sight()} OR {OWN}"
CHECK = f"{in_sight()} OR {mine('uploaded_by')}"
PUBLIC = "CREATE POLICY web_reads_public ON files_stored FOR SELECT TO linli_web USING (public);"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Stored",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=80)),
                ("size", models.IntegerField()),
                ("sha256", models.CharField(db_collation="C", max_length=64)),
                ("width", models.IntegerField(null=True)),
                ("height", models.IntegerField(null=True)),
                ("uploaded_by", models.UUIDField()),
                ("public", models.BooleanField(default=False)),
                ("kept", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "files_stored",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("height", None), ("width", None)),
                            models.Q(("height__gt", 0), ("width__gt", 0)),
                            _connector="OR",
                        ),
                        name="files_stored_sides",
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="files_stored_size"),
                    models.CheckConstraint(
                        condition=models.Q(("public", False), ("kept", True), _connector="OR"),
                        name="files_stored_public_kept",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["sha256"], name="files_stored_sha256"),
                    models.Index(
                        condition=models.Q(("kept", False)), fields=["at"], name="files_stored_unkept"
                    ),
                ],
            },
        ),
        migrations.RunSQL(policy("files_stored", SEE, check=CHECK) + PUBLIC, migrations.RunSQL.noop),
    ]
