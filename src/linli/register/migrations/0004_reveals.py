"""Who looked behind a mask is listed, newest first, and counted by person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0003_known"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("field", "revealed")),
                fields=["by", "at"],
                name="register_change_revealed_by",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                models.OrderBy(models.F("at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("field", "revealed")),
                name="register_change_revealed",
            ),
        ),
    ]
