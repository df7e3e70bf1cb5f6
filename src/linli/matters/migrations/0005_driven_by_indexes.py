"""What the boxes of the workbench and the arms of lists are found by, so that what is read grows with the page and not
with the register: most of these hold open matters alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0004_search_in_batches"),
        ("workforce", "0002_walls"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("post"),
                models.F("due_at"),
                models.F("id"),
                condition=models.Q(("is_open", True)),
                name="matters_post_open",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("community"),
                models.F("warn_at"),
                condition=models.Q(("due_at__isnull", False)),
                name="matters_warned",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("community"),
                models.F("due_at"),
                models.F("id"),
                condition=models.Q(("state", "received")),
                name="matters_received",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("community"),
                models.OrderBy(models.F("received_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("state", "resolved")),
                name="matters_resolved",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("community"),
                models.OrderBy(models.F("received_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("reopening_asked", True)),
                name="matters_reopening",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("first_contact"),
                condition=models.Q(("first_contact__isnull", False), ("is_open", True)),
                name="matters_met",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("first_contact_post"),
                condition=models.Q(("first_contact_post__isnull", False), ("is_open", True)),
                name="matters_met_at",
            ),
        ),
    ]
