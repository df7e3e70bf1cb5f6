"""Which key a hash was made under, so that it is known when an old one is needed no more."""

from django.db import migrations, models

DEFAULT = (
    "ALTER TABLE blocks_block ALTER key SET DEFAULT 1; ALTER TABLE blocks_sender ALTER key SET DEFAULT 1;"
)


class Migration(migrations.Migration):
    dependencies = [("blocks", "0001_initial")]

    operations = [
        migrations.AddField(model_name="block", name="key", field=models.IntegerField(default=1)),
        migrations.AddField(model_name="sender", name="key", field=models.IntegerField(default=1)),
        migrations.RunSQL(DEFAULT, migrations.RunSQL.noop),
    ]
