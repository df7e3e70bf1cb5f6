"""The second wall: a community's regroupings are seen by whoever sees the community whole."""

from django.db import migrations

from linli.kit.walls import in_sight, policy


class Migration(migrations.Migration):
    dependencies = [("regrouping", "0001_initial")]

    operations = [migrations.RunSQL(policy("regrouping_regrouping", in_sight()), migrations.RunSQL.noop)]
