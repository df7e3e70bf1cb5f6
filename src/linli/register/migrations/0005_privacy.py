"""Looks behind a mask are listed and counted; a stay of who was anonymised names no household."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0004_labels_go_along"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stay",
            name="household",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stays",
                to="register.household",
            ),
        ),
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
