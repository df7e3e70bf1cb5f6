"""The second wall: a phone is seen by its holder and by who sees the area; what lies here for somebody by him alone."""

from django.db import migrations

from linli.kit.walls import everywhere, in_sight, mine, policy


class Migration(migrations.Migration):
    dependencies = [("sync", "0001_initial")]

    operations = [
        migrations.RunSQL(policy("sync_device", f"{mine('person')} OR {in_sight()}"), migrations.RunSQL.noop),
        migrations.RunSQL(policy("sync_held", f"{mine('person')} OR {everywhere()}"), migrations.RunSQL.noop),
    ]
