"""What is done about time: warnings sent, time asked for, reminders, supervision; and what finds them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0005_driven_by_indexes"),
        ("workforce", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="extend_to",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="extensions",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="matter",
            name="nudged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="reminders",
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="matter",
            name="supervised_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="supervised_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="warned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("community"), condition=models.Q(("extend_to__isnull", False)), name="matters_asked"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("dispatched_from"),
                condition=models.Q(("extend_to__isnull", False)),
                name="matters_asked_of",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("community"),
                models.OrderBy(models.F("received_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("supervised_at__isnull", False)),
                name="matters_supervised",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("supervised_at", None), ("supervised_by", None)),
                    ("supervised_at__isnull", False),
                    _connector="OR",
                ),
                name="matters_supervised_since",
            ),
        ),
    ]
