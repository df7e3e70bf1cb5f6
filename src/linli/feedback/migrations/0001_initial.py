"""Opinions and their wall: anybody gives one; those of my area and my own are seen. All visitors are one actor, so no
visitor sees any."""

from django.db import migrations, models

from linli.kit.actor import VISITOR_ID
from linli.kit.walls import in_sight, mine, policy

SEE = f"""{in_sight()} OR ({mine('"by"')} AND "by" <> '{VISITOR_ID}'::uuid)"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                ("at", models.DateTimeField()),
                ("words", models.TextField()),
                ("page", models.CharField(blank=True, max_length=200)),
                (
                    "face",
                    models.CharField(
                        choices=[("desk", "desk"), ("field", "field"), ("portal", "portal")], max_length=8
                    ),
                ),
                ("by", models.UUIDField()),
                ("by_name", models.CharField(max_length=80)),
            ],
            options={
                "db_table": "feedback_opinion",
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="feedback_opinion_at",
                    )
                ],
            },
        ),
        migrations.RunSQL(policy("feedback_opinion", SEE, check="true"), migrations.RunSQL.noop),
    ]
