"""Notices and the days they decide. Reference data of the whole country: no area, so no wall."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("year", models.SmallIntegerField()),
                ("number", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("title_en", models.CharField(max_length=160)),
                ("issued_on", models.DateField()),
                ("url", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.DateTimeField()),
            ],
            options={"db_table": "calendars_notice"},
        ),
        migrations.CreateModel(
            name="Day",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("date", models.DateField(unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("holiday", "holiday"), ("makeup", "makeup")], max_length=8),
                ),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(max_length=80)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="calendars.notice",
                    ),
                ),
            ],
            options={
                "db_table": "calendars_day",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["holiday", "makeup"])), name="calendars_day_kind"
                    )
                ],
            },
        ),
    ]
