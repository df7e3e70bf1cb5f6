"""Leave with a stand-in: who and when is public organisation as posts are; why stands behind a
wall that keeps it in the area, and with the person himself."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.workforce.models
from linli.kit.walls import in_sight, mine, open_policy, policy


class Migration(migrations.Migration):
    dependencies = [
        ("workforce", "0003_title_active"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                (
                    "posts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.UUIDField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stand_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "workforce_leave",
            },
        ),
        migrations.CreateModel(
            name="LeaveReason",
            fields=[
                (
                    "leave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="why",
                        serialize=False,
                        to="workforce.leave",
                    ),
                ),
                ("community", models.CharField(db_collation="C", max_length=12)),
                ("area", models.CharField(db_collation="C", max_length=17)),
                ("person", models.UUIDField()),
                ("reason", models.CharField(max_length=12)),
            ],
            options={
                "db_table": "workforce_leavereason",
            },
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["stand_in"], name="workforce_leave_stand_in"
            ),
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["person"], name="workforce_leave_person"
            ),
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["area"], name="workforce_leave_area"
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("ended_at", None)),
                expressions=[
                    ("community", "="),
                    ("person", "="),
                    (
                        linli.workforce.models.Span(
                            "since", "until", django.contrib.postgres.fields.ranges.RangeBoundary()
                        ),
                        "&&",
                    ),
                ],
                name="workforce_leave_apart",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="workforce_leave_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("stand_in")), _negated=True),
                name="workforce_leave_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="workforce_leave_ended",
            ),
        ),
        migrations.RunSQL(
            open_policy("workforce_leave", f"{in_sight('area')} OR {mine('person_id')}"),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            policy("workforce_leavereason", f"{in_sight('area')} OR {mine('person')}"),
            migrations.RunSQL.noop,
        ),
    ]
