"""How far changing keys has come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Walk",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("key", models.IntegerField()),
                ("cipher", models.CharField(max_length=8)),
                ("part", models.CharField(max_length=40)),
                ("last", models.CharField(blank=True, max_length=40)),
                ("seen", models.BigIntegerField(default=0)),
                ("done", models.BigIntegerField(default=0)),
                ("failed", models.BigIntegerField(default=0)),
                ("passes", models.IntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "safekeeping_walk",
            },
        ),
    ]
