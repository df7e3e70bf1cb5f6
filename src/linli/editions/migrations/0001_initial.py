"""Editions of what a site keeps as data. The same for the whole site: no area, so no wall; nobody is granted UPDATE or
DELETE (`config.roles`)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("noun", models.CharField(max_length=24)),
                ("part", models.CharField(blank=True, max_length=24)),
                ("number", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField()),
                ("by_name", models.CharField(max_length=80)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("fingerprint", models.CharField(max_length=64)),
                ("same_as", models.IntegerField(null=True)),
                ("rows", models.JSONField()),
            ],
            options={
                "db_table": "editions_edition",
                "constraints": [
                    models.UniqueConstraint(fields=("noun", "part", "number"), name="editions_numbered"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="editions_from_one"),
                ],
            },
        ),
    ]
