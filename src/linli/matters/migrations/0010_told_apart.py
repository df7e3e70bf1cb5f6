"""What is told apart: a file of a step from one that came with the matter, and a matter that waits for a decision from
one whose reporter asked for it to be worked on again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0009_weeks")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="entry",
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("community"),
                models.F("received_at").desc(),
                models.F("id").desc(),
                condition=models.Q(("decide_by__isnull", False)),
                name="matters_undecided",
            ),
        ),
        migrations.RemoveIndex(model_name="matter", name="matters_reopening"),
    ]
