"""The table of what the register is found by, and room for the keyed last figures of sealed numbers."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0005_privacy"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="tails",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="secret",
            name="tails",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), null=True, size=None
            ),
        ),
        migrations.CreateModel(
            name="Find",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("noun", models.CharField(max_length=12)),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                ("sort", models.CharField(db_collation="C", max_length=200)),
                ("gone", models.BooleanField(default=False)),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
            ],
            options={
                "db_table": "register_find",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["tokens"], name="register_find_tokens"
                    ),
                    models.Index(fields=["community", "noun", "sort", "id"], name="register_find_list"),
                ],
            },
        ),
    ]
