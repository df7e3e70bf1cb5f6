"""A category can be switched off. The database knows the default, so that code of before goes on writing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0010_told_apart")]

    operations = [
        migrations.AddField(
            model_name="category",
            name="active",
            field=models.BooleanField(db_default=True, default=True),
        )
    ]
