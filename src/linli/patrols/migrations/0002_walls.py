"""The second wall: patrols are seen below the actor's areas, and those of a whole community by all who work in it. Such
a route is walked by them, so its rounds are written by them; the route itself by who sees all of its area."""

from django.db import migrations

from linli.kit.walls import for_my_community, in_sight, policy

SEE = f"{in_sight()} OR {for_my_community()}"
DRAWN = ("patrols_route", "patrols_schedule")
WALKED = ("patrols_point", "patrols_round", "patrols_tick", "patrols_finding", "patrols_offer")
WALLS = [
    *(policy(name, SEE, check=in_sight()) for name in DRAWN),
    *(policy(name, SEE) for name in WALKED),
]


class Migration(migrations.Migration):
    dependencies = [("patrols", "0001_initial")]

    operations = [migrations.RunSQL(wall, migrations.RunSQL.noop) for wall in WALLS]
