"""The second wall: whoever sees the area sees its loads; the rows in them are sealed besides."""

from django.db import migrations

from linli.kit.walls import in_sight, policy

TABLES = ("sheets_load", "sheets_part", "sheets_mapping")


class Migration(migrations.Migration):
    dependencies = [("sheets", "0001_initial")]

    operations = [migrations.RunSQL(policy(name, in_sight()), migrations.RunSQL.noop) for name in TABLES]
