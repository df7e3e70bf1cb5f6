"""The second wall lets a post see the lines of a campaign it carries out, and the visits that were made from it there;
neither doors nor plans, nor anything of households."""

from importlib import import_module

from django.db import migrations

from linli.kit.walls import by_my_post, by_one_of_my_posts, in_sight

PAPERS = import_module("linli.visits.migrations.0004_papers_walls")
CAMPAIGN = f"{in_sight()} OR {PAPERS.OF_MY_COMMUNITY} OR {by_one_of_my_posts('carriers')}"
TARGET = f"{in_sight()} OR {by_one_of_my_posts('posts')}"
VISIT = f"{in_sight()} OR (noun = 'organisation' AND campaign_id IS NOT NULL AND {by_my_post('post')})"


def _of_visit(table: str) -> str:
    return f"{in_sight()} OR EXISTS (SELECT 1 FROM visits_visit v WHERE v.id = {table}.visit_id)"


WALLS = (
    f"ALTER POLICY web ON visits_campaign USING ({CAMPAIGN}) WITH CHECK ({in_sight()})",
    f"ALTER POLICY web ON visits_target USING ({TARGET}) WITH CHECK ({TARGET})",
    f"ALTER POLICY web ON visits_visit USING ({VISIT}) WITH CHECK ({VISIT})",
    *(
        f"ALTER POLICY web ON {table} USING ({_of_visit(table)}) WITH CHECK ({_of_visit(table)})"
        for table in ("visits_companion", "visits_note")
    ),
)


class Migration(migrations.Migration):
    dependencies = [("visits", "0006_carried")]

    operations = [migrations.RunSQL(wall, migrations.RunSQL.noop) for wall in WALLS]
