"""The second wall: visits and all that hangs on them are seen below the actor's areas alone."""

from django.db import migrations

from linli.kit.walls import in_sight, policy

TABLES = (
    "visits_cadence",
    "visits_standing",
    "visits_visit",
    "visits_companion",
    "visits_relief",
    "visits_note",
    "visits_campaign",
    "visits_target",
    "visits_planning",
    "visits_planned",
)


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]

    operations = [migrations.RunSQL(policy(name, in_sight()), migrations.RunSQL.noop) for name in TABLES]
