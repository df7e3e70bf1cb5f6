"""Two things that made taking a matter in dear. A text's tokens are pairs that do not compress, so that most rows were
first compressed in vain and then put out of line, with a second index: they stay in the row now, and so do all but the
longest texts. And the check of what is open names its states in one constant: PostgreSQL reads the text of every check
anew for each statement."""

from django.db import migrations, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

IS_OPEN = "(state = ANY ('{accepted,dispatched,followed_up,in_hand,long_term,merged,rated,received,resolved}'::text[]))"


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0013_found_in_a_grid"),
        ("workforce", "0004_leave"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE matters_grams SET (toast_tuple_target = 8160)",
            "ALTER TABLE matters_grams RESET (toast_tuple_target)",
        ),
        migrations.RunSQL(
            "ALTER TABLE matters_matter SET (toast_tuple_target = 4080)",
            "ALTER TABLE matters_matter RESET (toast_tuple_target)",
        ),
        migrations.RemoveConstraint(model_name="matter", name="matters_open_by_state"),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=Q(is_open=RawSQL(IS_OPEN, [], output_field=models.BooleanField())),  # noqa: S611 - a constant
                name="matters_open_by_state",
            ),
        ),
    ]
