"""The second wall: everybody reads, only who has sight of the area writes."""

from django.db import migrations

from linli.kit.walls import in_sight, open_policy


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_initial")]

    operations = [
        migrations.RunSQL(open_policy("territory_grid", in_sight("code")), migrations.RunSQL.noop),
    ]
