"""All visitors are one actor, so "his own" was everybody's for the two hours a form may take. A visitor now sees what
he sent under the one matter it is meant for, and nothing else of what visitors sent; forms open at this moment ask for
their pictures once more."""

from django.db import migrations, models

from linli.kit.actor import VISITOR_ID
from linli.kit.walls import in_sight, mine, mine_as_person, of_my_matter

OWN = f"(uploaded_by = '{VISITOR_ID}'::uuid AND {of_my_matter('meant_for')})"
SEE = f"{in_sight()} OR {mine_as_person('uploaded_by')} OR {OWN}"
CHECK = f"{in_sight()} OR {mine('uploaded_by')}"
WALL = f"ALTER POLICY web ON files_stored USING ({SEE}) WITH CHECK ({CHECK})"


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddField("stored", "meant_for", models.UUIDField(null=True)),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
