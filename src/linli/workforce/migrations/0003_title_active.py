"""A title can be switched off. The database knows the default, so that code of before goes on writing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workforce", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="title",
            name="active",
            field=models.BooleanField(db_default=True, default=True),
        )
    ]
