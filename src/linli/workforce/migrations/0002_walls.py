"""The second wall: everybody reads, only who has sight of the area writes."""

from django.db import migrations

from linli.kit.walls import in_sight, open_policy


class Migration(migrations.Migration):
    dependencies = [("workforce", "0001_initial")]

    operations = [
        migrations.RunSQL(open_policy("workforce_post", in_sight("area")), migrations.RunSQL.noop),
        migrations.RunSQL(open_policy("workforce_tenure", in_sight("community")), migrations.RunSQL.noop),
    ]
