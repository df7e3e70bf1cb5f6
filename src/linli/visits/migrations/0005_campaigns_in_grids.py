"""A campaign of the whole community is seen by all who work there: their grids have a part of its list."""

from importlib import import_module

from django.db import migrations

from linli.kit.walls import in_sight

PAPERS = import_module("linli.visits.migrations.0004_papers_walls")
SEE = f"ALTER POLICY web ON visits_campaign USING ({in_sight()} OR {PAPERS.OF_MY_COMMUNITY}) WITH CHECK ({in_sight()})"


class Migration(migrations.Migration):
    dependencies = [("visits", "0004_papers_walls")]

    operations = [migrations.RunSQL(SEE, migrations.RunSQL.noop)]
