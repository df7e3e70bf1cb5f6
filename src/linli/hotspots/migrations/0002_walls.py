"""The second wall: hot issues and what lies in them are seen below the actor's areas alone."""

from django.db import migrations

from linli.kit.walls import in_sight, policy

TABLES = ("hotspots_issue", "hotspots_report", "hotspots_looked")


class Migration(migrations.Migration):
    dependencies = [("hotspots", "0001_initial")]

    operations = [migrations.RunSQL(policy(name, in_sight()), migrations.RunSQL.noop) for name in TABLES]
