"""The second wall: habits are seen below the actor's areas, and those of his own grid, community and subdistrict as far
up as they go, since they are said beside his matters; they are written below his areas alone."""

from django.db import migrations

from linli.kit.walls import in_sight, over_mine, policy

TABLES = ("habits_habit", "habits_aside")
BESIDE = "CREATE POLICY web_beside ON {} FOR SELECT TO linli_web USING ({})"


class Migration(migrations.Migration):
    dependencies = [("habits", "0001_initial")]

    operations = [
        migrations.RunSQL(policy(name, in_sight()) + BESIDE.format(name, over_mine()), migrations.RunSQL.noop)
        for name in TABLES
    ]
