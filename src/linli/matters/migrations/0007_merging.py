"""Two matters that are one: which runs along with which, and where it stood before."""

import django.db.models.deletion
from django.db import migrations, models

import linli.matters.rules.loop


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0006_about_time"),
        ("workforce", "0002_walls"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="matter",
            name="matters_open_by_state",
        ),
        migrations.AddField(
            model_name="matter",
            name="followed",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="matter",
            name="merged_from",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="matter",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="matters.matter",
            ),
        ),
        migrations.AlterField(
            model_name="matter",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "received"),
                    ("declined", "declined"),
                    ("referred", "referred"),
                    ("accepted", "accepted"),
                    ("dispatched", "dispatched"),
                    ("in_hand", "in_hand"),
                    ("long_term", "long_term"),
                    ("merged", "merged"),
                    ("resolved", "resolved"),
                    ("followed_up", "followed_up"),
                    ("rated", "rated"),
                    ("closed", "closed"),
                    ("withdrawn", "withdrawn"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("merged_into"), condition=models.Q(("state", "merged")), name="matters_merged"
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("is_open", True),
                        (
                            "state__in",
                            [
                                linli.matters.rules.loop.State["ACCEPTED"],
                                linli.matters.rules.loop.State["DISPATCHED"],
                                linli.matters.rules.loop.State["FOLLOWED_UP"],
                                linli.matters.rules.loop.State["IN_HAND"],
                                linli.matters.rules.loop.State["LONG_TERM"],
                                linli.matters.rules.loop.State["MERGED"],
                                linli.matters.rules.loop.State["RATED"],
                                linli.matters.rules.loop.State["RECEIVED"],
                                linli.matters.rules.loop.State["RESOLVED"],
                            ],
                        ),
                    ),
                    models.Q(
                        ("is_open", False),
                        models.Q(
                            (
                                "state__in",
                                [
                                    linli.matters.rules.loop.State["ACCEPTED"],
                                    linli.matters.rules.loop.State["DISPATCHED"],
                                    linli.matters.rules.loop.State["FOLLOWED_UP"],
                                    linli.matters.rules.loop.State["IN_HAND"],
                                    linli.matters.rules.loop.State["LONG_TERM"],
                                    linli.matters.rules.loop.State["MERGED"],
                                    linli.matters.rules.loop.State["RATED"],
                                    linli.matters.rules.loop.State["RECEIVED"],
                                    linli.matters.rules.loop.State["RESOLVED"],
                                ],
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="matters_open_by_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(("state", "merged"), _negated=True),
                    _connector="OR",
                ),
                name="matters_merged_into_one",
            ),
        ),
    ]
