"""What hangs on a matter is put in at one moment with it, when no look at the matter finds it yet: the wall lets
through who sees everything and who is at his one matter; for all others it asks behind a call, whose plan is kept."""

from django.db import migrations

from linli.kit.walls import everywhere, of_my_matter

CHILDREN = ("matters_reporter", "matters_ticket", "matters_note", "matters_attachment", "matters_grams")
OF_MATTER = f"{everywhere()} OR {of_my_matter('matter_id')} OR matters_sees(matter_id)"


def _changed(table: str) -> str:
    return f"ALTER POLICY web ON {table} TO linli_web USING ({OF_MATTER}) WITH CHECK ({OF_MATTER})"


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_walls")]

    operations = [migrations.RunSQL(_changed(table), migrations.RunSQL.noop) for table in CHILDREN]
