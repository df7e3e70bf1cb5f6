"""The second wall around papers and noticeboards. A card is its bearer's too; a card or a notice is also seen by who
has its code. A notice made for the whole community is seen by all who work there."""

from django.db import migrations

from linli.kit.walls import in_sight, mine, policy

BY_CODE = "(code = (SELECT nullif(current_setting('linli.code', true), '')))"
OF_MY_COMMUNITY = (
    "(area = community AND (left((SELECT current_setting('linli.lo', true)), 12) = community"
    " OR ((SELECT current_setting('linli.areas', true)) <> '' AND EXISTS (SELECT 1 FROM"
    " unnest(string_to_array((SELECT current_setting('linli.areas', true)), ',')) AS a"
    " WHERE left(a, 12) = community))))"
)
CARD = f"{in_sight()} OR {mine('person')}"

WALLS = (
    policy("visits_card", f"{CARD} OR {BY_CODE}", check=CARD),
    policy("visits_notice", f"{in_sight()} OR {OF_MY_COMMUNITY} OR {BY_CODE}", check=in_sight()),
    *(
        policy(name, in_sight())
        for name in (
            "visits_sheet",
            "visits_sheet_line",
            "visits_interview",
            "visits_board",
            "visits_posting",
        )
    ),
)


class Migration(migrations.Migration):
    dependencies = [("visits", "0003_papers")]

    operations = [migrations.RunSQL(wall, migrations.RunSQL.noop) for wall in WALLS]
